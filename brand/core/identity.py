"""The owner's identity and the look of the site."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import PreviewableMixin

from brand.core.languages import spoken
from brand.core.site_settings import ExamplesForm, SettingsWithExamples
from brand.core.visibility import visible
from brand.forms.errors import FieldsWithErrors
from brand.theme.avatar import VARIANTS
from brand.theme.palette import DEFAULT_ACCENT
from brand.theme.widgets import AvatarInput, ColourInput

# One for each language of the site. They are stored together, in `BrandSettings.job_titles`.
_JOB_TITLE = "job_title_"
FIGURES = [(variant, str(variant + 1)) for variant in range(VARIANTS)]


def job_title_field(code: str) -> str:
    """Return the name of the form's field for the profession in the language `code`."""
    return f"{_JOB_TITLE}{code}"


def job_title_fields() -> dict[str, str]:
    """Return {language: name of the form's field for the profession in it}."""
    return {code: job_title_field(code) for code in dict(settings.LANGUAGES)}


def job_title_label(code: str) -> str:
    return gettext("profession, in %(language)s") % {"language": spoken(code)}


class IdentityForm(ExamplesForm):
    """Draws the figures from the initials of the name as it was last saved."""

    asks = {
        "accent": _("Choose a colour, or write one such as #2140c8."),
        "figure": _("Choose one of the figures."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].widget.initials = self.instance.initials

    def add_fields(self) -> None:
        for code, name in job_title_fields().items():
            self.fields[name] = forms.CharField(
                label=capfirst(job_title_label(code)),
                max_length=120,
                required=False,
                initial=self.instance.job_titles.get(code, ""),
                help_text=gettext("A few words, as on a business card."),
            )
        self.order_fields(["name", "given_name", "family_name", *job_title_fields().values()])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in job_title_fields().values():
            self.instance.set_text(name, data.get(name, ""))
        return data


class JobTitlesPanel(Panel):
    """The profession in each language of the site."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "brand/job_titles.html"

        @property
        def fields(self) -> list[forms.BoundField]:
            return [self.form[name] for name in job_title_fields().values()]


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
    # {language: profession}, so that a further language needs no further column.
    job_titles = models.JSONField(default=dict, blank=True, editable=False)
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
                    JobTitlesPanel(),
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
        """Return the profession in `language` ("fr"), else in the main or any other language."""
        codes = (language, settings.LANGUAGE_CODE, *self.job_titles)
        return next((self.job_titles[code] for code in codes if self.job_titles.get(code)), "")

    def text_of(self, field: str) -> str:
        if field.startswith(_JOB_TITLE):
            return str(self.job_titles.get(field.removeprefix(_JOB_TITLE), ""))
        return super().text_of(field)

    def set_text(self, field: str, text: str) -> None:
        if field.startswith(_JOB_TITLE):
            titles = self.job_titles | {field.removeprefix(_JOB_TITLE): text}
            self.job_titles = {code: title for code, title in titles.items() if title}
        else:
            super().set_text(field, text)

    def label_of(self, field: str) -> str:
        if field.startswith(_JOB_TITLE):
            return job_title_label(field.removeprefix(_JOB_TITLE))
        return super().label_of(field)

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
