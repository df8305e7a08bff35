"""The path of a client: form, brief, sending, thank-you page. Plain HTML first, htmx on top."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django_htmx.http import reswap, retarget

from brand.core.htmx import template_name_for, wants_fragment
from brand.core.visibility import listed
from brand.models import Answer, BrandSettings
from contact.form import direct_contact, email_suggestion, spam, tokens
from contact.form.answer_reference import find_answer
from contact.form.form_page import FormPage
from contact.form.forms import BRIEF_PREFIX, HONEYPOT, InquiryForm
from contact.form.refusals import Reason, Refusal, has_too_many_fields, is_too_large
from contact.inquiries import intake, throttle
from contact.inquiries.models import Inquiry
from contact.inquiries.reply_time import promised_day
from ops.mail.outgoing import mail_leaves_this_machine
from ops.web.request_body import drain
from services.models import ServicePage

logger = logging.getLogger(__name__)
PAGE = "pages/contact_page.html"
MAX_KEPT = 50
RETRY_AFTER = 60  # seconds until it is worth asking a database again that could not write


def services_of(page: FormPage) -> Any:
    """The services that a visitor of this language can ask for."""
    return listed(ServicePage.objects.filter(locale=page.locale)).order_by("path")


def inquiry_form(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form (GET), change its service, or take in an inquiry (POST).

    Without JavaScript this is a page of its own; htmx gets the same form as a fragment.
    """
    if request.method == "POST":
        return _send(request, page)
    form = _form(page, None, service=_chosen(page, request.GET.get("service", "")))
    return _render(request, page, form, tokens.issue(), _answer(page, request.GET))


def _send(request: HttpRequest, page: FormPage) -> HttpResponse:
    if is_too_large(request):
        return _refuse_unread(request, page)
    if "check_email" in request.POST:
        hint = email_suggestion.suggestion(request.POST.get("email", ""))
        return render(request, "contact/email_hint.html", {"email_hint": hint})
    token = tokens.read(request.POST.get("token", ""))
    service = _chosen(page, request.POST.get("service", ""))
    answer = _answer(page, request.POST)
    crowded = has_too_many_fields(request)
    if crowded or "change_service" in request.POST or "use_email" in request.POST:
        # What was typed stays, and nothing is judged yet.
        form = _form(page, None, service=service, typed=request.POST)
        signed = request.POST["token"] if token else tokens.issue()
        kept = _answers_to_others(request, form)
        refusal = Refusal(Reason.TOO_MANY_FIELDS) if crowded else None
        return _render(request, page, form, signed, answer, kept=kept, refusal=refusal)
    form = _form(page, request.POST, service=service)
    kept = _answers_to_others(request, form)
    valid = form.is_valid()
    if token is None or token.is_stale:
        stale = Refusal(Reason.STALE)
        return _render(request, page, form, tokens.renew(token), answer, kept=kept, refusal=stale)
    if not valid:
        return _render(request, page, form, tokens.renew(token), answer, kept=kept, status=422)
    try:
        inquiry = intake.receive(
            _new_inquiry(page, form, answer),
            key=token.key,
            signals=spam.suspicions(request, token, form.cleaned_data),
            sender=throttle.sender_of(request),
        )
    except intake.UsedUpError:
        used_up, fresh = Refusal(Reason.USED_UP), tokens.issue()
        return _render(request, page, form, fresh, answer, kept=kept, refusal=used_up)
    except throttle.TooManyError as error:
        refusal = Refusal(Reason.RATE_LIMITED, error.retry_after)
    except DatabaseError as error:
        logger.error("an inquiry could not be stored: %s", type(error).__name__)
        refusal = Refusal(Reason.UNAVAILABLE, RETRY_AFTER)
    else:
        logger.info("inquiry %s stored", inquiry.pk)
        return _sent(request, page, inquiry)
    return _render(request, page, form, tokens.renew(token), answer, kept=kept, refusal=refusal)


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
    """Answer a body that is too large without keeping it: the browser still holds the text."""
    drain(request)
    refusal = Refusal(Reason.TOO_LARGE)
    if wants_fragment(request):
        context = {"refusal": refusal, "ways": direct_contact.ways(page)}
        response = render(request, "contact/refusal.html", context, status=refusal.status)
        return reswap(retarget(response, "#inquiry-form .form-notice"), "innerHTML")
    form = _form(page, None, service=None)
    return _render(request, page, form, tokens.issue(), None, refusal=refusal)


def thanks(request: HttpRequest, page: FormPage, receipt: str) -> HttpResponse:
    """The page after sending: the reference, and for an hour what was sent. No more."""
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
    form.fields["email"].widget.attrs["data-hx-post"] = page.get_url()
    if typed is not None:
        for name, field in form.fields.items():
            if name in typed and name != "service":
                field.initial = field.widget.value_from_datadict(typed, {}, name)
        if typed.get("use_email"):
            form.fields["email"].initial = typed["use_email"]
            form.fields["email"].widget.attrs["autofocus"] = True
    return form


def _answers_to_others(request: HttpRequest, form: InquiryForm) -> list[tuple[str, str]]:
    """What was answered to the questions of another service: it travels along, hidden.

    Whoever looks at another service and comes back finds the answers again.
    """
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name.startswith(BRIEF_PREFIX) and name not in form.fields
        for value in values
        if value
    ][:MAX_KEPT]


def _chosen(page: FormPage, slug: str) -> ServicePage | None:
    return services_of(page).filter(slug=slug).first() if slug else None


def _answer(page: FormPage, sent: QueryDict) -> Answer | None:
    return find_answer(sent.get("answer", ""), page.locale)


def _render(
    request: HttpRequest,
    page: FormPage,
    form: InquiryForm,
    token: str,
    answer: Answer | None,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
    kept: Sequence[tuple[str, str]] = (),
) -> TemplateResponse:
    if not getattr(request, "is_preview", False):  # nobody has published what a draft says
        direct_contact.remember(page)
    response = page.render(
        request,
        template=template_name_for(request, PAGE, "#inquiry-form"),
        context_overrides={
            "form": form,
            "token": token,
            "honeypot": HONEYPOT,
            "asked_answer": answer,
            "chosen_service": form.chosen_service,
            "email_hint": email_suggestion.suggestion(str(form["email"].value() or "")),
            "refusal": refusal,
            "ways": direct_contact.ways(page),
            "kept": kept,
            "language": get_language(),
            "reply_by": promised_day(BrandSettings.for_request(request), timezone.now()),
        },
    )
    response.status_code = refusal.status if refusal else status
    if refusal and refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response
