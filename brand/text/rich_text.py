"""The features of rich text for owners (the highlighter is registered in `brand.wagtail_hooks`)."""

import html
import re
from functools import lru_cache

from django.utils.html import strip_tags

MARK = "mark"  # a phrase highlighted as with a felt pen
FOREIGN = "foreign"  # words of another language, which a screen reader then says in its voice
ANSWER_FEATURES = ["bold", "italic", "link", "ul", "ol", "blockquote", MARK, FOREIGN]
TEXT_FEATURES = ["h2", "h3", *ANSWER_FEATURES]
SHORT_FEATURES = ["bold", "italic", "link", MARK, FOREIGN]
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|ul|ol)>|<br\s*/?>")


@lru_cache(maxsize=1024)  # each view of an interview asks for the words of all its answers
def plain_text(source: str) -> str:
    """Return the words of rich text `source` (HTML), one paragraph or list item per line."""
    text = html.unescape(strip_tags(_BLOCK_END.sub("\n", source)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
