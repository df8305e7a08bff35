"""Whole interviews to import: an invented one, and the one that the demonstration is about.

Of that one, the original, the repository knows digests and counts only: its words belong to its
author. It is tried as well where somebody has it: at ORIGINAL_INTERVIEW, or beside the repository.
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
# As parameters: `@pytest.mark.parametrize("interview", INTERVIEWS)`.
INTERVIEWS = [
    pytest.param(file, id=name)
    for name, file in (("invented", INVENTED), ("original", ORIGINAL))
    if file.is_file()
]
RUN = 6  # words in a row that may not be those of the original


def expected(interview: Path) -> dict[str, Any]:
    """What a reader finds in an interview, as `Transcript.as_dict` tells it; see `told`."""
    name = "original" if interview == ORIGINAL else interview.stem
    return json.loads((WHOLE / f"{name}.json").read_text(encoding="utf-8"))


def told(interview: Path, value: Any) -> Any:
    """`value` as `expected` has it: in words, or of the original every text as its digest."""
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
    """The words of `text` without tags, accents, capitals or punctuation."""
    text = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>", " ", text)).casefold()
    return re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c)))


def runs(text: str) -> dict[str, str]:
    """Every RUN words in a row: their digest → the words."""
    found = words(text)
    rows = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return {digest(row): row for row in rows}


def original_runs() -> set[str]:
    """The digests of every RUN words in a row of the original; `python -m tests.interviews`."""
    return set((WHOLE / "original-runs.txt").read_text().split())


if __name__ == "__main__":  # Writes down again what is known of the original.
    from brand.transcript import decode, parse

    text = decode(ORIGINAL.read_bytes())
    known = told(ORIGINAL, dict(parse(text).as_dict()))
    (WHOLE / "original.json").write_text(json.dumps(known, indent=2) + "\n")
    lines = sorted(runs(text))
    (WHOLE / "original-runs.txt").write_text("\n".join(lines) + "\n")
