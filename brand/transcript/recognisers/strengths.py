"""The strength of the evidence for each reading, from 0 to 1. The strongest reading wins.

The numbers say nothing alone, only beside each other. They were set by the interviews in
`tests/brand/transcript/interviews/tuned` and tried on the other folders there: whoever changes one
runs that corpus. From the strongest to the weakest:
"""

# Headings with numbers or labels: nothing in an answer can weigh more.
LABELLED_HEADINGS = 0.99
# "Q2 - …", "Q: … A: …": written for this purpose, and seldom by chance twice.
LABELS = 0.97
# Lines in one style that ask: a style is chosen for all questions, but sub-headings have one, too.
HEADINGS = 0.92
# "1. …", "2. …", "3. …" that ask: three in a row are no list inside an answer.
NUMBERS = 0.90
# "Q: …" without "A: …" nor numbers: whoever answers may be named, and names then say more.
QUESTION_LABELS = 0.85
# A sign before at least three questions that stands nowhere else.
SIGNS = 0.85
# One label with a number: it may be a quarter, or a quotation.
ONE_LABEL = 0.82
# Two numbers that ask: a short interview, or a list.
FEW_NUMBERS = 0.80
# One name comes back, and always asks, or never.
ONE_NAME = 0.80
# Three and more questions, all of them in quotation marks.
QUOTATIONS = 0.80
# Dashes open dialogue, and lists as well.
DASHES = 0.78
# "> …" is also what a mail program puts before what it quotes, labels and numbers included.
MAIL_QUOTES = 0.74
# A sign before two questions, or before each turn, whoever speaks.
FEW_SIGNS = TURN_SIGNS = 0.70
# Two questions in quotation marks, or others without: answers quote, too.
FEW_QUOTATIONS = 0.68
# One line that stands out and asks: as likely a title.
ONE_HEADING = 0.65
# One name that asks now and then, or two names with two turns: hardly a dialogue.
UNCLEAR_NAME = FEW_TURNS = 0.60
# Dashes of several lengths: an editor has made some of them longer, or there are two kinds.
MIXED_DASHES = 0.55

# What `brand.transcript.structure` calls a confident reading, and a likely one.
CONFIDENT = 0.75
LIKELY = 0.50


def of_share(strength: float, share: float) -> float:
    """Weaken `strength` by the share of the marked lines that ask: at worst to 60 %."""
    return strength * (0.6 + 0.4 * share)


def of_dialogue(alternating: float) -> float:
    """Return the strength of several names, by the share of turns after which the speaker changes.

    From 0.55 to 0.95: names that strictly alternate are as good as labels.
    """
    return 0.55 + 0.4 * alternating


def of_plain_text(clear: int, questions: int) -> float:
    """Return the strength of paragraphs that ask, `clear` of which clearly ask somebody else.

    From 0.35 to 0.65: any mark that a text has says more than none. Three questions are enough.
    """
    return 0.35 + 0.3 * clear / questions * min(1.0, questions / 3)
