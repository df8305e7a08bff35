"""Rules of good French and English that a machine can see. Each has an example of its fault.

Spaces and signs follow the "Lexique des règles typographiques en usage à l'Imprimerie nationale"
and "The Chicago Manual of Style". The other rules keep one word for one thing.
"""

import re
from dataclasses import dataclass
from html import unescape

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"


@dataclass(frozen=True)
class Rule:
    """A fault: its name, the regular expression that finds it, and a text with and without it."""

    fault: str
    pattern: str
    wrong: str
    right: str

    def finds(self, text: str) -> bool:
        return bool(re.search(self.pattern, text))


# What holds for any text, on a page too.
TYPOGRAPHY = {
    "fr": [
        Rule(
            "no narrow space inside « »",
            r"«(?!\u202f)|(?<!\u202f)»",
            "« oui »",
            "«\u202foui\u202f»",
        ),
        Rule(
            "no narrow space before ; ! ?",
            r"[^\s!?…(«][;!?](?!\w)|[ \u00a0][;!?]",
            "Qui\u00a0?",
            "Qui\u202f?!",
        ),
        Rule(
            "no no-break space before a colon",
            r"[^\s\d](?<!mailto)(?<!\btel):(?= |$)|[ \u202f]:(?= |$)",
            "Ceci : cela",
            "Ceci\u00a0: cela, à 12:30 ou par mailto: et tel:",
        ),
        Rule("straight apostrophe", r"\w'\w", "l'avis", "l’avis"),
        Rule("straight or English quotation mark", '["“”]', 'un "mot"', "«\u202fun mot\u202f»"),
        Rule("three points", r"\.\.\.", "Attendez...", "Attendez…"),
        Rule(
            "first of a month without er",
            rf"(?<![\d/.,])1[ \u00a0](?:{MONTHS})\b",
            "1 mai",
            "1er mai, 11 mai",
        ),
        Rule("thousands as in English", r"\d,\d{3}(?!\d)", "1,200", "1,5 ou 1\u202f200"),
        # A SIREN is no number of things.
        Rule(
            "thousands without a narrow space",
            r"^(?!.*SIREN).*\d[ \u00a0]\d{3}(?!\d)",
            "50 000",
            "50\u202f000",
        ),
        Rule("euro before the number", r"€\s?\d", "€20", "20\u00a0€"),
    ],
    "en": [
        Rule("space before punctuation", r"[ \u00a0\u202f][;:!?](?=\s|$)", "Who ?", "Who?"),
        Rule("French quotation mark", "[«»]", "« yes »", "“yes”"),
        Rule("straight apostrophe", r"\w'\w", "owner's", "owner’s"),
        Rule("straight quotation mark", '"', 'a "word"', "a “word”"),
        Rule("three points", r"\.\.\.", "Wait...", "Wait…"),
        Rule(
            "thousands as in French",
            r"^(?!.*SIREN).*\d[ \u202f\u00a0]\d{3}(?!\d)",
            "50 000",
            "50,000",
        ),
        Rule("euro after the number", r"\d\s?€", "20 €", "€20"),
    ],
}

# What holds for the site's own texts: one word for one thing.
WORDS = {
    "fr": [
        Rule(
            "non-breaking hyphen: the filter keep_together writes it",
            "\u2011",
            "Est\u2011ce",
            "Est-ce",
        ),
        Rule(
            "e-mail",
            r"(?i)(?<![-\w@./])mails?\b|\bcourriels?\b|\bemails?\b",
            "un mail",
            "un e-mail",
        ),
        Rule(
            "serveur de messagerie",
            r"serveur d[’']e-mail",
            "un serveur d’e-mail",
            "un serveur de messagerie",
        ),
        Rule(
            "échange",
            r"(?i)\brépliques?\b|\b(?:ce|chaque|un) tour\b(?! de)",
            "ce tour",
            "un tour de rôle",
        ),
        Rule(
            "silhouette",
            r"(?i)\b(?:une|la|les|des|cette) figures?\b|^figures?\b",
            "une figure",
            "Elle figure ici",
        ),
        Rule("avocat", r"(?i)\bjuristes?\b", "un juriste", "un avocat"),
        Rule("mot de la fin", r"(?i)\bmots de la fin\b", "Mots de la fin", "Mot de la fin"),
        Rule("moyen de contact", r"(?i)\bcana(?:l|ux)\b", "un canal", "un moyen de contact"),
        Rule("Paramètres", r"(?i)\bréglages?\b", "Réglages", "Paramètres"),
        Rule(
            "Paramètres → …",
            r"\bParamètres, [A-ZÉ]",
            "Paramètres, Identité",
            "Paramètres → Identité",
        ),
        Rule(
            "processus d’arrière-plan",
            r"(?i)\bworkers?\b",
            "le worker",
            "le processus d’arrière-plan",
        ),
        Rule("traceur", r"(?i)\bpisteurs?\b", "ni pisteur", "ni traceur"),
        Rule("Réessayez.", r"\bVeuillez\b", "Veuillez réessayer.", "Réessayez."),
        Rule(
            "est incorrect",
            r"sont incorrects?\b",
            "l’un ou l’autre sont incorrects",
            "est incorrect",
        ),
    ],
    "en": [
        Rule("non-breaking hyphen", "\u2011", "e\u2011mail", "e-mail"),
        Rule(
            "e-mail",
            r"(?i)(?<![-\w@./])mail(?:s|ed)?\b(?! servers?\b)",
            "by mail",
            "by e-mail, mail server",
        ),
        Rule("e-mail, with a hyphen", r"(?i)\bemails?\b", "an email", "an e-mail"),
        Rule("background process", r"(?i)\bworkers?\b", "the worker", "the background process"),
        Rule("business card", r"visiting card", "a visiting card", "a business card"),
        Rule("For example, …", r"^Such as\b", "Such as “a day”.", "A word such as “day”."),
        Rule(
            "If left empty, …",
            r"(?<!If )\b[Ll]eft empty\b",
            "Left empty, it is",
            "If left empty, it is",
        ),
        Rule("Settings → …", r"\bSettings, [A-Z]", "Settings, Users", "Settings → Users"),
        Rule(
            "replace … with",
            r"\b[Rr]eplace\b[^.:]* by\b",
            "Replace it by yours",
            "Replace it with yours",
        ),
        Rule("per line", r"\b[Oo]ne a (?:line|day)\b", "One a line", "One per line"),
        Rule(
            "British spelling",
            r"(?i)\b\w*(?:organiz|recogniz)|\b(?:colors?|favorites?)\b",
            "color",
            "colour",
        ),
    ],
}


def text_of(markup: str) -> str:
    """Return what a reader sees of a string that may hold tags, links and format placeholders."""
    text = unescape(re.sub(r"<[^>]*>", "", markup))
    text = re.sub(r"%\(\w+\)[sd]", "x", text)
    return re.sub(r"\b(?:https?|mailto|tel):[^\s,]+", "x", text)


def faults(text: str, *rules: Rule) -> list[str]:
    """Return "fault: text" for each of `rules` that `text` breaks."""
    return [f"{rule.fault}: {text[:120]}" for rule in rules if rule.finds(text)]
