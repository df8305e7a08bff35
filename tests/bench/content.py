"""Content for measurements: so many answers, services and inquiries beside the demonstration."""

import json
import sys
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brand.models import Answer, InterviewPage
from contact.inquiries import search
from contact.models import Delivery, Inquiry, Message
from ops.models import User
from services.models import Offer, ServiceIndexPage, ServicePage

LANGUAGE = "fr"
FOUND_ONCE = "trouvaille"
# What an owner has done with a hundred inquiries.
STATUSES = {"new": 3, "open": 5, "answered": 40, "won": 12, "declined": 10, "archived": 30}


@transaction.atomic
def fill(answers: int, services: int, inquiries: int) -> None:
    """Bring the French part of the demonstration to these numbers."""
    stored = InterviewPage.objects.filter(locale__language_code=LANGUAGE).first()
    assert stored is not None
    page = stored.latest_revision.as_object() if stored.latest_revision else stored
    known = list(page.answers.all())
    page.answers.set(known[:answers])
    for number in range(len(known), answers):
        like = known[number % len(known)]
        page.answers.add(
            Answer(
                question=f"{like.question} {number}",
                answer=f"{like.answer}<p>mot{number}</p>",
                locale=page.locale,
                sort_order=number,
            )
        )
    known[0].answer += f"<p>{FOUND_ONCE}</p>"
    page.save_revision().publish()
    index = ServiceIndexPage.objects.get(locale=page.locale)
    for number in range(index.get_children().count(), services):
        service = ServicePage(title=f"Service {number}", summary="Un plan.", locale=page.locale)
        service.offers.add(Offer(name="Diagnostic", price_from=1200, locale=page.locale))
        index.add_child(instance=service)
    add_inquiries(inquiries)


def add_inquiries(count: int) -> None:
    """Add inquiries as they are after years: messages of 120 words, answered, mails sent.

    They came every half hour, the last just now.
    """
    now, service = timezone.now(), ServicePage.objects.first()
    statuses = [status for status, share in STATUSES.items() for _ in range(share)]
    text = " ".join(f"mot{number}" for number in range(120))
    words = search.text_of(Inquiry(name="Léa Martin", email="lea@client.example"), [text])
    kept = []
    for number in range(count):
        came = now - timedelta(minutes=30 * (count - number))
        kept.append(
            Inquiry(
                name=f"Léa Martin {number}",
                email=f"lea-{number}@client.example",
                language=LANGUAGE,
                # 37 has no factor in common with 100: all statuses come in turn.
                status=statuses[37 * number % len(statuses)],
                service=service,
                service_title=service.title if service else "",
                created_at=came,
                last_message_at=came,
                reply_by=(came + timedelta(days=2)).date(),
                search_text=f"{words} lea{number}",
            )
        )
    Inquiry.objects.bulk_create(kept, batch_size=500)
    Message.objects.bulk_create(
        (Message(inquiry=each, body=text, created_at=each.created_at) for each in kept),
        batch_size=500,
    )
    Delivery.objects.bulk_create(
        (
            Delivery(inquiry=each, kind=kind, state=Delivery.State.SENT, sent_at=each.created_at)
            for each in kept
            for kind in Delivery.ON_RECEIPT
        ),
        batch_size=500,
    )


def addresses() -> dict[str, str]:
    """Return {kind of page: address}, the same however much content there is."""
    interview = InterviewPage.objects.get(locale__language_code=LANGUAGE)
    index = ServiceIndexPage.objects.get(locale__language_code=LANGUAGE)
    answer = interview.answers.first()
    service = index.get_children().live().first()
    assert answer is not None
    assert service is not None
    return {
        "home": "/",
        "interview": interview.get_url(),
        "answer": f"{interview.get_url()}{answer.slug}/",
        "services": index.get_url(),
        "service": service.get_url(),
        # Finds the same, whatever else there is.
        "search": f"{interview.get_url()}?q={FOUND_ONCE}",
        "contact": "/contact/",
        "sitemap": "/sitemap.xml",
    }


def owner_addresses() -> dict[str, str]:
    """Return {screen of the owner: address}."""
    last = -(-Inquiry.objects.count() // 50)
    return {
        "dashboard": "/admin/",
        "inquiries": "/admin/inquiries/",
        "the last page": f"/admin/inquiries/?p={last}",
        "those answered": "/admin/inquiries/?status=answered",
        "with mails sent": "/admin/inquiries/?mail=sent",
        "a search": "/admin/inquiries/?q=martin",
        "by day promised": "/admin/inquiries/?ordering=reply_by",
        "one inquiry": f"/admin/inquiries/inspect/{Inquiry.objects.latest('pk').pk}/",
        "images": "/admin/images/",
        "site history": "/admin/reports/site-history/",
    }


def prepare(answers: int, services: int, inquiries: int) -> None:
    """Make so much content; write addresses, their queries and a session as JSON.

    Queries are counted once all is warm.
    """
    fill(answers, services, inquiries)
    visitor, owner = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION="none"), Client()
    owner.force_login(User.objects.get())
    owner.defaults["HTTP_HOST"] = "localhost"
    told = {
        "pages": addresses(),
        "screens": owner_addresses(),
        "session": owner.cookies["sessionid"].value,
    }
    told["queries"] = {path: queries(visitor, path) for path in told["pages"].values()}
    told["queries"] |= {path: queries(owner, path) for path in told["screens"].values()}
    sys.stdout.write(json.dumps(told))


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        status = client.get(path).status_code
        found = len(counted)
    assert status == 200, f"{path}: {status}"
    return found
