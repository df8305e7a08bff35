"""The places where a draft can go: below a home page, or at the end of an interview."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from brand.home.page import HomePage
from brand.interview.page import InterviewPage
from brand.text.language import language_of

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Target:
    """A page that the user may write to. `key` identifies it in forms and addresses."""

    page: HomePage | InterviewPage
    label: str

    @property
    def key(self) -> str:
        return str(self.page.pk)

    @property
    def locale(self) -> Locale:
        return self.page.locale

    @property
    def is_new(self) -> bool:
        return isinstance(self.page, HomePage)


def targets_for(user: User) -> list[Target]:
    """Return all pages that `user` may write a draft to, new interviews first."""
    homes = [page for page in HomePage.objects.select_related("locale") if _may(page, user)]
    several = len({page.locale_id for page in homes}) > 1
    new = _("A new interview")
    in_language = _("A new interview (%(language)s)")
    found = [
        Target(
            page,
            in_language % {"language": page.locale.get_display_name()} if several else new,
        )
        for page in homes
    ]
    interviews = [
        page
        for page in InterviewPage.objects.select_related("locale").order_by("title", "pk")
        if _may(page, user)
    ]
    titles = Counter(page.get_admin_display_title() for page in interviews)
    for page in interviews:
        title = page.get_admin_display_title()
        if titles[title] > 1:  # with several drafts of one text, the slug tells which
            title = f"{title} – {page.slug}"
        found.append(Target(page, _("At the end of “%(title)s”") % {"title": title}))
    return found


def may_import(user: User) -> bool:
    """Whether there is any page to which `user` could import an interview."""
    return any(
        _may(page, user) for model in (HomePage, InterviewPage) for page in model.objects.all()
    )


def may_import_to(page: Page, user: User) -> bool:
    """Whether `user` may import an interview to `page`."""
    return isinstance(page, (HomePage, InterviewPage)) and _may(page, user)


def guess(targets: list[Target], text: str) -> Target:
    """Return the target in the language of `text`, else the first. `targets` must not be empty."""
    codes = {target.locale.language_code for target in targets}
    language = language_of(text, codes) or settings.LANGUAGE_CODE
    same = [target for target in targets if target.locale.language_code == language]
    return (same or targets)[0]


def _may(page: HomePage | InterviewPage, user: User) -> bool:
    if page.alias_of_id:
        return False  # an alias follows its original
    permissions = page.permissions_for_user(user)
    if isinstance(page, HomePage):
        return permissions.can_add_subpage()
    return permissions.can_edit() and not permissions.page_locked()
