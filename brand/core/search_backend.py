"""The search of Wagtail's lists, choosers and API: no query that somebody types is an error.

modelsearch puts words into an expression of the database. On SQLite it escapes `'` but not `"`,
which ends a word there, and it nests one expression per word: 900 words are too deep. It also
refuses filters that an index elsewhere might not know: the database knows them all.
"""

from functools import lru_cache
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

# Wagtail's queries are of 255 characters at most; what follows so many words changes no result.
MAX_WORDS = 30
# Quotes end a word of FTS5, and no database takes a NUL.
_SEPARATORS = str.maketrans({'"': " ", "\x00": " "})


def plain_words(text: str) -> str:
    """Return the first 30 words of `text`, without the signs that an expression is made of."""
    return " ".join(text.translate(_SEPARATORS).split()[:MAX_WORDS])


def harmless(query: SearchQuery) -> SearchQuery | None:
    """Return `query` with nothing but words in each of its parts; None where none are left."""
    match query:
        case PlainText():
            words = plain_words(query.query_string)
            return PlainText(words, query.operator, query.boost) if words else None
        case Phrase():
            words = plain_words(query.query_string)
            return Phrase(words) if words else None
        case And() | Or():
            parts = [part for part in map(harmless, query.subqueries) if part is not None]
            return type(query)(parts) if parts else None
        case Not() | Boost():
            inner = harmless(query.subquery)
            if inner is None:
                return None
            return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)
    return query


class AnyFilter:
    """Stands before a compiler: the rows are filtered by the database, whatever the filter is.

    modelsearch looks first whether each is a plain column; how often a picture is used is none.
    """

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        """Let every filter through; compilers for a database ask for nothing else here."""


class HarmlessQueries:
    """Stands before a search backend, where every search passes."""

    def _search(self, compiler: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        query = plain_words(query) if isinstance(query, str) else harmless(query) or ""
        return super()._search(_before(AnyFilter, compiler), query, *args, **kwargs)  # type: ignore[misc]


@lru_cache
def _before(mixin: type, whole: type) -> type:
    return type(f"{mixin.__name__}{whole.__name__}", (mixin, whole), {})


def SearchBackend(params: dict[str, Any]) -> Any:
    """Wagtail's backend for the database that there is, with `HarmlessQueries` before it."""
    backend: Any = type(database.SearchBackend(params))
    return _before(HarmlessQueries, backend)(params)
