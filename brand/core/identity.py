"""The owner's identity and the look of the site."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import PreviewableMixin

from brand.core.site_settings import ExamplesForm, SettingsWithExamples
from brand.core.visibility import visible
from brand.forms.errors import FieldsWithErrors
from brand.theme.avatar import VARIANTS
from brand.theme.palette import DEFAULT_ACCENT
from brand.theme.widgets import AvatarInput, ColourInput

FIGURES = [(variant, str(variant + 1)) for variant in range(VARIANTS)]


class IdentityForm(ExamplesForm):
    """Draws the figures from the initials of the name as it was last saved."""

    asks = {
        "accent": _("Choose a colour, or write one such as #2140c8."),
        "figure": _("Choose one of the figures."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].widget.initials = self.instance.initials


@register_setting(icon="user", order=10)
class BrandSettings(PreviewableMixin, SettingsWithExamples):
    """The owner's identity, and the look of the site."""

    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        help_text=_("Your name as visitors read it, in the header and in address books."),
    )
    given_name = models.CharField(
        _("first name"), max_length=60, blank=True, help_text=_("For address books.")
    )
    family_name = models.CharField(
        _("last name"), max_length=60, blank=True, help_text=_("For address books.")
    )
    job_title_fr = models.CharField(
        _("profession, in French"),
        max_length=120,
        blank=True,
        help_text=_("A few words, as on a business card."),
    )
    job_title_en = models.CharField(
        _("profession, in English"),
        max_length=120,
        blank=True,
        help_text=_("A few words, as on a business card."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb, such as #2140c8."))
        ],
        help_text=_(
            "All other colours of the site follow from it, and keep enough contrast. "
            "The preview shows it before you save."
        ),
    )
    figure = models.PositiveSmallIntegerField(
        _("figure"),
        choices=FIGURES,
        default=0,
        help_text=_(
            "Drawn from your initials. It stands on the first screen until your home "
            "page has a portrait; a portrait is cut to the shape of its head."
        ),
    )

    # Whether visitors read the demonstration: until somebody has started with theirs.
    is_demonstration = models.BooleanField(default=False, editable=False)

    edit_handler = FieldsWithErrors(
        [
            HelpPanel(content=_("Who you are for your visitors, and the look of the whole site.")),
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("given_name"),
                    FieldPanel("family_name"),
                    FieldPanel("job_title_fr"),
                    FieldPanel("job_title_en"),
                ],
                heading=_("You"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("accent", widget=ColourInput),
                    FieldPanel("figure", widget=AvatarInput),
                ],
                heading=_("Look"),
            ),
        ],
        base_form_class=IdentityForm,
    )

    class Meta(SettingsWithExamples.Meta):
        verbose_name = _("Identity")

    def job_title(self, language: str) -> str:
        """The profession in `language` ("fr", "en"), else in the language that there is."""
        titles = {"fr": self.job_title_fr, "en": self.job_title_en}
        return titles.get(language) or self.job_title_fr or self.job_title_en

    @property
    def initials(self) -> str:
        """Up to two capitals, from the first and the last word of the name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("light", _("Light")), ("dark", _("Dark"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The home page's first screen and some components, as these settings would make them.

        Wagtail puts this instance, not saved, into `request`: every template tag finds it there.
        """
        language = (get_language() or settings.LANGUAGE_CODE)[:2]
        homes = visible(self.site.root_page.get_translations(inclusive=True))
        home = homes.filter(locale__language_code=language).first() or homes.first()
        if home is None:
            template, context = "wagtailadmin/generic/preview_error.html", {"object": self}
        else:
            template = "brand/look/preview.html"
            context = home.specific.get_context(request) | {"scheme": mode_name}
        return TemplateResponse(request, template, context)
