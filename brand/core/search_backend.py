"""A search backend for Wagtail's lists, choosers and API in which no query raises an error.

modelsearch builds a database expression from the words. On SQLite it escapes `'` but not `"`, which
ends a word in FTS5, and it nests one expression per word: 900 words are too deep. It also refuses
filters on anything but plain columns, which a database can filter by just as well.
"""

from functools import lru_cache
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

# Wagtail limits queries to 255 characters; more words than this would not change the result.
MAX_WORDS = 30
# In FTS5 a quote ends a word, and no database accepts NUL.
_SEPARATORS = str.maketrans({'"': " ", "\x00": " "})


def plain_words(text: str) -> str:
    """Return the first 30 words of `text`, without the characters that have a meaning in FTS5."""
    return " ".join(text.translate(_SEPARATORS).split()[:MAX_WORDS])


def clean_query(query: SearchQuery) -> SearchQuery | None:
    """Return `query` with only plain words in each of its parts, or None if none are left."""
    match query:
        case PlainText():
            words = plain_words(query.query_string)
            return PlainText(words, query.operator, query.boost) if words else None
        case Phrase():
            words = plain_words(query.query_string)
            return Phrase(words) if words else None
        case And() | Or():
            parts = [part for part in map(clean_query, query.subqueries) if part is not None]
            return type(query)(parts) if parts else None
        case Not() | Boost():
            inner = clean_query(query.subquery)
            if inner is None:
                return None
            return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)
    return query


class AllowAllFiltersMixin:
    """Mixin for a compiler: let the database apply every filter.

    modelsearch checks first that each filter uses a plain column. The count of an image's uses is
    none.
    """

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        """Skip the check. Compilers for a database use this method for nothing else."""


class CleanQueriesMixin:
    """Mixin for a search backend: clean every query before it is compiled."""

    def _search(self, compiler: type, query: Any, *args: Any, **kwargs: Any) -> Any:
        query = plain_words(query) if isinstance(query, str) else clean_query(query) or ""
        return super()._search(_before(AllowAllFiltersMixin, compiler), query, *args, **kwargs)  # type: ignore[misc]


@lru_cache
def _before(mixin: type, whole: type) -> type:
    return type(f"{mixin.__name__}{whole.__name__}", (mixin, whole), {})


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return Wagtail's backend for the current database, with `CleanQueriesMixin` mixed in."""
    backend: Any = type(database.SearchBackend(params))
    return _before(CleanQueriesMixin, backend)(params)
