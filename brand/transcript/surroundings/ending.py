"""Find the end of an interview: thanks, a lead-in, contact channels, and anything below them."""

import re
from collections.abc import Sequence

from brand.transcript.lines import Line
from brand.transcript.model import Doubt, Role
from brand.transcript.surroundings.contacts import BLANK_FIELDS, Found, contacts_of

# "Thanks to the team we grew" gives a reason and does not say goodbye.
_FAREWELL = re.compile(
    r"(?:[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,2}, )?"  # "Joel Castellan, thank you …"
    r"(?:(?:un (?:tout )?grand|un immense|mille|encore|many|a big|big|warm|all our) )?"
    r"(?:merci|thank you|thanks(?! to\b)|our thanks|with thanks)\b"
    r"|(?:et )?(?:je (?:te|vous|la|le)|nous (?:te|vous|la|le)|on (?:te|vous|la|le)) remerci"
    r"|(?:nous|on) remerci|(?:we|I) thank\b|c[’']était un (?:vrai )?plaisir|(?:avec )?plaisir[.! ]"
    r"|it(?:[’']s| has| was|) (?:been |was )?(?:a|my) (?:real )?pleasure|my pleasure|take care\b"
    r"|bonne (?:route|continuation|chance)\b|all the best\b|farewell\b|see you\b"
    r"|(?:à (?:très )?bientôt|au revoir|goodbye)\b",
    re.IGNORECASE,
)


def takes_leave(line: Line) -> bool:
    """Whether a line begins with thanks or goodbye."""
    start = line.source[line.start : line.start + 60].lstrip('*_«“" ')
    return line.form != "list" and _FAREWELL.match(start) is not None


def mark_ending(lines: Sequence[Line]) -> None:
    """Give roles to the end of the last answer, going up from its last contact.

    `lines` come after the last question. One other line does not interrupt a list of contacts if a
    labelled contact precedes it. What follows the list does not belong to the answer.
    """
    found = [contacts_of(line) for line in lines]
    bottom = _list_end(lines, found)
    if not bottom:  # the apparent contact is part of the answer
        bottom, found = len(lines), [Found([])] * len(lines)
    for line in lines[bottom:]:
        line.role = Role.CLOSING if takes_leave(line) else Role.UNRECOGNISED
    top = bottom
    while top > 0:
        line, here = lines[top - 1], found[top - 1]
        below = found[top].contacts if top < bottom else []
        above = found[top - 2].contacts if top > 1 else []
        sure = any(contact.sure for contact in here.contacts)
        accompanied = below or _labels_above(found, top - 1)
        if here.needs_company and not accompanied:
            return
        if here.contacts and not here.sentence and (sure or below or top == bottom):
            _make_channel(line, here)
        elif here.sentence and (here.invites or below) and top > 1:
            line.role = Role.CLOSING
            line.doubt = None if here.invites else Doubt.ENDING
        elif takes_leave(line) and top > 1:  # thanks may be the answer to "A last word?"
            line.role = Role.CLOSING
        elif below and line.form != "list" and line.words.endswith(":"):
            line.role = Role.CLOSING  # it leads to the contacts
        elif below and any(contact.sure for contact in above):
            line.role = Role.UNRECOGNISED
        else:
            return
        top -= 1


def _labels_above(found: Sequence[Found], index: int) -> bool:
    """Whether one of the three lines above names a kind of contact ("Email : …")."""
    return any(c.label for above in found[max(0, index - 3) : index] for c in above.contacts)


def _make_channel(line: Line, found: Found) -> None:
    if any(contact.kind for contact in found.contacts):
        line.role, line.contacts = Role.CHANNEL, [c for c in found.contacts if c.kind]
    else:
        line.role = Role.UNRECOGNISED


def _list_end(lines: Sequence[Line], found: Sequence[Found]) -> int:
    """Return the index after the last contact, or 0. Prose may follow only a labelled contact.

    In an interview about the web, "Twitter: every day" may be an answer, so of the empty fields
    only e-mail or telephone can end a list.
    """
    prose_below = False
    for index in reversed(range(len(lines))):
        contacts, sentence, invites, needs_company = found[index]
        if needs_company:
            if not prose_below and _labels_above(found, index):
                return index + 1
        elif sentence:
            if invites and not prose_below:
                return index + 1
        elif any(contact.sure for contact in contacts) or (
            contacts
            and not prose_below
            and any(contact.kind or contact.label in BLANK_FIELDS for contact in contacts)
        ):
            return index + 1
        prose_below = prose_below or not takes_leave(lines[index])
    return 0
