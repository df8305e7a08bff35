"""Turn the raw text of an interview into questions, answers, a closing and contact channels.

Pure functions over `str`: no Django, no I/O. The import command and the admin share them.

The text is cut into lines, each line's words get one `Role`, and whatever lies between the words
(question numbers, names, list dashes, blank space, line ends, rules such as "---") becomes a
marker. Markers are *defined* as what is left over, so the segments cover the input without gap or
overlap by construction: no word is lost, whatever the input is.

When the evidence is thin, words stay in the answer or go to `unrecognised`, where a person sees
them, and the segment carries a `Doubt`; an address or a question is never made up. A person's
corrections change segments only, and the structure is read from the segments again.
"""

from brand.transcript.corrections import Correction, CorrectionError, correct
from brand.transcript.encoding import check, decode
from brand.transcript.lines import BLANK, asks
from brand.transcript.model import (
    CHANNEL_KINDS,
    MAX_BYTES,
    Block,
    Confidence,
    Credits,
    Doubt,
    Form,
    Format,
    ParsedAnswer,
    ParsedChannel,
    Reading,
    Role,
    Segment,
    Transcript,
    TranscriptError,
)
from brand.transcript.reading import read_interview
from brand.transcript.structure import structure, words_of

__all__ = [
    "BLANK",
    "CHANNEL_KINDS",
    "MAX_BYTES",
    "Block",
    "Confidence",
    "Correction",
    "CorrectionError",
    "Credits",
    "Doubt",
    "Form",
    "Format",
    "ParsedAnswer",
    "ParsedChannel",
    "Reading",
    "Role",
    "Segment",
    "Transcript",
    "TranscriptError",
    "asks",
    "check",
    "correct",
    "decode",
    "parse",
    "read_interview",
    "segment",
    "structure",
    "words_of",
]


def segment(text: str) -> tuple[Segment, ...]:
    """Cut any text into segments that, joined, give the text back exactly. Never raises."""
    return read_interview(text).segments


def parse(text: str, interviewee: str = "") -> Transcript:
    """Read an interview. `interviewee` names the one of several labelled speakers who answers.

    Raises `TranscriptError` ("no_question") if no question is found, because nothing then tells
    answers from other text.
    """
    reading = read_interview(text, interviewee)
    if not any(piece.role is Role.QUESTION for piece in reading.segments):
        raise TranscriptError("no_question")
    return structure(reading)
