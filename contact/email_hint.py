"""A probable slip in an e-mail address: gmial.com. It is asked about, never refused."""

import difflib

# Mail providers of private persons, in France and elsewhere.
PROVIDERS = frozenset(
    f"{name}.{ending}"
    for name, endings in {
        "bbox": "fr", "free": "fr", "gmail": "com", "gmx": "com de fr net", "googlemail": "com",
        "hotmail": "com fr be ch it es de co.uk", "icloud": "com", "laposte": "net",
        "live": "com fr be", "mailo": "com", "msn": "com", "neuf": "fr", "numericable": "fr",
        "orange": "fr", "outlook": "com fr", "proton": "me", "protonmail": "com", "sfr": "fr",
        "wanadoo": "fr", "yahoo": "com fr ca co.uk", "ymail": "com",
    }.items()
    for ending in endings.split()
)  # fmt: skip
# Shorter names have too many honest neighbours (free, live, sfr).
_NAMES = {name for name in (domain.partition(".")[0] for domain in PROVIDERS) if len(name) > 4}
_HONEST_NEIGHBOURS = {"email", "fastmail", "hushmail", "mail", "rocketmail", "tutamail"}
_ENDINGS = {
    **dict.fromkeys(("con", "cm", "co", "om", "cmo", "ocm", "comm", "coom", "vom", "xom"), "com"),
    **dict.fromkeys(("fe", "ft", "rf", "f", "frr", "ffr"), "fr"),
    **dict.fromkeys(("ney", "nte", "nt", "et"), "net"),
}
CLOSE = 0.79  # of difflib: one letter of five changed, missing, doubled or swapped


def suggestion(address: str) -> str | None:
    """Return the address that was probably meant, or None when nothing looks wrong.

    Only the domain is compared, with those of large providers; another country's domain of
    one of them (hotmail.nl) is right.
    """
    local, _at, domain = address.strip().rpartition("@")
    domain = domain.lower()
    name, _dot, ending = domain.partition(".")
    if not local or domain in PROVIDERS:
        return None
    if name not in _NAMES | _HONEST_NEIGHBOURS:
        name = next(iter(difflib.get_close_matches(name, _NAMES, n=1, cutoff=CLOSE)), name)
    meant = f"{name}.{_ENDINGS.get(ending, ending)}"
    return f"{local}@{meant}" if meant in PROVIDERS else None
