"""Content for measurements: so many answers, services and inquiries beside the demonstration."""

import json
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brand.models import Answer, InterviewPage
from contact.models import Inquiry
from services.models import Offer, ServiceIndexPage, ServicePage


def fill(answers: int, services: int, inquiries: int) -> None:
    """Bring the French part of the demonstration to these numbers."""
    stored = InterviewPage.objects.filter(locale__language_code="fr").first()
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
    page.save_revision().publish()
    index = ServiceIndexPage.objects.get(locale=page.locale)
    for number in range(index.get_children().count(), services):
        service = ServicePage(title=f"Service {number}", summary="Un plan.", locale=page.locale)
        service.offers.add(Offer(name="Diagnostic", price_from=1200, locale=page.locale))
        index.add_child(instance=service)
    Inquiry.objects.bulk_create(
        Inquiry(name=f"N{number}", email="a@example.org", language="fr")
        for number in range(inquiries)
    )


def count_queries(paths: list[str]) -> None:
    """Write {path: number of queries}, once all is warm, as JSON to standard output."""
    client, counted = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION="none"), {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counted[path] = len(queries)
    sys.stdout.write(json.dumps(counted))
