"""Packages can be hidden from a library that would load them only because they are there."""

import sys

import pytest

from ops.processes.optional_packages import hidden

pytestmark = pytest.mark.any_database


def test_a_package_is_hidden_only_within_the_block_and_if_it_is_not_loaded() -> None:
    with hidden("antigravity", "json"):
        import json

        with pytest.raises(ImportError):
            import antigravity  # noqa: F401
    assert json is sys.modules["json"]
    assert "antigravity" not in sys.modules


def test_it_is_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), hidden("antigravity"):
        raise RuntimeError
    assert "antigravity" not in sys.modules
