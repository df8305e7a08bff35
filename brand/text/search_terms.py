"""The terms of a query: its significant words, in singular and plural.

"Comment aider les ONG ?" searches for "aider" and "ong", because function words occur in every
answer or in none. "Réseaux" also finds "réseau"; "réseau" finds "réseaux", which begins with it.
"""

import re
from dataclasses import dataclass

from brand.text.folding import words_of


@dataclass(frozen=True)
class Term:
    """A folded word. It matches words that begin with it, and those in `others` exactly."""

    typed: str
    others: frozenset[str] = frozenset()

    @property
    def pattern(self) -> str:
        """A regular expression that matches the term in folded text, from the start of a word."""
        whole = [rf"{re.escape(word)}(?![^\W_])" for word in sorted(self.others)]
        return "|".join([rf"{re.escape(self.typed)}[^\W_]*", *whole])


# Articles, pronouns, prepositions, conjunctions, question words and auxiliary verbs, folded. They
# differ by language: "son" and "or" are function words in one language only.
_FUNCTION_WORDS = {
    "fr": """
        a ai as au aux avec avez avoir avons car ce ceci cela ces cest cet cette chez ci combien
        comme comment dans de des donc du elle elles en entre es est et etait etes etre eu eux faut
        il ils je la laquelle le lequel les lesquelles lesquels leur leurs lui ma mais me mes moi
        mon ne ni nos notre nous on ont ou par pas peut peux pour pourquoi pouvez qu quand que quel
        quelle quelles quels qui quoi sa sans se sera ses si soi son sont sous suis sur ta te tes
        toi ton tu un une vers vos votre vous y
    """,
    "en": """
        a about am an and any are as at be been being but by can could did do does doing for from
        had has have having he her him his how i if in into is it its may me might must my nor not
        of on or our shall she should so some than that the their them then there these they this
        those to us was we were what when where which who whom whose why will with without would
        you your
    """,
}
FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}

# Elided words, before an apostrophe or the space that people type in its place.
_ELIDED = {
    "fr": re.compile(
        r"(?<![^\W_])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:['’ʼ´`]|\s+)(?=[^\W_])|-t-", re.I
    ),
    "en": re.compile(r"(?:n['’ʼ´`]t|['’ʼ´`](?:s|m|re|ve|ll|d))(?![^\W_])", re.I),
}

# (ending, its counterpart in the other number). The result is searched as a whole word, in addition
# to the typed word, so a rule that does not apply to a word matches nothing wrong.
_NUMBERS = {
    "fr": (("s", ""), ("x", ""), ("aux", "al"), ("al", "aux")),
    "en": (("s", ""), ("es", ""), ("ies", "y"), ("y", "ies")),
}
_SHORTEST = 4  # letters in a word for which the other number is searched


def terms_of(query: str, language: str) -> list[Term]:
    """Return the terms of `query` in `language` ("fr", "en"), each once, in the order of the query.

    Function words are left out, unless the query has no others: somebody who types "et" wants it.
    In a language without rules here every word counts, as it was typed.
    """
    elided = _ELIDED.get(language)
    without_elisions = elided.sub(" ", query) if elided else query
    function_words = FUNCTION_WORDS.get(language, frozenset())
    counting = [word for word in words_of(without_elisions) if word not in function_words]
    words = dict.fromkeys(counting or words_of(query))
    return [Term(word, _other_number(word, language)) for word in words]


def _other_number(word: str, language: str) -> frozenset[str]:
    if len(word) < _SHORTEST:
        return frozenset()
    return frozenset(
        word.removesuffix(ending) + other
        for ending, other in _NUMBERS.get(language, ())
        if word.endswith(ending)
    )
