"""Do once, before processes are forked, what each of them would do for its first visitor.

Django reads templates, compiles them and builds forms when they are first asked for. What is there
before the fork is shared, and nobody waits for it (decision 0074).
"""

import logging
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection, connections

from ops.page_cache.warm import environ_of
from ops.registry import Registry

logger = logging.getLogger(__name__)
# Rooms register what lists the addresses ("https://…/") of a page of each kind.
addresses = Registry[Callable[[], Iterable[str]]]()


def preload() -> None:
    """Make the pages of `addresses` and throw them away; none if the database does not answer.

    They are made in a thread of its own. With it end its connections, its language and whatever
    else a request leaves behind, so that no process inherits them.
    """
    thread = Thread(target=_make_pages)
    thread.start()
    thread.join()


def _make_pages() -> None:
    handler: Any = WSGIHandler()
    try:
        connection.ensure_connection()
        for listed in addresses.values():
            for address in listed():
                answer = handler(environ_of(address), lambda *_: None)
                for _part in answer:
                    pass
                answer.close()
    except DatabaseError as error:
        logger.warning("no page was made before the start: %s", error)
    finally:
        connections.close_all()
