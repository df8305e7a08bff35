"""Topics: the owner's own subjects, by which visitors filter answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, TranslatableMixin

from brand.text.slugs import slug_from


class Topic(TranslatableMixin, models.Model):
    """A subject of answers, in one language."""

    name = models.CharField(
        _("name"), max_length=60, help_text=_("One or two words, as visitors would say it.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=60,
        blank=True,
        help_text=_("Used in the address of the filter. If left empty, it is made from the name."),
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("locale", "slug"), name="one_topic_per_address"),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.slug = self.slug or slug_from(self.name)[:60]
        super().clean()

    def in_locale(self, locale: Locale) -> "Topic":
        """Return this topic in `locale`, copied there if it has no translation yet."""
        if self.locale_id == locale.pk:
            return self
        translation = self.get_translation_or_none(locale)
        if translation is None:
            translation = self.copy_for_translation(locale)
            translation.save()
        return translation
