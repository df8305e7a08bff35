"""Move the rows of an SQLite database into PostgreSQL."""

from collections.abc import Iterator

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from ops.models import ContentGeneration

BATCH = 500


def copied_models() -> list[type[models.Model]]:
    """All models with a table of their own that both databases have in common.

    Not the search index: each database has its own kind, made anew from the content. Nor the name
    of the content's generation, which copying changes.
    """
    every = apps.get_models(include_auto_created=True)
    return [
        model
        for model in every
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and not is_search_index(model._meta.db_table)
        and model is not ContentGeneration
    ]


def is_search_index(table: str) -> bool:
    """Whether `table` belongs to the search index, whose form depends on the database."""
    return "indexentry" in table


def copy_rows(source: str) -> None:
    """Replace all rows of the site's database by those of the alias `source`: all or nothing.

    Both have the same migrations. Keys stay as they are; later ones follow on from them. Raises
    DatabaseError, with nothing changed, for a value that PostgreSQL does not take.
    """
    every = copied_models()
    database = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic(), database.cursor() as cursor:
        # Migrations put rows into an empty database: a first page, languages, permissions.
        names = ", ".join(database.ops.quote_name(model._meta.db_table) for model in every)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for model in every:
            for rows in _batches(model, source):
                # Unchanged and without signals: moving a row must send no mail and update no index.
                everything = model._base_manager.using(DEFAULT_DB_ALIAS)
                everything._insert(  # type: ignore[attr-defined]  # what bulk_create is made of
                    rows,
                    fields=list(model._meta.local_concrete_fields),
                    using=DEFAULT_DB_ALIAS,
                    raw=True,
                )
        for statement in database.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)


def _batches(model: type[models.Model], source: str) -> Iterator[list[models.Model]]:
    rows = model._base_manager.using(source).order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])
