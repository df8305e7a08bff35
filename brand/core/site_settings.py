"""The base of the owner's settings: one row per site, one screen, marks of examples."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site

from brand.core.unedited_examples import contains_example


class SiteSettings(BaseSiteSetting):
    """Abstract parent of all settings that are one row per site."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        # Not whose they are: the site's history would go on saying whose it was before.
        return str(self._meta.verbose_name)

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Return the settings of `site`, or those of a new site, not stored, if it has none.

        Wagtail's own method stores them, but a page that is read must not write. Raises
        DoesNotExist without a site, as Wagtail's does.
        """
        if site is None:
            raise cls.DoesNotExist(f"{cls.__name__} does not exist for site None.")
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @classmethod
    def of_default_site(cls) -> Self:
        """Return the settings where there is no request; those of a new site if there is none."""
        own = cls._meta.get_field("site").remote_field.get_accessor_name()
        # By number: Wagtail's own order makes the query twice as dear, and there is one at most.
        sites = Site.objects.select_related(own).filter(is_default_site=True).order_by("pk")
        site = next(iter(sites), None)
        return getattr(site, own, None) or cls(site=site)

    def text_of(self, field: str) -> str:
        """Return what is written in `field` of the screen."""
        return str(getattr(self, field))

    def set_text(self, field: str, text: str) -> None:
        """Write `text` into `field` of the screen. The caller saves."""
        setattr(self, field, text)

    def label_of(self, field: str) -> str:
        """Return what `field` is called on the screen."""
        return str(self._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


class SettingsWithExamples(SiteSettings):
    """Abstract parent of settings that the demonstration fills in."""

    # {field: the demonstration's words}: what says them still is not the owner's.
    examples = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(SiteSettings.Meta):
        abstract = True

    @property
    def example_fields(self) -> list[str]:
        """The fields that still say what the demonstration says, whole or in part."""
        return [
            field
            for field, words in self.examples.items()
            if contains_example(self.text_of(field), words)
        ]

    def fact(self, field: str) -> str:
        """Return what the owner has written in `field`, "" where that is the demonstration's."""
        return "" if field in self.example_fields else self.text_of(field)

    def forget_examples(self) -> None:
        """Empty the fields that are still the demonstration's. The caller saves."""
        for field in self.example_fields:
            self.set_text(field, "")
        self.examples = {}


class SettingsForm(WagtailAdminModelForm):
    """The form of a screen. `asks` says what a field that was left empty asks for."""

    asks: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, asked in self.asks.items():
            self.fields[name].error_messages["required"] = asked


class ExamplesForm(SettingsForm):
    """Says beside each field whether it is still the demonstration's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields()
        for name in self.instance.example_fields:
            field = self.fields[name]
            field.label = _("%(field)s (example)") % {"field": field.label}
            told = _("From the demonstration: replace it with yours, or clear it.")
            field.help_text = f"{told} {field.help_text}"

    def add_fields(self) -> None:
        """Add fields that depend on the site, before those of the demonstration are marked."""
