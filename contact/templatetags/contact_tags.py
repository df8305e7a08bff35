"""Template tags of contact: the contact page, and links to its form."""

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.template.context import Context
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.models import Site

from brand.core import structured_data
from brand.core.languages import active
from brand.core.outline import Outline
from brand.core.request_cache import cached
from brand.core.site_address import absolute
from brand.interview.answer_view import AnswerView
from brand.models import Answer, BrandSettings
from brand.text.rich_text import plain_text
from contact.form.answer_reference import answer_reference
from contact.inquiries.settings import InquirySettings
from contact.page.models import ContactPage

register = template.Library()


@register.simple_tag(takes_context=True)
def contact_page(context: Context) -> ContactPage | None:
    """Return the contact page in the active language, None without one."""
    language, current = active(), context.get("page")
    if isinstance(current, ContactPage) and current.locale.language_code == language:
        return current
    return cached(context, f"contact_page_{language}", _find_contact_page)


def _find_contact_page(context: Context) -> ContactPage | None:
    outline = Outline.of(context.get("request"))
    pages = outline.of_type(ContactPage, filter(outline.is_visible, outline.pages))
    return next((page for page in pages if page.locale.language_code == active()), None)


@register.simple_tag(takes_context=True)
def profile_data(context: Context) -> dict[str, Any] | None:
    """Return the JSON-LD of the home page: the owner, with their profiles on other sites."""
    request, page = context.get("request"), context.get("page")
    site = Site.find_for_request(request) if request else None
    if site is None or page is None:
        return None
    contact = contact_page(context)
    channels = contact.open_channels if contact else []
    return structured_data.profile(
        BrandSettings.for_request(request),
        absolute("/"),
        page.locale.language_code,
        description=plain_text(page.short_bio),
        same_as=[c.href for c in channels if c.is_profile and c.href],
    )


@register.simple_tag(takes_context=True)
def inquiry_settings(context: Context) -> InquirySettings:
    """Return what the owner decided about inquiries: how long they are kept, among others."""
    request = context.get("request")
    if request and Site.find_for_request(request):
        return InquirySettings.for_request(request)
    return InquirySettings.of_default_site()


@register.simple_tag(takes_context=True)
def inquiry_url(context: Context, service: Any = None, answer: Any = None) -> str:
    """Return the path of the form, about a service page or an answer; "" without a contact page.

    The address names what the inquiry is about, never who asks.
    """
    page = contact_page(context)
    if page is None:
        return ""
    about = {}
    if service is not None and service.slug:
        about["service"] = service.slug
    if answer is not None and answer.url:
        about["answer"] = answer_reference(answer.url)
    url = page.get_url(context.get("request")) or ""
    return f"{url}?{urlencode(about, safe='/')}" if about else url


@register.filter
def about_answer(form_url: str, answer: AnswerView) -> SafeString:
    """Return `form_url`, the path of the form, with the name of an answer that has an address."""
    name = quote(answer_reference(answer.url)) if answer.url else ""
    return escape(f"{form_url}?answer={name}" if name else form_url)


@register.filter
def answer_name(answer: Answer) -> str:
    """Return the reference by which the form names `answer`."""
    return answer_reference(answer.url)
