"""A durable inquiry beside the framework's own contact form, whose mail is in the request."""

from statistics import median
from urllib.parse import urlencode

from tests.bench.client import Measured, request
from tests.bench.sites import Servers
from tests.bench.table import ROUNDS, Promises, Ratio, cpu, write
from tests.faults.load import visitors

POSTS = 10  # of a slice
STOCK = "the stock form: a row and a mail"
BARE = "a bare form: a row"
OURS = "ours: on disk, mails in the outbox"


def measure(servers: Servers, promises: Promises) -> None:
    """Print how many forms a second each takes, one after the other, on one connection."""
    bare, ours = servers.django, servers.many
    typed = urlencode({"name": "Léa Martin", "email": "lea@client.example", "message": "Bonjour."})
    forms = {
        STOCK: [request("/stock/", bare.port, "POST", typed)] * POSTS,
        BARE: [request("/contact/", bare.port, "POST", typed)] * POSTS,
    }
    people = visitors(ours.site.url, "bench", POSTS * (ROUNDS + 1))
    sent = [
        request(
            "/contact/", ours.port, "POST", urlencode(each.fields), Sec_Fetch_Site="same-origin"
        )
        for each in people
    ]
    found: dict[str, list[Measured]] = {STOCK: [], BARE: [], OURS: []}
    # The first round is for warming up.
    for number in range(ROUNDS + 1):
        for name, asked in forms.items():
            found[name].append(bare.measure(asked))
        found[OURS].append(ours.measure(sent[number * POSTS :][:POSTS]))
    write(f"\n{'Forms sent':42}{'status':>7}{'a second':>9}{'to stock':>9}{'CPU, ms':>9}      ±")
    for name, measured in found.items():
        ratio = Ratio.of(measured[1:], found[STOCK][1:])
        rate, used = median(each.rate for each in measured[1:]), cpu(measured[1:])
        status = measured[-1].status
        write(f"{name:42}{status:7}{rate:9.0f}{ratio.value:9.2f}{used:9.2f}{ratio.spread:7.0%}")
        if name == OURS:
            promises.at_least("durable inquiries to the stock form", ratio.value, 2)
