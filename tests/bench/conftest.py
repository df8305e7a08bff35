"""The sites of the fault tests, to be measured."""

from tests.faults.conftest import new, template

__all__ = ["new", "template"]
