"""The sites of the fault tests, for measurements."""

from tests.faults.conftest import new, template

__all__ = ["new", "template"]
