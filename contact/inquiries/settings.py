"""The owner's settings for inquiries: announcement, reply time, retention."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from brand.core.site_settings import SettingsForm, SiteSettings
from brand.forms.countries import country_choices
from brand.forms.errors import FieldsWithErrors
from brand.forms.weekdays import WeekdaysInput


class InquirySettingsForm(SettingsForm):
    asks = {
        "reply_days": _("Write how many working days you take to answer, from 1 to 30."),
        "working_days": _("Tick at least one day on which you answer."),
        "retention_months": _("Write how many months you keep inquiries, from 1 to 36."),
        "declined_months": _("Write how many months you keep them, from 1 to 36."),
        "spam_days": _("Write how many days you keep spam, from 1 to 365."),
    }


@register_setting(icon="mail", order=12)
class InquirySettings(SiteSettings):
    """The address for announcements, the stated reply time, and how long inquiries are kept."""

    notification_email = models.EmailField(
        _("announce inquiries to"),
        blank=True,
        help_text=_("If left empty, new inquiries are announced to everybody who owns the site."),
    )
    reply_days = models.PositiveSmallIntegerField(
        _("reply within"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("In working days. Clients are told by which date they will hear from you."),
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
        help_text=_("On these days nobody expects an answer. If left empty, none count."),
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

    edit_handler = FieldsWithErrors(
        [
            HelpPanel(content=_("What happens when somebody writes to you.")),
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
        base_form_class=InquirySettingsForm,
    )

    class Meta(SiteSettings.Meta):
        verbose_name = _("Inquiries")
