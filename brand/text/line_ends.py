"""Keep together, in headings, what should not be parted at the end of a line."""

import re

# A word with its hyphens, or an address; not the signs after it, which do not count as its length.
_COMPOUND = re.compile(r"(?:\w|[-’'.@:/])*-(?:\w|[-’'.@:/])*")
_ADDRESS = re.compile("://|@")
_LONGEST_UNBROKEN = 13  # characters that fit into the largest heading on a narrow phone
_LONE_LETTER = re.compile(r"(?<=\b[^\W\d_]) (?=\w)")


def keep_together(heading: str) -> str:
    """Return `heading` so that no line ends at a hyphen or after a word of one letter.

    "Proposez-vous" stays on one line, and "à", "y" or "a" goes to the line of the next word. A
    longer word may end a line at its hyphen: on a phone it would otherwise break inside a syllable.
    Web addresses and e-mail addresses stay as they are, since people copy them.
    """
    whole = _COMPOUND.sub(
        lambda word: (
            word[0].replace("-", "\N{NON-BREAKING HYPHEN}")
            if len(word[0]) <= _LONGEST_UNBROKEN and not _ADDRESS.search(word[0])
            else word[0]
        ),
        str(heading),  # previews pass lazily translated strings
    )
    return _LONE_LETTER.sub("\N{NO-BREAK SPACE}", whole)
