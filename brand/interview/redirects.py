"""Redirects from the old addresses of answers."""

from collections.abc import Iterable

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


def redirect_answer(page: Page, in_use: Iterable[str], old: str, new: str) -> None:
    """Redirect the address `old` of an answer of `page` to its address `new`.

    `in_use` are the addresses (slugs) of all answers that visitors can open now.
    """
    base = page.get_url()
    if base is None:
        return
    site = page.get_site()
    # Two answers may have swapped addresses, so an address in use never redirects.
    used_paths = [Redirect.normalise_path(f"{base}{slug}/") for slug in in_use]
    Redirect.objects.filter(site=site, old_path__in=used_paths).delete()
    old_path = Redirect.normalise_path(f"{base}{old}/")
    if old_path not in used_paths:
        Redirect.objects.update_or_create(
            site=site,
            old_path=old_path,
            defaults={
                "redirect_page": page,
                "redirect_page_route_path": f"/{new}/",
                "is_permanent": True,
                "automatically_created": True,
            },
        )
