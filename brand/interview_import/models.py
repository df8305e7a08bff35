"""The model of an unfinished import: the text, its first reading, and the owner's corrections."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from brand.transcript import Correction, Reading, Transcript, correct, structure


class ImportedTranscript(models.Model):
    """A text, its first reading, and the owner's corrections in order.

    The first reading is stored, so that a later version of the rules does not change what the owner
    saw. Undo removes the last correction; `undone` holds the corrections to redo.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=255, blank=True)
    text = models.TextField(_("text"))
    markdown = models.BooleanField(_("written in Markdown"), default=False)
    first_reading = models.JSONField()
    corrections = models.JSONField(default=list, blank=True)
    undone = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=dict, blank=True)
    """Typed values of the draft's form, so that a reload loses nothing."""
    page = models.ForeignKey(
        "brand.InterviewPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("interview"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ("-updated_at", "-pk")
        verbose_name = _("imported transcript")
        verbose_name_plural = _("imported transcripts")

    def __str__(self) -> str:
        return self.name or str(_("Pasted text"))

    @cached_property
    def reading(self) -> Reading:
        """The current reading: the first one with all corrections applied."""
        first = Reading.from_dict(self.text, self.first_reading)
        return correct(first, [Correction.from_dict(item) for item in self.corrections])

    @cached_property
    def transcript(self) -> Transcript:
        return structure(self.reading)

    def add(self, correction: Correction) -> None:
        """Apply one more correction, in memory.

        If it raises `CorrectionError`, nothing has changed.
        """
        reading = correct(self.reading, [correction])
        self.corrections = [*self.corrections, correction.as_dict()]
        self.undone = []
        self._now(reading)

    def undo(self) -> bool:
        """Remove the last correction, in memory, and return whether there was one."""
        return self._move("corrections", "undone")

    def redo(self) -> bool:
        """Reapply the correction undone last, in memory, and return whether there was one."""
        return self._move("undone", "corrections")

    def _move(self, source: str, target: str) -> bool:
        items = getattr(self, source)
        if not items:
            return False
        setattr(self, source, items[:-1])
        setattr(self, target, [*getattr(self, target), items[-1]])
        for name in ("reading", "transcript"):
            self.__dict__.pop(name, None)
        return True

    def _now(self, reading: Reading) -> None:
        self.__dict__["reading"] = reading
        self.__dict__.pop("transcript", None)
