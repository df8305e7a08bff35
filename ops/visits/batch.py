"""Collect counts in the memory of a process, and add them to the database once a minute.

A thread of its own writes, so that no visitor waits for the disk, and only when there is something
to write. What a process has when it is killed is lost: a minute of counts at most (decision 0072).
"""

import logging
import threading
from collections import Counter
from datetime import date

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F

from ops.models import DailyCount

logger = logging.getLogger(__name__)
EVERY = 60.0  # seconds between a count and its writing
# Anybody can make up names of sites. Those beyond so many a day are counted together.
MAX_SITES = 100
MAX_PATH = 500

Kind = DailyCount.Kind
Counts = Counter[tuple[Kind, date, str]]


class Batch:
    """The counts that this process has not written yet. Threads share it."""

    def __init__(self) -> None:
        self._pages: Counts = Counter()
        self._sites: Counts = Counter()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, day: date, path: str, site: str) -> None:
        """Count one view of `path`, and one arrival from `site` unless that is ""."""
        with self._lock:
            self._pages[Kind.PAGE, day, path[:MAX_PATH]] += 1
            if site:
                key = (Kind.SITE, day, site)
                is_one_more = key not in self._sites and len(self._sites) >= MAX_SITES
                self._sites[(Kind.SITE, day, DailyCount.OTHER_SITES) if is_one_more else key] += 1
            if self._timer is None:
                self._timer = threading.Timer(EVERY, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Add everything to the database. If that fails, it stays here for the next time."""
        with self._writing:
            with self._lock:
                pages, self._pages = self._pages, Counter()
                sites, self._sites = self._sites, Counter()
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
            if not pages:
                return
            try:
                _store(pages + sites)
            except (DatabaseError, InterfaceError) as error:
                logger.warning("page views were not stored yet: %s", type(error).__name__)
                with self._lock:
                    self._pages.update(pages)
                    self._sites.update(sites)
            finally:
                if threading.current_thread() is not threading.main_thread():
                    connection.close()


@transaction.atomic
def _store(counts: Counts) -> None:
    rows = sorted(_few_sites(counts).items())  # one order for all processes: no deadlock
    keys = [{"kind": kind, "day": day, "name": name} for (kind, day, name), _count in rows]
    DailyCount.objects.bulk_create([DailyCount(**key) for key in keys], ignore_conflicts=True)
    for key, (_key, count) in zip(keys, rows, strict=True):
        DailyCount.objects.filter(**key).update(count=F("count") + count)


def _few_sites(counts: Counts) -> Counts:
    """Return `counts` with at most MAX_SITES sites a day, together with those that are stored.

    Two processes that write at the same moment may each add theirs (not on SQLite).
    """
    known: dict[date, set[str]] = {}
    kept: Counts = Counter()
    for (kind, day, name), count in counts.most_common():
        if kind == Kind.SITE and name != DailyCount.OTHER_SITES:
            if day not in known:
                known[day] = _sites_of(day)
            sites = known[day]
            if name not in sites and len(sites) >= MAX_SITES:
                name = DailyCount.OTHER_SITES
            else:
                sites.add(name)
        kept[kind, day, name] += count
    return kept


def _sites_of(day: date) -> set[str]:
    rows = DailyCount.objects.filter(kind=Kind.SITE, day=day).exclude(name=DailyCount.OTHER_SITES)
    return set(rows.values_list("name", flat=True))


batch = Batch()
