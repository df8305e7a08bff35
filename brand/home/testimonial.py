"""Testimonials by clients, in their own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import PreviewableMixin, TranslatableMixin


class Testimonial(PreviewableMixin, TranslatableMixin, models.Model):
    """A sentence or two by a client, with a name below."""

    quote = models.TextField(_("quote"), help_text=_("Two or three sentences, as they were said."))
    author = models.CharField(
        _("name"), max_length=120, help_text=_("Who said it, with their permission.")
    )
    role = models.CharField(
        _("role"), max_length=160, blank=True, help_text=_("Function and organisation.")
    )
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Invented for the demonstration: the page says so."),
    )

    api_fields = (APIField("quote"), APIField("author"), APIField("role"), APIField("is_example"))

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("testimonial")
        verbose_name_plural = _("testimonials")

    def __str__(self) -> str:
        return f"{self.author}, {self.role}" if self.role else self.author

    def get_preview_template(self, request, mode_name: str) -> str:
        return "components/testimonial_preview.html"
