"""Translated texts about a transcript: errors, roles, doubts, formats."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brand.transcript import MAX_BYTES, Confidence, Doubt, Format, Role, TranscriptError


def message_for(error: TranscriptError) -> str:
    """Return a translated message that says why a text cannot be imported, and what to do."""
    return {
        "empty": _("There is no text here yet."),
        "binary": _(
            "This cannot be read as text. Open it where it was written and save it "
            "again, as .docx or .txt (UTF-8), or paste its text here."
        ),
        "too_large": _(
            "This text is larger than %(size)d kB. An interview has a few pages: "
            "leave out what does not belong to it, or import it in parts."
        )
        % {"size": MAX_BYTES // 1000},
        "no_question": _(
            "No question was found. Put a question mark at the end of each question, or begin "
            "it with “Q1 - ”, and try again. Nothing was stored."
        ),
    }[error.code]


ROLES: dict[Role, Promise] = {
    Role.TITLE: pgettext_lazy("role of a passage", "Title"),
    Role.CREDIT: pgettext_lazy("role of a passage", "Credits"),
    Role.INTRODUCTION: pgettext_lazy("role of a passage", "Introduction"),
    Role.QUESTION: pgettext_lazy("role of a passage", "Question"),
    Role.ANSWER: pgettext_lazy("role of a passage", "Answer"),
    Role.CLOSING: pgettext_lazy("role of a passage", "Closing words"),
    Role.CHANNEL: pgettext_lazy("role of a passage", "Contact"),
    Role.UNRECOGNISED: pgettext_lazy("role of a passage", "Left out"),
}
"""All roles that a person can assign, in their usual order in a text."""

DOUBTS: dict[Doubt, Promise] = {
    Doubt.RHETORICAL: gettext_lazy("It ends with a question mark: who is speaking was a guess."),
    Doubt.STATEMENT: gettext_lazy("A question is expected here, but this asks nothing."),
    Doubt.SPEAKER: gettext_lazy("Who is speaking here was a guess."),
    Doubt.NUMBERING: gettext_lazy("Its number does not follow on from the others."),
    Doubt.OPENING: gettext_lazy("Is this an introduction, or an answer whose question is missing?"),
    Doubt.FRAME: gettext_lazy("Is this the title, the source, the introduction, or none of it?"),
    Doubt.PAGE: gettext_lazy("Was this said, or is it part of the page around the interview?"),
    Doubt.HYPHEN: gettext_lazy("A line end divided a word here: is it joined correctly?"),
    Doubt.ENDING: gettext_lazy("Are these closing words, or does the last answer go on?"),
}

FORMATS: dict[Format, Promise] = {
    Format.NUMBERED: gettext_lazy("The questions are numbered."),
    Format.LABELLED: gettext_lazy("Questions and answers are labelled."),
    Format.SPEAKERS: gettext_lazy("The names of the speakers show who asks."),
    Format.HEADINGS: gettext_lazy("The questions are headings or in bold."),
    Format.DASHES: gettext_lazy("Dashes tell questions from answers."),
    Format.QUOTED: gettext_lazy("The questions are in quotation marks."),
    Format.SIGNED: gettext_lazy("Each question begins with a sign."),
    Format.PLAIN: gettext_lazy("The questions end with a question mark, and nothing else."),
    Format.NONE: gettext_lazy("Nothing tells questions from answers."),
}

CONFIDENCES: dict[Confidence, Promise] = {
    Confidence.SURE: gettext_lazy("Certain."),
    Confidence.LIKELY: gettext_lazy("Fairly certain."),
    Confidence.GUESS: gettext_lazy("A guess: please read it through."),
}
