"""Recognise names, and compare them: "J.-B. L. G." may be "Jean-Baptiste Le Goff"."""

import re
from collections.abc import Iterator, Sequence

from brand.text.folding import fold

# Words in a name that need no capital and that initials may leave out, folded.
_PARTICLES = frozenset({
    "de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "v", "der", "den", "di", "da",
    "del", "et", "and", "of", "the", "y", "en", "&", "à", "a", "pour", "ter", "ten", "zu",
})  # fmt: skip
# Single words that often precede a colon but are no names, folded.
_NO_NAMES = frozenset({
    "le", "la", "les", "un", "une", "ce", "il", "elle", "on", "je", "tu", "et", "mais", "the",
    "an", "it", "we", "he", "she", "this", "that", "and", "but", "you", "vous", "non", "oui", "no",
    "yes", "si", "or", "so", "ou",
    "note", "notes", "resultat", "resultats", "result", "results", "conclusion", "exemple",
    "exemples", "example", "attention", "bref", "probleme", "solution", "remarque",
    "remark", "email", "mail", "courriel", "telephone", "tel", "phone", "mobile", "site",
    "blog", "web", "website", "linkedin", "twitter", "facebook", "instagram", "youtube",
    "viadeo", "mastodon", "bluesky", "github", "contact", "contacts", "adresse", "address",
    "source", "sources", "date", "publication", "lieu", "place", "photo", "photos",
    "propos", "entretien", "interview", "par", "by", "aujourd", "hui", "aujourdhui",
    "today", "hier", "demain", "before", "avant", "apres", "after", "now", "maintenant",
    "enfin", "finally", "ensuite", "then", "skype", "reponse", "answer",
    "rep", "ps", "tip", "advice", "conseil", "astuce", "idee", "idea", "lesson",
    "lecon", "step", "etape", "etapes", "first", "second", "premierement", "deuxiemement",
    "d'abord", "resume", "summary", "facts", "chiffres",
})  # fmt: skip
_HONORIFICS = frozenset({
    "dr", "docteur", "doctor", "mr", "mrs", "ms", "miss", "prof", "professeur", "professor", "m",
    "mme", "mlle", "madame", "monsieur", "mademoiselle", "sir", "maitre", "mx", "pr", "me",
})  # fmt: skip
_VOWELS = frozenset("aeiouy")
_CONSONANTS = 3  # the most letters of an abbreviated first name: "Ph.", "Chr."
_LONGEST = 5  # the most words in a name
# "McAllister" is also written "McA.": its second capital begins a word.
_SEPARATORS = re.compile(r"[\s.’'&\u2010\u2011-]+|(?<=[A-Z][a-z])(?=[A-Z][a-z])|(?<=Mc)(?=[A-Z])")
_IN_ONE = re.compile(r"[^\s.]+")  # parts joined by hyphens or apostrophes


def is_name(label: str) -> bool:
    """Whether a label is written like a name: few words, each with a capital or a particle."""
    words = re.split(r"[\s’']+", label.strip())
    if len(words) > _LONGEST or not words[0] or not words[0][0].isupper():
        return False
    if label[-1] in ",;?!…" or (
        label[-1] == "." and not label.isupper() and not is_abbreviated(words[-1])
    ):
        return False
    for word in words[:-1]:
        if word.endswith(".") and not (is_abbreviated(word) or _is_honorific(word)):
            return False  # "MAUD. Résultat :" is a name and the beginning of a sentence
    for word in words:
        if not word or (
            word[0].isalpha()
            and not word[0].isupper()
            and fold(word) not in _PARTICLES
            and not (len(word) == 2 and word[1] == ".")
        ):
            return False
    key = key_of(label)
    if len(label) == 2 and label.isupper() and key[0] != "ps":
        return True  # "NO:" and "LA :" are initials
    if len(key) == 1 and key[0] in _NO_NAMES:
        return False
    return bool(key)


def is_abbreviated(word: str) -> bool:
    """Whether a word is "C.", "J.-B.", "H." or "Ph.": a few letters with dots."""
    pieces = [piece for piece in _SEPARATORS.split(word) if piece]
    return word.endswith(".") and all(
        len(piece) == 1 or (piece.istitle() and _is_onset(fold(piece))) for piece in pieces
    )


