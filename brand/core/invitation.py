"""The owner's own line at the end of a page, beside the button that opens the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brand.core.base_page import BasePage


class InvitingPage(BasePage):
    """Abstract page that ends with a question and a button."""

    invitation = models.CharField(
        _("line beside the button"),
        max_length=200,
        blank=True,
        help_text=_(
            "One sentence of yours at the end of the page. For example, “Two lines are enough to "
            "begin.” If left empty, the button stands alone."
        ),
    )

    class Meta:
        abstract = True
