"""Keys that name the questions of a brief in exports and in the API."""

from brand.text.slugs import slug_from

MAX_KEY = 40
_ROOM = 4  # for the number of a second question that is the same


def key_from(label: str) -> str:
    """Return a key made from a question: ASCII words joined by _, beginning with a letter.

    Cut between words. A question without any letter gives "question".
    """
    key = ""
    for word in slug_from(label).split("-"):
        longer = f"{key}_{word}" if key else word[: MAX_KEY - _ROOM]
        if len(longer) > MAX_KEY - _ROOM:
            break
        key = longer
    if not any(sign.isalpha() for sign in key):
        return "question"
    return key if key[0].isalpha() else f"q_{key}"[: MAX_KEY - _ROOM]
