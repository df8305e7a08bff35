"""A list of rows that no public page shows: writing them leaves the finished pages as they are.

The list is short, each entry has its reason, and whatever is not in it counts as content. Rooms add
their own in `AppConfig.ready`. A test (tests/ops/page_cache/test_layer.py) holds that no page reads
these tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ops.registry import Registry

WRITING = frozenset({"INSERT", "UPDATE", "DELETE"})


@dataclass(frozen=True)
class Unseen:
    """Rows of `tables`, if written by one of `verbs`; if `columns` are named, only those."""

    tables: frozenset[str]
    verbs: frozenset[str] = WRITING
    columns: frozenset[str] = frozenset()


# {reason: what}
unseen = Registry[Unseen]()

_STATEMENT = re.compile(
    r"\s*(?:(INSERT)(?:\s+OR\s+\w+)?\s+INTO|(UPDATE)|(DELETE)\s+FROM)\s+[\"`]?(\w+)[\"`]?",
    re.IGNORECASE,
)
# As Django writes it. Whatever is written by hand counts as content.
_ASSIGNED = re.compile(r'(?:, |^)"(\w+)" = (?:%s|NULL)')
_ASSIGNMENTS = re.compile(rf"(?:{_ASSIGNED.pattern})*")
# An insert that may replace or update.
_CONFLICT = re.compile(r"\bOR\s+REPLACE\b|\bDO\s+UPDATE\b", re.IGNORECASE)


def is_unseen(sql: str) -> bool:
    """Whether the statement `sql`, which is one alone, writes only what no page shows."""
    found = _STATEMENT.match(sql)
    if not found:
        return False
    verbs = {(found[1] or found[2] or found[3]).upper()}
    if _CONFLICT.search(sql):
        verbs |= {"UPDATE", "DELETE"}
    return any(_covers(entry, verbs, sql) for entry in _of_table(found[4]))


def _of_table(table: str) -> Iterator[Unseen]:
    return (entry for entry in unseen.values() if table in entry.tables)


def _covers(entry: Unseen, verbs: set[str], sql: str) -> bool:
    if not verbs <= entry.verbs:
        return False
    if not entry.columns:
        return True
    assigned = sql.partition(" SET ")[2].partition(" WHERE ")[0]
    return (
        verbs == {"UPDATE"}
        and bool(_ASSIGNMENTS.fullmatch(assigned))
        and set(_ASSIGNED.findall(assigned)) <= entry.columns
    )


def register() -> None:
    """Register what concerns this room and the libraries."""
    for reason, tables in {
        "log-ins, and what is kept for them": (
            "django_session", "account_emailaddress", "account_emailconfirmation",
            "mfa_authenticator", "ops_guesslimit", "ops_setuplink", "wagtailcore_apitoken",
        ),
        "who works in the admin, and how": (
            "ops_user", "ops_user_groups", "ops_user_user_permissions", "wagtailusers_userprofile",
            "auth_group", "auth_group_permissions", "wagtailcore_grouppagepermission",
            "wagtailcore_groupcollectionpermission", "wagtailcore_groupsitepermission",
        ),
        "drafts, and the talk about them": (
            "wagtailcore_revision", "wagtailadmin_editingsession", "wagtailadmin_formstate",
            "wagtailcore_uploadedfile", "wagtailcore_comment", "wagtailcore_commentreply",
            "wagtailcore_pagesubscription", "wagtailcore_taskstate", "wagtailcore_workflowstate",
        ),
        "the admin's records": (
            "wagtailcore_modellogentry", "wagtailcore_pagelogentry", "wagtailcore_referenceindex",
        ),
        "searches, which are not kept": (
            "wagtailsearch_indexentry", "wagtailsearch_indexentry_fts",
        ),
        "signs of life, counts and mails of this machine": (
            "ops_heartbeat", "ops_counted", "ops_dailycount", "ops_queuedmail",
        ),
        "the name of the generation itself": (
            "ops_contentgeneration",
        ),
    }.items():  # fmt: skip
        unseen.register(reason, Unseen(frozenset(tables)))
    unseen.register(
        "that a page has a draft",
        Unseen(
            frozenset({"wagtailcore_page"}),
            columns=frozenset(
                {
                    "draft_title",
                    "has_unpublished_changes",
                    "latest_revision_id",
                    "latest_revision_created_at",
                }
            ),
        ),
    )
