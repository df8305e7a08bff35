"""Template tags of the pages around the log-in."""

from django import template
from django.conf import settings
from django.forms import BaseForm

from ops.accounts import api_tokens, second_factor
from ops.mail.outgoing import mail_leaves_this_machine

register = template.Library()
register.simple_tag(mail_leaves_this_machine, name="mail_leaves")
register.simple_tag(lambda: settings.REQUIRE_SECOND_FACTOR, name="second_factor_is_required")
register.filter("misses_second_factor", second_factor.is_missing)
register.filter("has_api_tokens", api_tokens.has_any)


@register.filter
def labelled_once(form: BaseForm) -> BaseForm:
    """Take allauth's placeholders off the fields of `form`: they repeat the labels above them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
