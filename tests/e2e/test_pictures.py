"""In a real browser, the chosen picture files are as large as they are displayed."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.conftest import RunningSite, Visit

pytestmark = [pytest.mark.e2e, pytest.mark.looks]

# Load lazy pictures too. The name of a file contains its width.
PICTURES = """
async () => Promise.all([...document.querySelectorAll("main picture img")].map(async (img) => {
  const lazy = img.loading === "lazy";
  img.loading = "eager";
  await img.decode();
  const file = img.currentSrc.split("/").pop();
  const sized = img.hasAttribute("width") && img.hasAttribute("height");
  const chosen = +/(?:fill|width)-(\\d+)/.exec(file)[1];
  return {file, lazy, sized, drawn: img.clientWidth, chosen};
}))
"""
WITH_PORTRAIT = """
from brand.models import CustomImage, HomePage
home = HomePage.objects.get(slug="accueil")
home.portrait = CustomImage.objects.get(file__contains="conversation") if {on} else None
home.save_revision().publish()
"""


@pytest.fixture
def portrait(site: RunningSite) -> Iterator[None]:
    """Give the home page a portrait for a test, as the demonstration has none."""
    site.manage("shell", "-v0", "-c", WITH_PORTRAIT.format(on=True))
    yield
    site.manage("shell", "-v0", "-c", WITH_PORTRAIT.format(on=False))


def test_what_is_chosen_is_large_enough_and_not_much_larger(
    site: RunningSite, visit: Callable[..., Visit], portrait: None
) -> None:
    wrong = []
    for width in (360, 768, 1280, 1920):
        visitor = visit(viewport={"width": width, "height": 800})
        requested: list[str] = []
        visitor.page.on("request", lambda r, seen=requested: seen.append(r.url))
        page = visitor.go("/")
        found = page.evaluate(PICTURES)
        assert [picture["lazy"] for picture in found] == [False, True]
        assert all(picture["sized"] for picture in found)
        for picture in found:
            if not 1 <= picture["chosen"] / picture["drawn"] <= 1.6:
                wrong.append((width, picture))
        # The preload and the picture request the same file.
        assert sum("fill-" in url for url in requested) == 1
        visitor.assert_clean()
    assert wrong == []