def _is_onset(letters: str) -> bool:
    """Whether a first name may be abbreviated to these letters: "ph", "chr"."""
    return len(letters) <= _CONSONANTS and not _VOWELS & set(letters)


def key_of(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparison: folded, without a title."""
    words = _words(name)
    return tuple(words[1:] if _honoured(words) else words)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(name))


def _is_honorific(word: str) -> bool:
    return fold(word.strip(".")) in _HONORIFICS


def _honoured(words: Sequence[str]) -> bool:
    """Whether a title precedes a name. "M. K." are two initials."""
    if len(words) < 2 or words[0] not in _HONORIFICS:
        return False
    return len(words[1]) > 2 or len(words[0]) > 1 or max(map(len, words[1:])) > 2


def words_that_count(name: str) -> int:
    """Return the number of words in a name, without its particles."""
    return len(set(key_of(name)) - _PARTICLES)


def letters_of(name: str) -> str:
    """Return the letters of a name without separators: the same for "C. A." and "CA"."""
    return "".join(key_of(name))


def same_person(name: str, other: str) -> bool:
    """Whether two labels can name one person: equal, initials, first name or last name."""
    mine, yours = letters_of(name), letters_of(other)
    if not mine or not yours:
        return False
    if mine == yours:
        return True
    short, full = (name, other) if len(mine) < len(yours) else (other, name)
    return likeness(short, full) > 0


def likeness(short: str, full: str) -> int:
    """Return how well a shorter label fits a full name.

    2 if it abbreviates the whole name ("J.-B. L. G." for Jean-Baptiste Le Goff), 1 if only a part
    ("J.-B.", "Le Goff", "J."), 0 if it does not fit.
    """
    a, b = key_of(full), key_of(short)
    if len(b) < len(a) and set(b) - _PARTICLES and b in (a[: len(b)], a[-len(b) :]):
        return 1
    return max((_shortens(short, words) for words in _ways(full)), default=0)


def _ways(name: str) -> Iterator[list[tuple[str, bool]]]:
    """Yield the words of a name, each with whether initials may leave it out."""
    words: list[tuple[str, bool]] = []
    for group in _IN_ONE.findall(name):
        for place, part in enumerate(filter(None, _SEPARATORS.split(group))):
            word = fold(part)
            # Optional: a particle, the second half of a first name, a middle initial.
            optional = place > 0 or word in _PARTICLES or (len(word) == 1 and bool(words))
            words.append((word, optional))
    yield words
    if _honoured([word for word, _ in words]):
        yield words[1:]


def _shortens(short: str, words: Sequence[tuple[str, bool]]) -> int:
    """Match the letters of `short` with `words`: initials, whole words, "Ph." for Philippe."""
    pieces = [piece for piece in _SEPARATORS.split(short) if piece]
    if len(pieces) > 1 and len(pieces[0]) > 1 and _is_honorific(pieces[0]):
        pieces = pieces[1:]
    letters = _Letters(pieces)
    reached, partly = {0}, False
    for word, optional in words:
        partly = partly or letters.count in reached
        taken = {at + size for at in reached for size in letters.sizes(at, word)}
        reached = reached | taken if optional else taken
    return 2 if letters.count in reached else int(partly)


class _Letters:
    """The letters of a short name, and the places where one can end a word of the full name."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.text = "".join(map(fold, pieces))
        self.count = len(self.text)
        self.borders = {0, self.count}
        self.capitals: set[int] = set()
        self.inside: set[int] = set()
        at = 0
        for piece in pieces:
            start = at
            self.borders.add(start)
            for letter in piece:
                if letter.isupper():
                    self.capitals.add(at)
                at += len(fold(letter))
            if piece.istitle():  # "Goff" or "Ph" is part of one word, "JBLG" of any number
                self.inside |= set(range(start + 1, at))

    def sizes(self, at: int, word: str) -> Iterator[int]:
        """Yield the numbers of letters, from `at` on, that can abbreviate `word`."""
        for size in range(1, min(len(word), self.count - at) + 1):
            end = at + size
            if self.text[end - 1] != word[size - 1]:
                return
            if end not in self.inside and (
                size == 1
                or (size == len(word) and {at, end} <= self.borders)
                or (_is_onset(word[:size]) and self._begins_with_a_capital(at, end))
            ):
                yield size

    def _begins_with_a_capital(self, at: int, end: int) -> bool:
        return at in self.capitals and not self.capitals & set(range(at + 1, end))
