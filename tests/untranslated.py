"""What the catalogues still lack, in words: `python -m tests.untranslated` (in make messages)."""

import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "en")


def missing(catalogue: Path) -> list[str]:
    """The texts of a .po file without a translation, or with one that was only guessed."""
    with catalogue.open("rb") as file:
        messages = list(read_po(file))
    found = []
    for message in messages:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(texts)):
            place = message.locations[0][0] if message.locations else "?"
            text = message.id[0] if isinstance(message.id, tuple) else message.id
            found.append(f"{place}: {text}" + " (a guess)" * message.fuzzy)
    return found


def main() -> int:
    """Print what is missing, language by language; 1 if anything is."""
    lacks = False
    for language in LANGUAGES:
        for line in missing(ROOT / f"config/locale/{language}/LC_MESSAGES/django.po"):
            print(f"{language}: {line}")
            lacks = True
    return int(lacks)


if __name__ == "__main__":
    sys.exit(main())
