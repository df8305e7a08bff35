"""Every imported package is named in pyproject.toml, not only installed with another one."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"brand", "config", "contact", "ops", "services"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def normal(name: str) -> str:
    """The name of a distribution as PyPA compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=;~! ]", each)[0]) for each in requirements}


def imported(*folders: str) -> dict[str, set[str]]:
    """{distribution: files that import it}, without the standard library and our own rooms."""
    distributions = packages_distributions()
    found: dict[str, set[str]] = {}
    for file in (file for folder in folders for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            for module in {name.split(".")[0] for name in modules}:
                if module not in ROOMS | {"tests"} | sys.stdlib_module_names:
                    for distribution in distributions.get(module, [module]):
                        found.setdefault(normal(distribution), set()).add(str(file.name))
    return found


def test_what_the_site_imports_is_named() -> None:
    names = named(PROJECT["project"]["dependencies"])
    unnamed = {name: files for name, files in imported(*ROOMS).items() if name not in names}
    assert unnamed == {}


def test_what_the_tests_import_is_named() -> None:
    names = named(PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"])
    unnamed = {name: files for name, files in imported("tests").items() if name not in names}
    assert unnamed == {}
