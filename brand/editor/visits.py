"""The dashboard's panel about visits: how often which page was opened, and from which sites."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from brand.interview.answer import Answer
from ops.dates import date_in_words, month_in_words
from ops.models import DailyCount
from ops.visits import counts

LINES = 10  # in each table
DAYS, MONTHS = 30, 12
# The drawing's own units; the style sheet gives it its size.
STEP, HEIGHT = 10, 100


@dataclass(frozen=True)
class Bar:
    """The page views of a day or a month, and the place of their bar in the drawing."""

    label: str
    count: int
    x: int
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True)
class Line:
    """A page with its views. `title` is "" for one that is no longer there."""

    path: str
    title: str
    count: int


class VisitsPanel(Component):
    """Page views of the last 30 days, or with `?visits=year` of the last twelve months."""

    name = "visits"
    order = 28
    template_name = "brand/visits_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        is_year = parent_context["request"].GET.get("visits") == "year"
        views = counts.views_per_month(MONTHS) if is_year else counts.views_per_day(DAYS)
        drawn = bars(views, month_in_words if is_year else date_in_words)
        since = views[0][0]
        pages = counts.most_counted(DailyCount.Kind.PAGE, since, LINES)
        titles = titles_of([path for path, _count in pages])
        return {
            "is_empty": not DailyCount.objects.exists(),
            "is_year": is_year,
            "total": sum(count for _day, count in views),
            "highest": max(bar.count for bar in drawn),
            "bars": drawn,
            "first": drawn[0],
            "last": drawn[-1],
            "width": STEP * len(drawn),
            "pages": [Line(path, titles.get(path, ""), count) for path, count in pages],
            "sites": counts.most_counted(DailyCount.Kind.SITE, since, LINES),
        }


def bars(views: Sequence[tuple[date, int]], in_words: Callable[[date], str]) -> list[Bar]:
    """Return a bar for each day or month. The highest fills the drawing; only 0 has no height."""
    highest = max(count for _day, count in views) or 1
    return [
        Bar(in_words(day), count, STEP * place, -(-count * HEIGHT // highest))
        for place, (day, count) in enumerate(views)
    ]


def titles_of(paths: Sequence[str]) -> dict[str, str]:
    """Return {path: title of its page, or question of its answer} for what is online. Two queries.

    Paths that have gone, or that nobody gave to a page, are left out.
    """
    slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
    pages = Page.objects.live().filter(Q(slug__in=slugs) | Q(depth=2)).select_related("locale")
    answers = Answer.objects.public().filter(slug__in=slugs).select_related("page__locale")
    found = {page.get_url(): page.title for page in pages}
    found |= {f"{answer.page.get_url()}{answer.slug}/": answer.question for answer in answers}
    return {path: found[path] for path in paths if path in found}
