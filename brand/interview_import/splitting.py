"""Split a passage with the Enter key: each line break is a cut, and every word is kept."""

import re

from brand.transcript import BLANK, asks

_SPACE = frozenset(BLANK)


def suggest_split(words: str) -> str:
    """Return `words` with a line break where a question ends and something follows."""
    for match in re.finditer(r"[?][\s»”\"')*_]*\s(?=\S)", words):
        if asks(words[: match.end()]):
            return f"{words[: match.end()].rstrip()}\n{words[match.end() :]}"
    return words


def cut_offsets(words: str, edited: str) -> list[int] | None:
    """Return the offsets in `words` at which `edited` has additional line breaks.

    None if anything but white space was changed; then nothing is split.
    """
    found: list[int] = []
    position = 0
    lines = [line for line in edited.replace("\r", "\n").split("\n") if line.strip(BLANK)]
    for number, line in enumerate(lines):
        if number:
            found.append(_past_blank(words, position))
        for character in line:
            if character in _SPACE:
                continue
            position = _past_blank(words, position)
            if words[position : position + 1] != character:
                return None
            position += 1
    return found if _past_blank(words, position) == len(words) else None


def _past_blank(words: str, position: int) -> int:
    while position < len(words) and words[position] in _SPACE:
        position += 1
    return position
