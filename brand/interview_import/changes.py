"""Turn the POST data of the work screen into corrections, apply them in memory, and say so."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brand.interview_import.messages import ROLES
from brand.interview_import.models import ImportedTranscript
from brand.interview_import.splitting import cut_offsets
from brand.transcript import Correction, CorrectionError, Reading, Role, Segment, correct

UNDO, REDO = "undo", "redo"


class UncutError(ValueError):
    """The edited text is more than the passage with line breaks added."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


def parse_offset(value: str | None) -> int | None:
    """Return the offset in a form value or address, or None if it is no number."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


class Change:
    """The changes that one POST of the work screen makes to an import.

    `said` tells the owner what happened, `at` is the passage to go on with. A button has the offset
    in its value ("join=120"); each passage has a select for its role.
    """

    def __init__(self, imported: ImportedTranscript, data: QueryDict) -> None:
        self.imported, self.data = imported, data
        self.at: int | None = None
        self.said = ""

    def apply(self) -> None:
        """Apply the changes. Raises `CorrectionError` or `UncutError`; then discard the import."""
        data = self.data
        if UNDO in data:
            self.said = _("Undone.") if self.imported.undo() else _("There is nothing to undo.")
        elif REDO in data:
            self.said = _("Redone.") if self.imported.redo() else _("There is nothing to redo.")
        else:
            self.assign_roles()
            for name in ("question", "settle", "join", "split"):
                if name in data:
                    self.at = parse_offset(data.get(name))
                    if self.at is None:
                        raise CorrectionError(name)
                    getattr(self, f"_{name}")(self.at)
            if "swap" in data:
                self.imported.add(Correction("swap"))
                self.said = _("Questions and answers have changed places.")

    def assign_roles(self) -> None:
        """Apply the roles in the selects that differ from what the owner was shown.

        They are not compared with the current roles: an earlier change may have passed its role on
        to the passages below, whose selects still hold the old role if a second change is sent
        right after it.
        """
        shown = {piece.start: piece.role for piece in self._shown().pieces}
        for name, value in self._sent():
            at = parse_offset(name.removeprefix("role-")) if name.startswith("role-") else None
            if at is None or at not in shown or value == shown[at].value:
                continue
            try:
                role = Role(value)
            except ValueError as error:
                raise CorrectionError(value) from error
            if self._piece(at).role is not role:
                self._assign(at, role)
        wanted = self.data.get("interviewee", "")
        if wanted and wanted != self.data.get("interviewee-shown", ""):
            self.imported.add(Correction("interviewee", name=wanted))
            self.said = _("%(name)s answers now.") % {"name": wanted}

    def _sent(self) -> list[tuple[str, str]]:
        return [(name, self.data.get(name, "")) for name in self.data]

    def _shown(self) -> Reading:
        """Return the reading that the owner saw when the form was sent."""
        seen, now = parse_offset(self.data.get("seen")), len(self.imported.corrections)
        # Corrections undone since then are on the undo stack, the last one on top.
        made = [*self.imported.corrections, *reversed(self.imported.undone)]
        if seen is None or seen == now or seen > len(made):
            return self.imported.reading
        first = Reading.from_dict(self.imported.text, self.imported.first_reading)
        return correct(first, map(Correction.from_dict, made[:seen]))

    def _piece(self, at: int) -> Segment:
        for piece in self.imported.reading.pieces:
            if piece.start == at:
                return piece
        raise CorrectionError(at)

    def _number(self, at: int) -> int:
        return 1 + [piece.start for piece in self.imported.reading.pieces].index(at)

    def _assign(self, at: int, role: Role) -> None:
        passage = self._number(at)
        before = {piece.start: piece.role for piece in self.imported.reading.pieces}
        self.imported.add(Correction("role", at, role))
        pieces = self.imported.reading.pieces
        count = sum(before.get(piece.start) is not piece.role for piece in pieces)
        self.at = min((piece.start for piece in pieces if piece.start >= at), default=at)
        told = ngettext(
            "Passage %(number)d is now: %(role)s.",
            "Passage %(number)d and what belongs to it (%(count)d passages) are now: %(role)s.",
            count,
        ) % {"number": passage, "count": count, "role": ROLES[role]}
        self.said = f"{self.said} {told}".strip()

    def _question(self, at: int) -> None:
        self._piece(at)
        self._assign(at, Role.QUESTION)

    def _settle(self, at: int) -> None:
        self.imported.add(Correction("role", at, self._piece(at).role))
        self.said = _("Passage %(number)d is settled.") % {"number": self._number(at)}

    def _join(self, at: int) -> None:
        self._piece(at)
        passage = self._number(at)
        self.imported.add(Correction("join", at))
        self.said = _("Passage %(number)d was joined with the next one.") % {"number": passage}

    def _split(self, at: int) -> None:
        piece, passage = self._piece(at), self._number(at)
        places = cut_offsets(piece.text, self.data.get("words", ""))
        if places is None:
            raise UncutError(
                at,
                _(
                    "Only line breaks can be added here, the words must stay as they are. "
                    "Put back what was changed, or close this and open it again."
                ),
            )
        if not places:
            raise UncutError(at, _("Press Enter where the new passage begins."))
        for place in reversed(places):  # from the end, so that earlier offsets stay valid
            self.imported.add(Correction("split", at + place))
        self.at = at + places[0]
        self.said = ngettext(
            "Passage %(number)d was cut once.",
            "Passage %(number)d was cut %(count)d times.",
            len(places),
        ) % {"number": passage, "count": len(places)}
