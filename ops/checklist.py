"""Registry of what a site still lacks. Rooms add theirs in `AppConfig.ready`.

What has been done is not listed: each finder looks at the site as it is now.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """Something to do: `what` is the words of a link to `url`, `why` one short sentence.

    `optional` is good advice, and nothing that a site cannot do without. `language` ("fr") is the
    one in which the page at `url` is written, where the item is about that page: a site with
    several languages names it. `parts` are the names of several things that are lacking there.
    """

    name: str
    what: str
    why: str
    url: str
    optional: bool = False
    language: str = ""
    parts: tuple[str, ...] = ()


# Returns what is lacking now. It may query the database, as often for much content as for little.
Finder = Callable[[], Iterable[Item]]
_finders: dict[str, tuple[int, Finder]] = {}


def register(name: str, find: Finder, *, order: int) -> None:
    """Add a finder; lower `order` comes first. The same name again replaces it."""
    _finders[name] = (order, find)


def items() -> list[Item]:
    """Everything that is lacking, in the order of the finders; advice comes last."""
    finders = [find for _order, find in sorted(_finders.values(), key=lambda each: each[0])]
    return sorted((item for find in finders for item in find()), key=lambda item: item.optional)
