"""Words of the demonstration in a field: known by what it said when it was marked."""

import re
import unicodedata


def is_still(value: str, example: str) -> bool:
    """Whether a line of `example`, which a field said in the demonstration, is left in `value`.

    An address is somebody else's until all of its lines are replaced. Line breaks (browsers
    send CRLF), spaces, capitals and the form of accents make no difference.
    """
    return not _lines(value).isdisjoint(_lines(example))


def _lines(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    lines = (re.sub(r"\s+", " ", line).strip() for line in folded.splitlines())
    return {line for line in lines if line}
