"""The checklist of what a site still lacks. Rooms add finders in `AppConfig.ready`.

Nothing is ticked off: each finder looks at the site as it is now.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ops.registry import Registry


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


@dataclass(frozen=True)
class Finder:
    """Looks for what is lacking; lower `order` is listed first.

    `find()` may query the database, as often for much content as for little.
    """

    find: Callable[[], Iterable[Item]]
    order: int


todo_finders = Registry[Finder]()


def items() -> list[Item]:
    """Return everything that is lacking, in the order of the finders; advice comes last."""
    ordered = sorted(todo_finders.values(), key=lambda finder: finder.order)
    found = [item for finder in ordered for item in finder.find()]
    return sorted(found, key=lambda item: item.optional)
