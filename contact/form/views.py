"""Views of the inquiry form: showing, sending, thank-you page. Plain HTML first, htmx on top."""

import logging
from functools import cache
from typing import Any

from django.core.validators import slug_unicode_re
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django_htmx.http import reswap, retarget

from brand.core.htmx import template_name_for, wants_fragment
from brand.core.visibility import listed
from brand.models import Answer
from contact.form import direct_contact, email_suggestion, spam, tokens
from contact.form.answer_reference import find_answer
from contact.form.forms import BRIEF_PREFIX, HONEYPOT, InquiryForm
from contact.form.outcome import Outcome
from contact.form.page_interface import FormPage
from contact.form.refusals import (
    MAX_KEPT,
    RETRY_AFTER,
    Reason,
    Refusal,
    has_too_many_fields,
    is_too_large,
)
from contact.inquiries import intake, throttle
from contact.inquiries.models import Inquiry
from contact.inquiries.reply_time import promised_day
from contact.inquiries.settings import InquirySettings
from ops.mail.outgoing import mail_leaves_this_machine
from ops.web.request_body import drain
from services.models import ServicePage

logger = logging.getLogger(__name__)
PAGE = "pages/contact_page.html"


def services_of(page: FormPage) -> Any:
    """Return the services that a visitor can ask for in the language of `page`."""
    return _services().filter(locale=page.locale)


@cache
def _services() -> Any:
    """Return the query for the services of all languages: to build it takes as long as to ask."""
    return listed(ServicePage.objects.all()).order_by("path")


def inquiry_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form (GET), or take in an inquiry (POST).

    Without JavaScript this is a page of its own; htmx gets the same form as a fragment.
    """
    if request.method == "POST":
        return _older_action(request, page) or _send(request, page)
    form = _form(page, None, service=_chosen(page, request.GET))
    return _show(request, page, Outcome(form, tokens.issue(), _answer(page, request.GET)))


def change_service(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form with the questions of the chosen service, and with all that was typed."""
    return _show_as_typed(request, page, announce=True)


