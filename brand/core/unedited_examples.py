"""Tell whether a field still contains words of the demonstration, by comparing it with them."""

import re
import unicodedata


def contains_example(value: str, example: str) -> bool:
    """Whether `value` still contains a line of `example`, the demonstration's text for this field.

    An address counts as the demonstration's until all of its lines are replaced. Line breaks
    (browsers send CRLF), spaces, capitals and the Unicode form of accents are ignored.
    """
    return not _lines(value).isdisjoint(_lines(example))


def _lines(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    lines = (re.sub(r"\s+", " ", line).strip() for line in folded.splitlines())
    return {line for line in lines if line}
