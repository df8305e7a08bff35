"""Registries: what rooms add by name."""

import pytest

from ops.registry import Registry


def test_the_same_name_again_replaces_in_its_place() -> None:
    registry = Registry[int]()
    for name, entry in [("b", 1), ("a", 2), ("b", 3)]:
        registry.register(name, entry)
    assert list(registry.items()) == [("b", 3), ("a", 2)]


def test_what_is_there_temporarily_leaves_nothing_behind_even_when_it_fails() -> None:
    registry = Registry[int]()
    registry.register("kept", 1)
    seen = {}

    def fail() -> None:
        with registry.temporarily({"other": 2}):
            registry.register("added", 3)
            seen.update(registry)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert seen == {"other": 2, "added": 3}
    assert dict(registry) == {"kept": 1}