def accept_email(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form with the suggested e-mail address (`use_email`), and with all else as typed."""
    return _show_as_typed(request, page, email=request.POST.get("use_email", ""))


def suggest_email(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Return the hint below the e-mail field: another address to take, or nothing."""
    if is_too_large(request):
        return _refuse_unread(request, page)
    context = {
        "email_hint": email_suggestion.suggestion(request.POST.get("email", "")),
        "accept_email_path": page.action_path("accept_email"),
    }
    return render(request, "contact/email_hint.html", context)


# A form that was opened before these actions had addresses of their own names them in a field. It
# may still be open in a tab while the site is upgraded, and must not be sent as an inquiry.
OLDER_ACTIONS = {
    "check_email": suggest_email,
    "change_service": change_service,
    "use_email": accept_email,
}


def _older_action(request: HttpRequest, page: FormPage) -> HttpResponse | None:
    if is_too_large(request):
        return None
    asked = (view for name, view in OLDER_ACTIONS.items() if name in request.POST)
    view = next(asked, None)
    return view(request, page) if view else None


def _show_as_typed(
    request: HttpRequest, page: FormPage, *, email: str | None = None, announce: bool = False
) -> HttpResponse:
    """Give the form back without judging it.

    An `email` takes the place of the one typed. With `announce`, the number of questions is read
    aloud, because they come above the place where people write.
    """
    if is_too_large(request):
        return _refuse_unread(request, page)
    form = _form(page, None, service=_chosen(page, request.POST), typed=request.POST)
    if email:
        form.fields["email"].initial = email
        form.fields["email"].widget.attrs["autofocus"] = True
    refusal = Refusal(Reason.TOO_MANY_FIELDS) if has_too_many_fields(request) else None
    sent = request.POST.get("token", "")
    token = sent if tokens.read(sent) else tokens.issue()
    outcome = _given_back(request, page, form, token, refusal)
    return _show(request, page, outcome, _questions_in_words(form) if announce else "")


def _questions_in_words(form: InquiryForm) -> str:
    if not form.questions:
        return gettext("No further questions.")
    return ngettext(
        "%(count)d question added for this service, above your message.",
        "%(count)d questions added for this service, above your message.",
        len(form.questions),
    ) % {"count": len(form.questions)}


def _send(request: HttpRequest, page: FormPage) -> HttpResponse:
    if is_too_large(request):
        return _refuse_unread(request, page)
    if has_too_many_fields(request):
        return _show_as_typed(request, page)
    token = tokens.read(request.POST.get("token", ""))
    form = _form(page, request.POST, service=_chosen(page, request.POST))
    again, refusal = tokens.renew(token), None
    if token is None or token.is_stale:
        refusal = Refusal(Reason.STALE)
    elif form.is_valid():
        try:
            inquiry = intake.receive(
                _new_inquiry(page, form, _answer(page, request.POST)),
                key=token.key,
                quarantine_reasons=spam.quarantine_reasons(request, token, form.cleaned_data),
                sender=throttle.sender_of(request),
            )
        except intake.UsedUpError:
            again, refusal = tokens.issue(), Refusal(Reason.USED_UP)
        except throttle.TooManyError as error:
            refusal = Refusal(Reason.RATE_LIMITED, error.retry_after)
        except DatabaseError as error:
            logger.error("an inquiry could not be stored: %s", type(error).__name__)
            refusal = Refusal(Reason.UNAVAILABLE, RETRY_AFTER)
        else:
            logger.info("inquiry %s stored", inquiry.pk)
            return _sent(request, page, inquiry)
    return _show(request, page, _given_back(request, page, form, again, refusal))


def _given_back(
    request: HttpRequest, page: FormPage, form: InquiryForm, token: str, refusal: Refusal | None
) -> Outcome:
    answer = _answer(page, request.POST)
    return Outcome(form, token, answer, _answers_to_others(request, form), refusal)


def _new_inquiry(page: FormPage, form: InquiryForm, answer: Answer | None) -> intake.NewInquiry:
    fields = form.cleaned_data
    return intake.NewInquiry(
        name=fields["name"],
        email=fields["email"],
        organisation=fields["organisation"],
        message=fields["message"],
        language=page.locale.language_code,
        service=fields["service"],
        brief=form.brief(),
        answer_key=str(answer.translation_key) if answer else None,
        answer_question=answer.question if answer else "",
    )


def _sent(request: HttpRequest, page: FormPage, inquiry: Inquiry) -> HttpResponse:
    if wants_fragment(request):
        return render(request, "contact/success.html", {"page": page, **_receipt_context(inquiry)})
    return HttpResponseRedirect(
        page.thanks_path(tokens.sign_receipt(inquiry.reference)), status=303
    )


def _refuse_unread(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Refuse a body that is too large without keeping it: the browser still has the text."""
    drain(request)
    refusal = Refusal(Reason.TOO_LARGE)
    if wants_fragment(request):
        context = {"refusal": refusal, "ways": direct_contact.ways(page)}
        response = render(request, "contact/refusal.html", context, status=refusal.status)
        return reswap(retarget(response, "#inquiry-form .form-notice"), "innerHTML")
    form = _form(page, None, service=None)
    return _show(request, page, Outcome(form, tokens.issue(), refusal=refusal))


def thanks(request: HttpRequest, page: FormPage, receipt: str) -> HttpResponse:
    """Show the reference and, for an hour, what was sent. 404 for a receipt we did not sign."""
    read = tokens.read_receipt(receipt)
    inquiry = Inquiry.objects.filter(reference=read[0]).first() if read else None
    if not read or not inquiry:
        raise Http404
    context = _receipt_context(inquiry, show_content=read[1])
    return page.render(request, template="pages/thanks.html", context_overrides=context)


def _receipt_context(inquiry: Inquiry, *, show_content: bool = True) -> dict[str, Any]:
    return {
        "reference": inquiry.reference,
        "reply_by": inquiry.reply_by,
        "mail_leaves": mail_leaves_this_machine(),
        "inquiry": inquiry if show_content else None,
        "sent_message": inquiry.messages.first() if show_content else None,
        "email_hint": email_suggestion.suggestion(inquiry.email) if show_content else None,
    }


def _form(
    page: FormPage, data: Any, *, service: ServicePage | None, typed: Any = None
) -> InquiryForm:
    services = services_of(page)
    form = InquiryForm(
        data, services=services, service=service, initial={"service": service and service.slug}
    )
    form.fields["email"].widget.attrs["data-hx-post"] = page.action_path("suggest_email")
    if typed is not None:
        for name, field in form.fields.items():
            if name in typed and name != "service":
                field.initial = field.widget.value_from_datadict(typed, {}, name)
    return form


def _answers_to_others(request: HttpRequest, form: InquiryForm) -> list[tuple[str, str]]:
    """Return (name, value) of the answers to another service's questions, for hidden fields.

    Whoever looks at another service and comes back finds the answers again.
    """
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name.startswith(BRIEF_PREFIX) and name not in form.fields
        for value in values
        if value
    ][:MAX_KEPT]


def _chosen(page: FormPage, sent: QueryDict) -> ServicePage | None:
    slug = sent.get("service", "")
    # Untrusted input: PostgreSQL raises an error for some of what is no slug, such as a NUL.
    return services_of(page).filter(slug=slug).first() if slug_unicode_re.match(slug) else None


def _answer(page: FormPage, sent: QueryDict) -> Answer | None:
    return find_answer(sent.get("answer", ""), page.locale)


def _show(
    request: HttpRequest, page: FormPage, outcome: Outcome, announcement: str = ""
) -> TemplateResponse:
    if not getattr(request, "is_preview", False):  # a draft is not public
        direct_contact.remember(page)
    page.load()
    form = outcome.form
    response = page.render(
        request,
        template=template_name_for(request, PAGE, "#inquiry-form"),
        context_overrides={
            "form": form,
            "token": outcome.token,
            "honeypot": HONEYPOT,
            "asked_answer": outcome.answer,
            "chosen_service": form.chosen_service,
            "email_hint": email_suggestion.suggestion(str(form["email"].value() or "")),
            "accept_email_path": page.action_path("accept_email"),
            "change_service_path": page.action_path("change_service"),
            "refusal": outcome.refusal,
            "announcement": announcement,
            "ways": direct_contact.ways(page),
            "kept": outcome.kept,
            "language": get_language(),
            "reply_by": promised_day(InquirySettings.for_request(request), timezone.now()),
        },
    )
    response.status_code = outcome.status
    if outcome.retry_after:
        response["Retry-After"] = str(outcome.retry_after)
    return response
