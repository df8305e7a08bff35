"""The owner's visiting card: vCard 3.0 (RFC 2426), the version that every address book reads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from brand.core import languages
from brand.core.site_address import absolute
from brand.core.visibility import visible
from brand.models import BrandSettings
from contact.page.models import ContactChannel, ContactPage
from ops.web.public_response import mark_public

# RFC 2426, 4: these have a meaning inside a value.
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def escape(value: str) -> str:
    """Return `value` with the characters escaped that have a meaning in a vCard."""
    return value.translate(_ESCAPES)


def address_line(address: str) -> str:
    """Return the line of a URL, which is not escaped: only text is (RFC 2426, 3.6.8)."""
    return f"URL:{''.join(address.split())}"


def card(brand: BrandSettings, channels: list[ContactChannel], url: str, language: str) -> str:
    """Return the owner's card with all channels that work, and CRLF line ends.

    Lines are not folded: that is recommended and not required (RFC 2426, 2.6), and old phones cut
    words where a line breaks.
    """
    given, family = brand.given_name, brand.family_name
    if not (given or family):
        given, _, family = brand.name.rpartition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{escape(brand.name)}",
        f"N:{escape(family)};{escape(given)};;;",
    ]
    if title := brand.job_title(language):
        lines.append(f"TITLE:{escape(title)}")
    for channel in channels:
        href = channel.href
        if href is None:
            continue
        if channel.kind == "email":
            lines.append(f"EMAIL;TYPE=INTERNET:{escape(href.removeprefix('mailto:'))}")
        elif channel.kind == "telephone":
            lines.append(f"TEL;TYPE=WORK:{escape(href.removeprefix('tel:'))}")
        else:
            lines.append(address_line(href))
    lines += [address_line(url), "END:VCARD"]
    return "\r\n".join(lines) + "\r\n"


@require_safe
def vcard(request: HttpRequest) -> HttpResponse:
    """Download the card in the language of the address."""
    site = Site.find_for_request(request)
    brand = BrandSettings.for_site(site) if site else None
    if brand is None or not brand.name:
        raise Http404
    language = languages.active()
    page = visible(ContactPage.objects.filter(locale__language_code=language)).first()
    text = card(brand, page.open_channels if page else [], absolute("/"), language)
    card_file = HttpResponse(
        text,
        content_type="text/vcard; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="contact.vcf"'},
    )
    return mark_public(request, card_file)
