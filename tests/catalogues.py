"""List the texts without a translation: `python -m tests.catalogues`, part of `make messages`."""

import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = sorted(folder.name for folder in (ROOT / "config/locale").iterdir())


def missing(catalogue: Path) -> list[str]:
    """Return the texts of a .po file without a translation, or with a fuzzy one."""
    with catalogue.open("rb") as file:
        messages = list(read_po(file))
    found = []
    for message in messages:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(texts)):
            place = message.locations[0][0] if message.locations else "?"
            text = message.id[0] if isinstance(message.id, tuple) else message.id
            found.append(f"{place}: {text}" + " (fuzzy)" * message.fuzzy)
    return found


def main() -> int:
    """Print what is missing in each language; return 1 if anything is."""
    lacks = False
    for language in LANGUAGES:
        for line in missing(ROOT / f"config/locale/{language}/LC_MESSAGES/django.po"):
            print(f"{language}: {line}")
            lacks = True
    return int(lacks)


if __name__ == "__main__":
    sys.exit(main())
