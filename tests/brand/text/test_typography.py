"""Typography changes signs but no words, and is idempotent."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brand.text.typography import changes, corrected

N, B = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Pourquoi ?", f"Pourquoi{N}?"),
        ("Pourquoi?", f"Pourquoi{N}?"),
        (f"Pourquoi{B}? Et toi !", f"Pourquoi{N}? Et toi{N}!"),
        ("Quoi ?!", f"Quoi{N}?!"),
        ("D'abord l'eau ; puis l'air", f"D’abord l’eau{N}; puis l’air"),
        ("Voici : trois mots", f"Voici{B}: trois mots"),
        ("Voici:", f"Voici{B}:"),
        ('Il dit "oui" et "non".', f"Il dit «{N}oui{N}» et «{N}non{N}»."),
        ("«oui»", f"«{N}oui{N}»"),
        ("« oui »", f"«{N}oui{N}»"),
        ("Et puis...", "Et puis…"),
        ("la mer - toujours - la mer", "la mer – toujours – la mer"),
        ("**Pourquoi ?**", f"**Pourquoi{N}?**"),
        ("Quoi?!", f"Quoi{N}?!"),
        ("Et toi...?", f"Et toi…{N}?"),
        ("l'*eau* et l'\"air\"", f"l’*eau* et l’«{N}air{N}»"),
        ('"en 1984"', f"«{N}en 1984{N}»"),
        ("«oui»!", f"«{N}oui{N}»{N}!"),
        ("«https://x.example/a»", f"«{N}https://x.example/a{N}»"),
        ("voir https://x.example/a !", f"voir https://x.example/a{N}!"),
        ("Parlez-vous ?", f"Parlez-vous{N}?"),
    ],
)
def test_french_is_set_as_printers_do(before: str, after: str) -> None:
    assert corrected(before, "fr") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It's ours", "It’s ours"),
        ('She said "yes".', "She said “yes”."),
        ("Why ?", "Why ?"),
        ("well - almost...", "well – almost…"),
        ("He  said: two  spaces", "He  said: two  spaces"),
        ('("yes"), "no"?', "(“yes”), “no”?"),
        ('a 5" pipe, "thin"', 'a 5" pipe, “thin”'),
    ],
)
def test_english_is_set_as_printers_do(before: str, after: str) -> None:
    assert corrected(before, "en") == after


@pytest.mark.parametrize(
    "text",
    [
        "https://x.example/a?b='c'",
        "12:30",
        "a@b.example",
        "C:\\dossier",
        ":-)",
        'un écran de 5" de large',
        "peut-être",
        "- un",
        "[texte](https://x.example/?a=b)",
        "....",
        "3:2",
        f"Déjà{N}? Oui{B}: «{N}oui{N}»",
        "le préfixe http: suffit",
        "mot :-) mot ;-) :D",
        "Toi & moi &amp; eux",
        "de 2010 - 2012",
        "5 - 3",
        "a - - b",
        'Il dit "oui et "non".',
        'le "un écran de 5" est petit"',
        'dit" oui "dit',
        '"mot *"* mot',
        "`if a ? b : c`",
        "rock 'n' roll, les années '80",
    ],
)
def test_what_has_its_own_spelling_stays(text: str) -> None:
    assert corrected(text, "fr") == text


def test_an_unknown_language_changes_nothing() -> None:
    assert corrected('It\'s "so"...', "de") == 'It\'s "so"...'


pieces = st.sampled_from(
    [
        *("mot", "l'eau", '"', "'", " ", B, N, "?", "!", ";", ":", "...", " - ", "«", "»", "\n"),
        *("https://x.example/a?b", "a@b.example", "12:30", "(", ")", "2", "é", ":)", "\ue000"),
    ]
)
texts = st.lists(pieces | st.text(max_size=2), max_size=25).map("".join)


@given(texts, st.sampled_from(["fr", "en"]))
@example('"a"b"', "fr")
def test_correcting_twice_is_correcting_once(text: str, language: str) -> None:
    once = corrected(text, language)
    assert corrected(once, language) == once


@given(texts, st.sampled_from(["fr", "en"]))
def test_letters_digits_and_lines_stay(text: str, language: str) -> None:
    after = corrected(text, language)
    assert [c for c in after if c.isalnum()] == [c for c in text if c.isalnum()]
    assert after.count("\n") == text.count("\n")


def test_a_line_end_parts_quotation_marks() -> None:
    assert corrected('"un\ndeux"', "fr") == '"un\ndeux"'


protected = ["https://x.example/l'a?b=(c)!", "www.x.example/a;b", "o'neil@b.example", "7:45"]


@given(st.lists(pieces, max_size=12), st.sampled_from(protected), st.sampled_from(["fr", "en"]))
def test_addresses_and_times_stay(words: list[str], kept: str, language: str) -> None:
    text = "".join(words).replace("\ue000", "") + f" {kept} " + "".join(words)
    assert kept in corrected(text, language)


def test_examples_show_each_kind_of_change_once() -> None:
    text = "Pourquoi l'eau ? Pourquoi l'air ?\nEt \"oui\"..."
    found = changes(text, "fr")
    assert 3 <= len(found) <= 8
    assert all(change.before != change.after for change in found)
    assert any("l’eau" in change.after for change in found)
    assert len(changes("Pourquoi le phare ? Pourquoi la mer du Nord ? Pourquoi ?", "fr")) == 1
    assert changes(corrected(text, "fr"), "fr") == []
