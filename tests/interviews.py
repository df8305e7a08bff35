"""Whole interviews to import: an invented one, and the one that the demonstration is about.

The repository holds only a digest of each answer of that one, the original, because its words
belong to its author. Tests also read the original if it is at ORIGINAL_INTERVIEW or beside the
repository, and are not collected without it. `python -m tests.interviews` writes the digests.
"""

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
WHOLE = ROOT / "tests" / "brand" / "transcript" / "interviews" / "whole"
INVENTED = WHOLE / "repair-shop.fr.txt"
ORIGINAL = Path(
    os.environ.get("ORIGINAL_INTERVIEW")
    or ROOT.parent / "shared" / "input" / "interview-david-pires.fr.txt"
)
# For `@pytest.mark.parametrize("interview", INTERVIEWS)`.
INTERVIEWS = [
    pytest.param(file, id=name)
    for name, file in (("invented", INVENTED), ("original", ORIGINAL))
    if file.is_file()
]
RUN = 6  # the number of consecutive words that must not be the original's


def expected(interview: Path) -> dict[str, Any]:
    """Return the expected `Transcript.as_dict` of an interview; see `told`."""
    name = "original" if interview == ORIGINAL else interview.stem
    return json.loads((WHOLE / f"{name}.json").read_text(encoding="utf-8"))


def told(interview: Path, value: Any) -> Any:
    """Return `value` as `expected` has it; for the original, with a digest for each text."""
    if interview != ORIGINAL:
        return value
    if isinstance(value, dict):
        return {
            key: part if key in {"kind", "format", "confidence"} else told(interview, part)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [told(interview, part) for part in value]
    return digest(value) if value else value


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def words(text: str) -> list[str]:
    """Return the words of `text` without tags, accents, capitals or punctuation."""
    text = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>", " ", text)).casefold()
    return re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c)))


def runs(text: str) -> set[str]:
    """Return every RUN consecutive words of `text`."""
    found = words(text)
    return {" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


if __name__ == "__main__":  # write the digests of the original's answers
    from brand.transcript import decode, parse

    known = told(ORIGINAL, dict(parse(decode(ORIGINAL.read_bytes())).as_dict()))
    (WHOLE / "original.json").write_text(json.dumps(known, indent=2) + "\n")
