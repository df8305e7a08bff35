"""The publisher of the site: the facts of the legal notice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from brand.core.site_settings import ExamplesForm, SettingsWithExamples
from brand.forms.errors import FieldsWithErrors


@register_setting(icon="doc-full-inverse", order=11)
class PublisherSettings(SettingsWithExamples):
    """The publisher of the site, and its host."""

    name = models.CharField(
        _("publisher"),
        max_length=160,
        blank=True,
        help_text=_("First and last name of the person who publishes this site."),
    )
    status = models.CharField(
        _("status"),
        max_length=120,
        blank=True,
        help_text=_(
            "For example, “Entrepreneur individuel (EI)”. It also appears at "
            "the foot of your e-mails."
        ),
    )
    address = models.TextField(
        _("postal address"), blank=True, help_text=_("Required by French law (LCEN, article 6).")
    )
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("Required by French law.")
    )
    email = models.EmailField(
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

    edit_handler = FieldsWithErrors(
        [
            HelpPanel(content=_("These lines make up the legal notice. A lawyer should read it.")),
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("status"),
                    FieldPanel("address"),
                    FieldPanel("phone"),
                    FieldPanel("email"),
                    FieldPanel("registration"),
                    FieldPanel("vat_number"),
                ],
                heading=_("Who publishes this site"),
            ),
            FieldPanel("host"),
        ],
        base_form_class=ExamplesForm,
    )

    class Meta(SettingsWithExamples.Meta):
        verbose_name = _("Publisher")
