"""Reading a transcript takes linear time, whatever the text contains.

Each text is read at full and at half length in the same run: twice the text may take a little more
than twice the time, never four times. Nothing here is asserted in seconds.
"""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from brand.transcript import TranscriptError, segment
from brand.transcript.files import read_file

SIZE = 20_000  # characters

PATTERNS = {
    "spaces": ("Q", " ", "x"),
    "spaces after a number": ("Q1", " ", "x"),
    "spaces in each line": ("", "Q" + " " * 90 + "x ?\n", ""),
    "dialogue with lists": ("", "— Why?\n— a\n- b\n- c\n", ""),
    "dashes": ("Q1 - a\n", "- ", ""),
    "items": ("Q1 - a\n", "- b\n", ""),
    "thanks": ("Q1 - a\n", "Merci\n", ""),
    "blank telephones": ("Q1 - a\nb\n", "Tel : 1\n", ""),
    "a long domain": ("Q1 - a\nwww.", "a.", " b"),
    "a long mail address": ("Q1 - a\nEmail : a@", "a.", " b"),
    "a long number": ("Q1 - a\nTel : ", "1 ", "b"),
    "combining marks": ("Q1 - a\n", "\u0301\u0316", ": b"),
    "questions": ("", "Why do you ask?\n", ""),
    "labels": ("", "A: b ?\n", ""),
    "names": ("", "Ada : Why?\nTom : So.\n", ""),
    "names alone": ("", "Ada\nWhy?\nTom\nSo.\n", ""),
    "new names": ("", None, ""),
    "headings": ("", "# a?\n", ""),
    "bold lines": ("", "**a?**\nb\n", ""),
    "stars": ("", "*", "a"),
    "brackets": ("Q1 - a\n", "[", "](x"),
    "numbers": ("", "1. a ?\nb\n", ""),
    "dialogue": ("", "— a ?\nb\n", ""),
    "quotations": ("", "> ", "a"),
    "quoted questions": ("", "« Why? »\nSo.\n", ""),
    "open quotation marks": ("", "« a\n", ""),
    "nested quotation marks": ("", "«", " ?"),
    "signs": ("", "▶ Why?\nSo.\n", ""),
    "signs of every turn": ("", ">> Why?\n\n>> So.\n\n", ""),
    "initials": ("", "J.-B. L. G. : Why?\nC. d’A. : So.\n", ""),
    "dots": ("", "J.", " : b ?"),
    "words": ("", "Par Aa Bb ", "?"),
    "dates": ("", "2 mars 2010 ", ""),
    "wrapped lines": ("", "une ligne qui ne finit pas et qui continue en dessous, longtemps\n", ""),
    "sentences": ("", "You said so. ", "?"),
}


# Constructs that a web page begins and never ends, and some that look as if they ended.
PAGES = {
    "open tags": ("", "<a b c d e f ", ""),
    "open tags and one end": ("", "<a b c d e f ", ">"),
    "open attributes": ("<a b='", "x&<a ", '"'),
    "open comments": ("", "<!-- >", ""),
    "open sections": ("", "<![if >", ""),
    "open CDATA": ("", "<![CDATA[ ]>", ""),
    "open instructions": ("", "<?x ", ""),
    "open ends": ("", "</a ", ""),
    "an open script": ("<script>", "</x>", ""),
    "open paragraphs": ("", "<p>a", ""),
}


def text_of(pattern: str, size: int) -> str:
    before, repeated, after = PATTERNS[pattern]
    if repeated is None:
        names = (
            f"{a}{b}{c}" for a in "BCDFGHJKLM" for b in "aeiouy" for c in map(chr, range(97, 123))
        )
        return "\n".join(f"{name.title()} : Why {name}?" for name in names)[:size]
    return before + repeated * (size // len(repeated)) + after


def page_of(pattern: str, size: int) -> str:
    before, repeated, after = PAGES[pattern]
    return before + repeated * (size // len(repeated)) + after


def read_page(text: str) -> None:
    with suppress(TranscriptError):
        read_file("a.html", text.encode())


def seconds(text: str, reading: Callable[[str], object]) -> float:
    """Return the processor time of one reading, which other programs do not affect."""
    gc.collect()
    began = time.process_time()
    reading(text)
    return time.process_time() - began


def ratio(half: str, whole: str, reading: Callable[[str], object] = segment) -> float:
    """Return the time for the whole divided by that for its half, each the shorter of two readings.

    A constant amount of work, as much as reading a few lines, keeps the ratio of short times
    stable.
    """
    few = "Q1 - Why?\nBecause.\n" * 200
    rounds = [[seconds(text, reading) for text in (half, whole, few)] for _ in range(2)]
    short, long, constant = map(min, zip(*rounds, strict=True))
    return (long + constant) / (short + constant)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_twice_the_text_takes_about_twice_the_time(pattern: str) -> None:
    half, whole = text_of(pattern, SIZE // 2), text_of(pattern, SIZE)
    # A busy machine can slow one reading down, but not three times in a row.
    assert any(ratio(half, whole) < 3 for _ in range(3))


@pytest.mark.parametrize("pattern", PAGES)
def test_twice_the_page_takes_about_twice_the_time(pattern: str) -> None:
    half, whole = page_of(pattern, SIZE // 2), page_of(pattern, SIZE)
    assert any(ratio(half, whole, read_page) < 3 for _ in range(3))
