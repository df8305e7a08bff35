"""The generation of a site that runs on several machines, in the Redis that they share.

The steps are those of `ops.page_cache.generation`; each is one script, which Redis runs alone. A
machine asks once a second at most: it shows no page that is older than that.
"""

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

FAILURES = (RedisError, OSError)
FRESH = 1.0  # seconds for which an answer of Redis is believed
# Nobody holds a lock for a dead process here: after so many seconds its mark counts for nothing.
LEASE = 120
# A name ends by itself, in case somebody changed content who never reached Redis again.
LONGEST = 3600

# Begin a generation unless a change is pending. KEYS: name, marks. ARGV: new name, seconds.
_BEGIN = """
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', redis.call('TIME')[1])
if redis.call('ZCARD', KEYS[2]) > 0 then return false end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return ARGV[1]
"""
_CURRENT = "local name = redis.call('GET', KEYS[1])\nif name then return name end\n" + _BEGIN
_END = "redis.call('ZREM', KEYS[2], ARGV[3])\nredis.call('DEL', KEYS[1])\n" + _BEGIN
_MARK = """
redis.call('ZADD', KEYS[2], redis.call('TIME')[1] + ARGV[2], ARGV[1])
redis.call('DEL', KEYS[1])
"""


class RedisGeneration:
    """`site` tells apart the sites that use one Redis. `clock` returns seconds.

    While Redis does not answer, nothing is kept and nothing served from the cache. A change that it
    could not be told of is told as soon as it answers again; until then this process keeps nothing.
    """

    def __init__(
        self, redis: "Redis", site: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._redis = redis
        self._keys = [f"page_cache:{site}:name", f"page_cache:{site}:pending"]
        self._clock = clock
        self._name: str | None = None
        self._fresh_until = float("-inf")
        self._untold = False

    def current(self) -> str | None:
        now = self._clock()
        if now >= self._fresh_until:
            if self._untold:
                self._tell("")
            name = None if self._untold else self._ask(_CURRENT, secrets.token_hex(8), LONGEST)
            self._name, self._fresh_until = name, now + FRESH
        return self._name

    def begin_change(self) -> str:
        mark = secrets.token_hex(8)
        self._untold |= self._ask(_MARK, mark, LEASE, otherwise="") == ""
        self._forget()
        return mark

    def end_change(self, pending: str) -> None:
        self._tell(pending)
        self._forget()

    def renew(self) -> None:
        self.end_change("")

    def _tell(self, mark: str) -> None:
        """Take `mark` away and let a new generation begin, now or as soon as Redis answers."""
        told = self._ask(_END, secrets.token_hex(8), LONGEST, mark, otherwise="")
        self._untold = told == ""

    def _forget(self) -> None:
        self._name, self._fresh_until = None, float("-inf")

    def _ask(self, script: str, *arguments: Any, otherwise: str | None = None) -> str | None:
        """Return what `script` returns, `otherwise` if Redis does not answer."""
        try:
            said: Any = self._redis.eval(script, len(self._keys), *self._keys, *arguments)
        except FAILURES as error:
            logger.warning("pages are not kept: Redis does not answer (%s)", type(error).__name__)
            return otherwise
        return said.decode() if isinstance(said, bytes) else None
