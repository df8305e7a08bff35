"""Identity of the brand and of its publisher: one row per site, edited in the admin."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin, Site

from brand.core.examples import is_still
from brand.core.visibility import visible
from brand.forms.countries import country_choices
from brand.forms.errors import TabsWithErrors
from brand.forms.weekdays import WeekdaysInput
from brand.theme.avatar import VARIANTS
from brand.theme.palette import DEFAULT_ACCENT
from brand.theme.widgets import AvatarInput, ColourInput, IdentityForm

FIGURES = [(variant, str(variant + 1)) for variant in range(VARIANTS)]


@register_setting(icon="user", order=10)
class BrandSettings(PreviewableMixin, BaseSiteSetting):
    """Who the owner is, who publishes the site, and how the site looks."""

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
        help_text=_("A few words, as on a visiting card."),
    )
    job_title_en = models.CharField(
        _("profession, in English"),
        max_length=120,
        blank=True,
        help_text=_("A few words, as on a visiting card."),
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
            "Drawn from your initials. It stands on the first screen as long as your home page "
            "has no portrait; a portrait is cut to the shape of its head."
        ),
    )

    publisher_name = models.CharField(
        _("publisher"),
        max_length=160,
        blank=True,
        help_text=_("Last name and first names of the person who publishes this site."),
    )
    publisher_status = models.CharField(
        _("status"),
        max_length=120,
        blank=True,
        help_text=_("For instance “Entrepreneur individuel (EI)”. Also stands under your mails."),
    )
    publisher_address = models.TextField(
        _("postal address"), blank=True, help_text=_("Required by French law (LCEN, article 6).")
    )
    publisher_phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("Required by French law.")
    )
    publisher_email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Required by French law. Shown on the legal page.")
    )
    registration = models.CharField(
        _("registration number"),
        max_length=120,
        blank=True,
        help_text=_("SIREN or RCS number, if you are registered."),
    )
    vat_number = models.CharField(
        _("VAT number"), max_length=40, blank=True, help_text=_("If you have one.")
    )
    host = models.TextField(
        _("host"),
        blank=True,
        help_text=_("Name, address and telephone of the company that hosts this site."),
    )
    # Whether visitors read the demonstration: until somebody has started with theirs.
    is_demonstration = models.BooleanField(default=False, editable=False)
    # {field: what the demonstration says there}: the mark of what is not the owner's.
    examples = models.JSONField(default=dict, blank=True, editable=False)

    notification_email = models.EmailField(
        _("announce inquiries to"),
        blank=True,
        help_text=_("Left empty, new inquiries are announced to everybody who owns the site."),
    )
    reply_days = models.PositiveSmallIntegerField(
        _("reply within"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("In working days. Clients are told the date by which they hear from you."),
    )
    working_days = models.CharField(
        _("working days"),
        max_length=7,
        default="12345",
        validators=[
            RegexValidator(r"^(?!.*(.).*\1)[1-7]+$", _("Digits from 1 to 7, each one once."))
        ],
        help_text=_("The days on which you answer. At least one."),
    )
    country = models.CharField(
        _("public holidays of"),
        max_length=2,
        choices=country_choices,
        default="FR",
        blank=True,
        help_text=_("On these days nobody expects an answer. Left empty, none count."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("keep inquiries for"),
        default=36,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("In months since the client last wrote: three years at most (CNIL)."),
    )
    declined_months = models.PositiveSmallIntegerField(
        _("keep declined inquiries for"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("In months."),
    )
    spam_days = models.PositiveSmallIntegerField(
        _("keep spam for"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("In days. Until then you can take a message out of quarantine."),
    )

    edit_handler = TabsWithErrors(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("given_name"),
                    FieldPanel("family_name"),
                    FieldPanel("job_title_fr"),
                    FieldPanel("job_title_en"),
                    FieldPanel("accent", widget=ColourInput),
                    FieldPanel("figure", widget=AvatarInput),
                ],
                heading=_("Brand"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        content=_("These lines make up the legal notice. A lawyer should read it.")
                    ),
                    FieldPanel("publisher_name"),
                    FieldPanel("publisher_status"),
                    FieldPanel("publisher_address"),
                    FieldPanel("publisher_phone"),
                    FieldPanel("publisher_email"),
                    FieldPanel("registration"),
                    FieldPanel("vat_number"),
                    FieldPanel("host"),
                ],
                heading=_("Publisher"),
            ),
            ObjectList(
                [
                    FieldPanel("notification_email"),
                    MultiFieldPanel(
                        [
                            FieldPanel("reply_days"),
                            FieldPanel("working_days", widget=WeekdaysInput),
                            FieldPanel("country"),
                        ],
                        heading=_("Stated reply time"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("retention_months"),
                            FieldPanel("declined_months"),
                            FieldPanel("spam_days"),
                        ],
                        heading=_("Retention"),
                    ),
                ],
                heading=_("Inquiries"),
            ),
        ],
        base_form_class=IdentityForm,
    )

    class Meta:
        verbose_name = _("Identity")

    def __str__(self) -> str:
        # Not the name: the site's history would go on saying whose it was before.
        return str(_("Identity"))

    @property
    def example_fields(self) -> list[str]:
        """Fields that still say what the demonstration says, whole or in part."""
        return [
            field for field, words in self.examples.items() if is_still(getattr(self, field), words)
        ]

    def fact(self, field: str) -> str:
        """What the owner has told in `field`, "" where that is the demonstration's."""
        return "" if field in self.example_fields else getattr(self, field)

    @classmethod
    def of_default_site(cls) -> "BrandSettings":
        """The settings where there is no request; those of a new site if there is none at all."""
        site = Site.objects.filter(is_default_site=True).first()
        return cls.for_site(site) if site else cls()

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
