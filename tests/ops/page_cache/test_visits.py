"""Pages that Django never sees are counted as the others are."""

from collections.abc import Callable

from ops.models import DailyCount
from ops.visits.batch import batch
from ops.visits.wsgi import VisitCounter
from tests.ops.page_cache.browser import ask
from tests.ops.page_cache.conftest import Process

BROWSER = {"user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def test_a_kept_page_is_counted_each_time_it_is_shown(
    process: Process, processes: Callable[..., Process]
) -> None:
    one, another = VisitCounter(process.cache), VisitCounter(processes().cache)
    first = ask(one, "/entretien/", **BROWSER)
    ask(one, "/entretien/", **BROWSER)
    ask(another, "/entretien/", **BROWSER)
    assert ask(another, "/entretien/", if_none_match=first.headers["ETag"], **BROWSER).status == 304
    before = process.generation.current()

    batch.write()

    assert dict(DailyCount.objects.values_list("name", "count")) == {"/entretien/": 4}
    assert process.generation.current() == before is not None, "a count is no change of content"


def test_what_is_kept_and_no_page_or_no_visit_is_not_counted(process: Process) -> None:
    application = VisitCounter(process.cache)
    for _ in range(2):
        assert ask(application, "/sitemap.xml", **BROWSER).status == 200
        assert ask(application, "/", sec_purpose="prefetch", **BROWSER).status == 200
        assert ask(application, "/", method="HEAD", **BROWSER).status == 200
        assert ask(application, "/", user_agent="Googlebot/2.1").status == 200

    batch.write()

    assert not DailyCount.objects.exists()
