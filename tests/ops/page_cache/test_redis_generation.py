"""Several machines agree through Redis: a page is at most one second old, and Redis may go."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from redis import Redis
from redis.exceptions import ConnectionError as NoConnection

from ops.page_cache.redis_generation import FRESH, RedisGeneration
from tests.servers import free_port

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed"),
]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Server:
    """A Redis that can go, come back, and has forgotten everything or nothing then."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self.client = Redis(port=self.port, socket_timeout=5)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            cwd=self._folder, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        while True:
            try:
                self.client.ping()
            except NoConnection:
                continue
            return

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("redis"))
    made.start()
    yield made
    made.stop()
    made.client.close()


@pytest.fixture
def redis(server: Server) -> Redis:
    server.client.flushall()
    return server.client


class Switch:
    """A connection to Redis that can be cut."""

    def __init__(self, redis: Redis) -> None:
        self._redis, self.is_cut = redis, False

    def eval(self, *arguments: Any) -> Any:
        if self.is_cut:
            raise NoConnection
        return self._redis.eval(*arguments)


def machines(redis: Redis, count: int = 2) -> tuple[Clock, list[RedisGeneration], list[Switch]]:
    clock, cables = Clock(), [Switch(redis) for _ in range(count)]
    return clock, [RedisGeneration(c, "site", clock) for c in cables], cables  # type: ignore[arg-type]


def test_machines_agree_and_nothing_is_kept_during_a_change(redis: Redis) -> None:
    clock, (one, two), _ = machines(redis)
    before = one.current()
    assert before
    assert two.current() == before
    pending = one.begin_change()
    assert one.current() is None
    clock.now += FRESH
    assert two.current() is None
    one.end_change(pending)
    after = one.current()
    assert after not in {before, None}
    clock.now += FRESH
    assert two.current() == after


def test_another_machine_is_at_most_one_second_behind(redis: Redis) -> None:
    clock, (one, two), _ = machines(redis)
    before = two.current()
    one.end_change(one.begin_change())
    clock.now += FRESH * 0.99
    assert two.current() == before
    clock.now += FRESH * 0.02
    assert two.current() == one.current() != before


def test_sites_of_one_redis_are_apart(redis: Redis) -> None:
    one, two = RedisGeneration(redis, "a", Clock()), RedisGeneration(redis, "b", Clock())
    before = two.current()
    one.renew()
    assert RedisGeneration(redis, "b", Clock()).current() == before


def test_a_machine_that_died_during_a_change_is_not_waited_for_for_ever(redis: Redis) -> None:
    clock, (one, two), _ = machines(redis)
    before = two.current()
    one.begin_change()
    clock.now += FRESH
    assert two.current() is None
    marks = "page_cache:site:pending"
    redis.zadd(marks, dict.fromkeys(redis.zrange(marks, 0, -1), 1))  # its time is over
    clock.now += FRESH
    assert two.current() not in {before, None}


def test_without_redis_nothing_is_kept_and_nothing_fails(server: Server, redis: Redis) -> None:
    clock, (one, two), _ = machines(redis)
    before = one.current()
    server.stop()
    try:
        clock.now += FRESH
        assert (one.current(), two.current()) == (None, None)
        one.end_change(one.begin_change())
        assert one.current() is None
    finally:
        server.start()
    clock.now += FRESH
    assert one.current() not in {before, None}


def test_a_change_that_redis_was_not_told_of_is_told_later(redis: Redis) -> None:
    """A cable is pulled: the others still have Redis, with the old name in it."""
    clock, (one, two), (cable, _) = machines(redis)
    before = two.current()
    cable.is_cut = True
    one.end_change(one.begin_change())
    assert one.current() is None
    cable.is_cut = False
    clock.now += FRESH
    after = one.current()
    assert after not in {before, None}
    clock.now += FRESH
    assert two.current() == after


def test_a_name_ends_by_itself(redis: Redis) -> None:
    machines(redis)[1][0].current()
    assert 0 < redis.ttl("page_cache:site:name") <= 3600


class Model(RuleBasedStateMachine):
    """Content is a number. A page is rendered from it, kept by name, and never older than FRESH."""

    redis: Redis

    def __init__(self) -> None:
        super().__init__()
        self.redis.flushall()
        self.clock, self.machines, self.cables = machines(self.redis, 3)
        self.content, self.changed_at = 0, [(float("-inf"), 0)]
        self.kept: dict[str, int] = {}  # what all machines share is worse than what each has
        self.open: list[tuple[int, str]] = []

    @rule(who=st.integers(0, 2), dies=st.booleans())
    def change(self, who: int, dies: bool) -> None:
        pending = self.machines[who].begin_change()
        self.content += 1
        if not dies:
            self.machines[who].end_change(pending)
            if not self.cables[who].is_cut:
                self.changed_at.append((self.clock.now, self.content))

    @rule(who=st.integers(0, 2))
    def read(self, who: int) -> None:
        name = self.machines[who].current()
        if name is None:
            return
        shown = self.kept.setdefault(name, self.content)
        acknowledged = max(c for at, c in self.changed_at if at <= self.clock.now - FRESH)
        assert shown >= acknowledged

    @rule(who=st.integers(0, 2))
    def change_and_look(self, who: int) -> None:
        self.change(who, dies=False)
        name = self.machines[who].current()
        assert name is None or self.kept.setdefault(name, self.content) == self.content

    @rule(seconds=st.sampled_from([0.3, 1.0, 5.0]))
    def wait(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule(who=st.integers(0, 2))
    def cut_or_mend(self, who: int) -> None:
        self.cables[who].is_cut = not self.cables[who].is_cut

    @rule()
    def restart_empty(self) -> None:
        self.redis.flushall()


def test_no_page_is_older_than_a_second(redis: Redis) -> None:
    Model.redis = redis
    run_state_machine_as_test(
        Model, settings=settings(max_examples=60, stateful_step_count=30, deadline=None)
    )
