"""Make addresses (slugs) from sentences."""

from anyascii import anyascii
from django.utils.text import slugify

MAX_LENGTH = 80


def slug_from(sentence: str) -> str:
    """Return an address for `sentence`: ASCII words joined by hyphens, at most 80 characters.

    It is cut between words. A sentence without any letter or digit gives "".
    """
    # In French an apostrophe separates words: "l'AIESEC" is "l-aiesec", not "laiesec".
    words = slugify(anyascii(sentence.replace("’", " ").replace("'", " "))).split("-")
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    return slug


def free_slug(wanted: str, taken: set[str], *, max_length: int, joint: str = "-") -> str:
    """Return `wanted`, or the first of `wanted-2`, `wanted-3` … that is not in `taken`.

    `joint` is the text before the number. The end of `wanted` is cut where the whole would be
    longer than `max_length` characters, which the field cannot hold.
    """
    slug, number = wanted[:max_length].rstrip(joint), 1
    while slug in taken:
        number += 1
        ending = f"{joint}{number}"
        slug = wanted[: max_length - len(ending)].rstrip(joint) + ending
    return slug
