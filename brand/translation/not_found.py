"""Find the content of a missing address in other languages, for the page "not found"."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from brand.core.languages import active, spoken
from brand.core.visibility import visible
from brand.home.page import HomePage
from brand.interview.answer import Answer


@dataclass(frozen=True)
class OtherVersion:
    """A page or answer in another language, with its address."""

    language: str
    name: str
    title: str
    path: str


def find_other_versions(request: HttpRequest) -> list[OtherVersion]:
    """Return the content at the address of `request`, as far as it exists in other languages.

    The address may be that of a page in another language with the wrong prefix, or of a page that
    is not published in this language. Only content that visitors may read is returned.
    """
    language = active()
    rest = _without_prefix(request.path_info, language)
    homes = HomePage.objects.select_related("locale")
    places = [f"{home.url_path}{rest}" for home in homes]
    found = _pages(places, language, request)
    if not found and "/" in rest.rstrip("/"):
        found = _answers(places, language)
    return found


def _without_prefix(path: str, language: str) -> str:
    """Return "services/" for "/en/services/", the form of paths below a home page."""
    rest = (
        path.strip("/").removeprefix(language).strip("/")
        if path.startswith(f"/{language}/")
        else path.strip("/")
    )
    return f"{rest}/" if rest else ""


def _pages(places: list[str], language: str, request: HttpRequest) -> list[OtherVersion]:
    keys = Page.objects.filter(url_path__in=places).values("translation_key")
    pages = visible(Page.objects.filter(translation_key__in=keys, depth__gt=1))
    return [
        _described(page.locale.language_code, page.title, page.get_url(request) or "")
        for page in pages.exclude(locale__language_code=language).select_related("locale")
        if page.get_url(request)
    ]


def _answers(places: list[str], language: str) -> list[OtherVersion]:
    parents = [place.rstrip("/").rpartition("/")[0] + "/" for place in places]
    slug = places[0].rstrip("/").rpartition("/")[2] if places else ""
    interviews = Page.objects.filter(url_path__in=parents).values("translation_key")
    answers = Answer.objects.public().filter(page__translation_key__in=interviews, slug=slug)
    return [
        _described(answer.locale.language_code, answer.question, answer.url)
        for answer in answers.exclude(locale__language_code=language).select_related(
            "locale", "page"
        )
        if answer.url
    ]


def _described(code: str, title: str, path: str) -> OtherVersion:
    return OtherVersion(code, spoken(code), title, path)
