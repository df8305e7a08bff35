"""Words compared without accents, capitals and ligatures."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures ("Œuvre" → "oeuvre").

    For short texts: normalising a long run of combining marks takes quadratic time.
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
