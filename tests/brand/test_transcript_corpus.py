"""Twenty-eight invented transcripts as people paste them, each with what a reader would find.

Those in `tuned/` were looked at while the rules were written. Those in `held_out/` were written
by somebody who did not know the rules, a few minutes after the first of them existed, and are
never used to change them: what is found in them is the honest measure, and must not get worse.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from brand.transcript import read, structure
from brand.transcript_files import read as read_file

FOLDER = Path(__file__).parent / "transcripts"
TUNED = sorted((FOLDER / "tuned").glob("*.json"))
HELD_OUT = sorted((FOLDER / "held_out").glob("*.json"))

# Fields of the tuned half in which the rules and the reader still differ, and why.
KNOWN = {
    # The name of a page is no address: it is shown to the owner instead of being linked.
    "bare-numbers-with-lists.fr": {"channels", "unrecognised"},
    "markdown-headings.fr": {"channels", "unrecognised"},
    # The caption of a photograph looks like a paragraph.
    "blog-page.fr": {"introduction", "unrecognised"},
    # The name stands in the prose only.
    "hard-wrapped-q-and-a.en": {"interviewee"},
}


def found_in(expectation: Path) -> dict[str, Any]:
    (file,) = (f for f in expectation.parent.glob(f"{expectation.stem}.*") if f != expectation)
    source = read_file(file.name, file.read_bytes())
    return plain(dict(structure(read(source.text)).as_dict()))


def plain(value: Any) -> Any:
    """Compare words, not spaces; channels and what was left out in any order."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def in_any_order(name: str, value: Any) -> Any:
    return sorted(map(str, value)) if name in ("channels", "unrecognised") else value


@pytest.mark.parametrize("expectation", TUNED, ids=lambda path: path.stem)
def test_the_tuned_half_is_read_as_a_reader_would(expectation: Path) -> None:
    expected = plain(json.loads(expectation.read_text(encoding="utf-8")))
    found = found_in(expectation)
    differing = {
        name
        for name in expected.keys() - {"language", "kind"}
        if in_any_order(name, expected[name]) != in_any_order(name, found[name])
    }
    assert differing == KNOWN.get(expectation.stem, set())


# Questions, and questions with their whole answer, that are found as expected, of how many.
HELD_OUT_FOUND = {
    "bare-numbers.en": (6, 6, 6),
    "bold-questions.fr": (5, 5, 5),
    "capitals-after-dash.en": (6, 6, 6),
    "dashes-before-answers.en": (6, 5, 6),
    "magazine-page.en": (5, 5, 5),
    "markdown-headings.en": (5, 5, 5),
    "names-with-initials.en": (1, 0, 7),
    "numbers-on-their-own-line.fr": (6, 6, 6),
    "old-mail-from-two.en": (7, 7, 7),
    "only-answers-labelled.en": (6, 6, 6),
    "plain-paragraphs.fr": (5, 3, 5),
    "podcast-names-alone.fr": (6, 6, 6),
    "q-and-r.fr": (5, 5, 5),
    "question-number-sign.fr": (5, 3, 5),
}


@pytest.mark.parametrize("expectation", HELD_OUT, ids=lambda path: path.stem)
def test_the_held_out_half_is_read_no_worse_than_before(expectation: Path) -> None:
    expected = plain(json.loads(expectation.read_text(encoding="utf-8")))["answers"]
    found = found_in(expectation)["answers"]
    questions = {answer["question"] for answer in found}
    asked = sum(answer["question"] in questions for answer in expected)
    answered = sum(answer in found for answer in expected)
    least_asked, least_answered, total = HELD_OUT_FOUND[expectation.stem]
    assert len(expected) == total
    assert asked >= least_asked
    assert answered >= least_answered
