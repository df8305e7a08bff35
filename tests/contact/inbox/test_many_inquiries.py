"""The owner's list costs the same however many inquiries there are, and shows each of them once.

Nothing is measured in seconds: the database says how it finds what it is asked for.
"""

import re
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brand.models import HomePage
from contact.inquiries import retention
from contact.models import Delivery, Inquiry

pytestmark = pytest.mark.django_db

LIST = "/admin/inquiries/"
PER_PAGE = 50
ORDERS = ["name", "reply_by", "status", "created_at"]
ORDERS = ["", *(f"?ordering={sign}{name}" for name in ORDERS for sign in ("", "-"))]


def add(count: int, **fields: Any) -> list[Inquiry]:
    """Add inquiries that are alike, of one moment, with their mails."""
    now = timezone.now()
    alike = {"name": "Léa Martin", "email": "lea@client.example", "reply_by": now.date()}
    made = Inquiry.objects.bulk_create(
        Inquiry(**{"created_at": now, "search_text": "lea martin"} | alike | fields)
        for _ in range(count)
    )
    Delivery.objects.bulk_create(
        Delivery(inquiry=each, kind=kind, state=Delivery.State.SENT)
        for each in made
        for kind in Delivery.ON_RECEIPT
    )
    return made


def shown(admin: Client, query: str = "") -> list[str]:
    """Return the addresses of the inquiries on one page of the list, in their order."""
    page = BeautifulSoup(admin.get(LIST + query).content, "html.parser")
    return [str(link["href"]) for link in page.select("td.title .title-wrapper a")]


def asked(admin: Client, query: str) -> list[str]:
    """Return what the database is asked about inquiries for one page of the list, once warm."""
    admin.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        assert admin.get(LIST + query).status_code == 200
        statements = [each["sql"] for each in captured]
    return [sql for sql in statements if 'FROM "contact_inquiry"' in sql]


def plan(sql: str) -> str:
    """Return how the database answers `sql`, as it does when there is much."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        # With a few rows it would always read and sort them all.
        for way in ("seqscan", "bitmapscan", "sort", "hashagg"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


# Rows that are all read, or all put in order, before the first is shown.
READS_ALL = re.compile(
    r"SCAN contact_inquiry(?! USING)|B-TREE FOR (ORDER BY|DISTINCT)|Seq Scan on contact_inquiry"
    r"|->\s+Sort$|HashAggregate|Unique",
    re.MULTILINE,
)


@pytest.mark.parametrize("query", [*ORDERS, "?status=new", "?mail=sent"])
def test_one_page_is_found_without_reading_all(admin: Client, home: HomePage, query: str) -> None:
    add(1)
    (page,) = [sql for sql in asked(admin, query) if '"reference"' in sql and "LIMIT" in sql]
    assert not READS_ALL.search(plan(page)), plan(page)
    # Otherwise one could be on two pages, and another on none.
    assert re.search(r'"contact_inquiry"\."id" (ASC|DESC)\s+LIMIT', page), "the order is open"


@pytest.mark.parametrize("query", ["?ordering=status&p=", "?ordering=-reply_by&p="])
def test_equal_ones_are_on_one_page_each(admin: Client, home: HomePage, query: str) -> None:
    made = add(2 * PER_PAGE + 5)
    found = [each for page in (1, 2, 3) for each in shown(admin, f"{query}{page}")]
    assert len(found) == len(set(found)) == len(made)


def test_an_order_can_be_turned_round(admin: Client, home: HomePage) -> None:
    add(3)
    add(2, name="Aline")
    there = shown(admin, "?ordering=name")
    assert shown(admin, "?ordering=-name") == there[::-1]


def test_a_search_reads_the_texts_once(admin: Client, home: HomePage) -> None:
    add(2)
    sought = add(2, search_text="trouvaille")
    reads = [sql for sql in asked(admin, "?q=trouvaille") if "LIKE" in sql]
    assert len(reads) == 1, reads
    assert len(shown(admin, "?q=trouvaille")) == len(sought)


def test_a_search_that_finds_many_has_all_its_pages(admin: Client, home: HomePage) -> None:
    add(501)
    page = admin.get(f"{LIST}?q=martin&p=11")
    assert len(page.context["object_list"]) == 1


def test_filters_and_a_search_hold_together(admin: Client, home: HomePage) -> None:
    add(2)
    (won,) = add(1, status="won")
    assert shown(admin, "?q=martin&status=won") == [f"{LIST}inspect/{won.pk}/"]


def test_two_mails_of_one_inquiry_show_it_once(admin: Client, home: HomePage) -> None:
    made = add(3)
    made[0].deliveries.update(state=Delivery.State.FAILED)
    assert len(shown(admin, "?mail=sent")) == 2
    assert shown(admin, "?mail=failed") == [f"{LIST}inspect/{made[0].pk}/"]


@pytest.mark.parametrize("query", ["?p=2", "?status=new&mail=sent&q=martin"])
def test_more_inquiries_need_no_more_queries(admin: Client, home: HomePage, query: str) -> None:
    add(2 * PER_PAGE)
    few = len(asked(admin, query))
    add(4 * PER_PAGE)
    assert len(asked(admin, query)) == few


def test_deleting_what_has_expired_reads_no_texts(home: HomePage) -> None:
    long_ago, text, count = timezone.now() - timedelta(days=10_000), "mot " * 5000, 120
    add(count, created_at=long_ago, last_message_at=long_ago, search_text=text)
    tracemalloc.start()
    assert retention.purge() == count
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < len(text) * count / 3
    assert not Inquiry.objects.exists()
