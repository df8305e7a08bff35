"""What tests ask about an interview that was read."""

from brand.transcript import Doubt, Transcript


def doubts(found: Transcript) -> list[tuple[str, Doubt]]:
    return [(piece.text, piece.doubt) for piece in found.segments if piece.doubt]
