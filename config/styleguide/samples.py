"""Sample objects for the style page, which renders the real templates. None is ever saved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from brand.core import languages
from brand.core.base_page import Alternate, Fallback
from brand.home.blocks import DialogueBlock
from brand.interview.answer_view import AnswerView
from brand.interview.search import OtherAnswer, Search, announcement, other_count
from brand.models import InterviewPage, Testimonial, Topic
from brand.theme.avatar import avatar_of
from config.styleguide.words import Words, words
from contact.form.direct_contact import Way
from contact.form.forms import HONEYPOT, InquiryForm
from contact.form.refusals import Reason, Refusal
from contact.models import ContactPage, Inquiry, Message
from services.blocks import CaseStudyBlock, StepBlock
from services.models import BriefQuestion, Offer, ServicePage

INITIALS = ("DP", "LB", "ÉM", "AZ", "QK", "JO", "W", "")
STATES = ("", "is-hover", "is-focus-visible", "is-active")
# Text on ground, and the least contrast (WCAG 2.2: 1.4.3 for text, 1.4.11 for what is no text).
ON_PAGE = [
    (text, ground, "4.5")
    for ground in ("surface", "surface-tint")
    for text in ("ink", "ink-muted", "accent", "danger")
]
ON_PAGE += [("line-strong", "surface", "3"), ("on-field", "accent-field", "4.5")]
ON_PAGE += [("on-mark", "mark", "4.5"), ("surface", "accent", "4.5")]
ON_FIELD = [
    ("ink", "surface", "4.5"),
    ("ink-muted", "surface", "4.5"),
    ("accent", "surface", "4.5"),
]
ON_FIELD += [("danger", "surface", "4.5"), ("line-strong", "surface", "3")]
SIZES = ("small", "ui", "text", "lead", "title", "turn", "question", "headline")
REFUSALS = (
    Refusal(Reason.STALE),
    Refusal(Reason.RATE_LIMITED, 540),
    Refusal(Reason.TOO_LARGE),
    Refusal(Reason.UNAVAILABLE, 60),
)


def everything(request: HttpRequest) -> dict[str, Any]:
    """Return the context of styleguide/index.html in the active language."""
    say = words(languages.active())
    interview = _page(request, InterviewPage, title=say.question, interviewer="Lilian")
    interview.publication, interview.publication_url = "Tribune", "https://example.org/"
    interview.conducted_on, interview.invitation = date(2026, 3, 1), say.sentence
    contact = _page(request, ContactPage, title=say.question)
    service = _service(request, say)
    answers = _answers(say)
    other_answers = [
        OtherAnswer("#main", q, say.label, say.sentence) for q in (say.question, say.long_question)
    ]
    inquiry = Inquiry(name=say.name, email="lea@gmial.com", organisation=say.long_name)
    inquiry.brief = [{"key": "goal", "label": say.question, "value": say.sentence}]
    wrong = _form(service, "wrong", {"email": "lea@", "brief_number": "x"})
    return {
        "say": say,
        "versions": [Alternate(say.other_language, say.label, "#main", "#main", False)],
        "missing": [Fallback(say.other_language, say.sentence, say.label, "#main")],
        "initials": [avatar_of(letters) for letters in INITIALS],
        "states": STATES,
        "on_page": ON_PAGE,
        "on_field": ON_FIELD,
        "sizes": SIZES,
        "interview": interview,
        "interview_lines": [interview, _page(request, InterviewPage, title=say.long_question)],
        "answers": answers,
        "topics": answers[1].topics,
        "search": Search(query=say.searched, topic="short"),
        "vain": Search(query="xyzzy", topic="short"),
        "others": other_answers,
        "other_count": other_count(other_answers),
        "announcement": announcement(len(answers), other_answers, nearest=False),
        "contact": contact,
        "service": service,
        "service_lines": [service, _page(request, ServicePage, title=say.long_label)],
        "steps": [_block(StepBlock(), title=say.label, text=say.sentence)] * 3,
        "cases": [
            _block(
                CaseStudyBlock(),
                client=say.long_name,
                situation=say.long_question,
                result=say.sentence,
                is_example=True,
            )
        ],
        # What turns are given that read rows of the database (templates/blocks).
        "turn_value": {"question": say.question, "intro": say.long_question},
        "testimonials": [
            Testimonial(quote=say.sentence, author=say.name),
            Testimonial(
                quote=say.long_question,
                author=say.long_name,
                role=say.long_label,
                is_example=True,
            ),
        ],
        "turns": _turns(say),
        "plain": _form(service, "plain"),
        "filled": _form(service, "filled", _typed(say)),
        "off": _form(service, "off", _typed(say), disabled=True),
        "wrong": wrong,
        "honeypot": HONEYPOT,
        "refusals": REFUSALS,
        "stale": REFUSALS[0],
        "ways": (Way("mailto:david@example.org", "david@example.org"),),
        "inquiry": inquiry,
        "message": Message(body=f"{say.sentence}\n\n{say.long_question}"),
        "tomorrow": date(2026, 11, 27),
    }


def _page(request: HttpRequest, model: type[Page], **fields: Any) -> Any:
    """A page that is nowhere; whatever links to it leads back to the style page."""
    site = Site.find_for_request(request)
    page = model(slug="styleguide", live=True, **fields)
    if site:
        page.locale = site.root_page.locale
        page.url_path = f"{site.root_page.url_path}styleguide/"
    return page


def _block(block: Any, **value: Any) -> Any:
    return block.bind(block.to_python(value))


def _service(request: HttpRequest, say: Words) -> ServicePage:
    service = _page(request, ServicePage, title=say.label, summary=say.sentence)
    service.offers = [
        Offer(name=say.label, price_from=Decimal(1200), unit=say.unit, tax_note=say.tax),
        Offer(name=say.long_label, description=say.long_question, is_example=True),
    ]
    service.brief_questions = [
        BriefQuestion(
            key=kind,
            kind=kind,
            label=say.long_question if kind == "long" else f"{say.question} ({kind})",
            help_text=say.sentence,
            choices=say.choices,
            required=kind in {"short", "choice"},
        )
        for kind in BriefQuestion.Kind.values
    ]
    return service


def _typed(say: Words) -> dict[str, Any]:
    first = say.choices.splitlines()[0]
    return {
        "name": say.long_name,
        "email": "lea@gmial.com",
        "message": f"{say.sentence}\n\n{say.long_question}",
        "organisation": say.name,
        "brief_short": say.sentence,
        "brief_long": say.long_question,
        "brief_number": "5-10",
        "brief_date": "15/03/2027",
        "brief_choice": first,
        "brief_choices": [first],
    }


def _form(
    service: ServicePage, name: str, data: Any = None, *, disabled: bool = False
) -> InquiryForm:
    """A form whose ids begin with `name`: there are several on the page."""
    initial = data if disabled else None
    bound = None if disabled else data
    form = InquiryForm(bound, services=ServicePage.objects.none(), service=service, initial=initial)
    form.auto_id = f"{name}_%s"
    for field_name, field in form.fields.items():
        field.disabled = disabled
        if disabled and field_name in (data or {}):
            field.initial = data[field_name]
    return form


def _answers(say: Words) -> list[AnswerView]:
    topics = (Topic(name=say.label, slug="short"), Topic(name=say.long_label, slug="long"))
    short = AnswerView(
        number=1, key="", slug="", url="", question=say.question, answer=f"<p>{say.sentence}</p>",
        topics=(), asked_on=None, addendum="", addendum_on=None,
        foreign=say.other_language,
    )  # fmt: skip
    long = AnswerView(
        number=12, key="", slug="interview", url="#interview", question=say.long_question,
        answer=say.prose * 2, topics=topics, asked_on=date(2025, 1, 31), addendum=say.prose,
        addendum_on=date(2026, 11, 1),
    )  # fmt: skip
    return [short, long]


def _turns(say: Words) -> Any:
    """One of each turn of a home page that needs no row of the database."""
    figures = [{"value": v, "caption": say.label} for v in ("30+", "5", "50 000", "110")]
    milestones = [
        {"year": year, "title": say.label, "detail": detail}
        for year, detail in (("2004", ""), (say.year, say.sentence), ("", say.long_question))
    ]
    milestones[0]["title_language"] = say.other_language
    question = {"question": say.question}
    values = [
        ("biography", {"question": say.long_question, "text": say.prose}),
        ("figures", question | {"figures": figures, "note": say.sentence}),
        ("milestones", question | {"milestones": milestones}),
        ("quote", {"text": say.sentence, "source": say.name}),
        ("text", question | {"text": say.prose}),
        (
            "contact",
            {"question": say.question, "text": f"<p>{say.sentence}</p>", "button": say.label},
        ),
        ("contact", {"question": say.long_question, "text": "", "button": say.long_label}),
    ]
    return DialogueBlock().to_python([{"type": kind, "value": value} for kind, value in values])
