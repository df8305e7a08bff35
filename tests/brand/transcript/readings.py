"""Helpers for tests that read an interview."""

from brand.transcript import Doubt, Transcript


def doubts(found: Transcript) -> list[tuple[str, Doubt]]:
    return [(piece.text, piece.doubt) for piece in found.segments if piece.doubt]
