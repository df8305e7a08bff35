"""Places, sizes and styles of elements in a browser, in CSS pixels."""

from playwright.sync_api import Locator

STYLE = "(element, name) => getComputedStyle(element)[name]"


def box(locator: Locator) -> dict[str, float]:
    """Return x, y, width and height of a visible element."""
    found = locator.bounding_box()
    assert found
    return dict(found)


def pixels(locator: Locator, name: str = "fontSize") -> float:
    """Return a computed length."""
    return float(locator.evaluate(STYLE, name).removesuffix("px"))


def plain(texts: Locator) -> list[str]:
    """Return the words of each element, without what keeps them on one line."""
    kept = {"\N{NON-BREAKING HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "}
    return [text.translate(str.maketrans(kept)) for text in texts.all_text_contents()]
