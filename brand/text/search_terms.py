"""The terms of a query: the words that count, in the singular and in the plural.

"Comment aider les ONG ?" asks for "aider" and "ong": what only holds a sentence together is in
every answer, or in none. "Réseaux" finds "réseau", which finds "réseaux" as its beginning.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from brand.text.folding import words_of


@dataclass(frozen=True)
class Term:
    """A folded word that a text has if one of its own begins with it, or is one of `others`."""

    typed: str
    others: frozenset[str] = frozenset()

    def is_among(self, words: Iterable[str]) -> bool:
        """Whether one of the folded `words` is what was asked for."""
        return any(word.startswith(self.typed) or word in self.others for word in words)

    @property
    def pattern(self) -> str:
        """A regular expression for the rest of a folded text from where such a word begins."""
        whole = [rf"{re.escape(word)}(?![^\W_])" for word in sorted(self.others)]
        return "|".join([rf"{re.escape(self.typed)}[^\W_]*", *whole])


# Articles, pronouns, prepositions, conjunctions, question words and the auxiliary verbs, folded.
# By language: "son" and "or" mean something in the other one.
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

# What is cut off by an apostrophe, or by the space that a hurried hand types instead of it.
_ELIDED = {
    "fr": re.compile(
        r"(?<![^\W_])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:['’ʼ´`]|\s+)(?=[^\W_])|-t-", re.I
    ),
    "en": re.compile(r"(?:n['’ʼ´`]t|['’ʼ´`](?:s|m|re|ve|ll|d))(?![^\W_])", re.I),
}

# (ending, its counterpart in the other number). Whatever fits is looked for as a whole word, beside
# what was typed, so that a rule that does not apply to a word finds nothing wrong.
_NUMBERS = {
    "fr": (("s", ""), ("x", ""), ("aux", "al"), ("al", "aux")),
    "en": (("s", ""), ("es", ""), ("ies", "y"), ("y", "ies")),
}
_SHORTEST = 4  # letters of a word that may have another number


def terms_of(query: str, language: str) -> list[Term]:
    """Return the terms of `query` in `language` ("fr", "en"), each once, in its order.

    Function words do not count, unless there is nothing else: who types "et" looks for it. In a
    language without rules here every word counts, as it was typed.
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
