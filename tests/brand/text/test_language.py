"""The language of a text is one of those that the site speaks, whichever these are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand.text.language import language_of
from brand.transcript.files import read_file

INTERVIEWS = Path(__file__).parents[1] / "transcript" / "interviews"
FILES = sorted(file for file in INTERVIEWS.glob("*/*.*") if file.suffix in {".txt", ".md", ".html"})
SPOKEN = {
    "de": "Warum arbeiten Sie mit Vereinen? Weil ich gerne mit Menschen zu tun habe.",
    "es": "¿Por qué trabaja con asociaciones? Porque me gusta estar con la gente.",
    "it": "Perché lavora con le associazioni? Perché mi piace stare con le persone.",
    "nl": "Waarom werkt u met verenigingen? Omdat ik graag met mensen ben en het een vak is.",
    "pl": "Dlaczego nie pracuje pani w biurze? To jest praca, która nie jest dla mnie.",
    "ja": "",
}


@pytest.mark.parametrize("codes", [["fr", "en"], ["fr", "en", "de"], ["pt", "en", "it", "fr"]])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_interview_of_the_corpus_is_told(file: Path, codes: list[str]) -> None:
    written_in = file.name.split(".")[-2]
    assert language_of(read_file(file.name, file.read_bytes()).text, codes) == written_in


@pytest.mark.parametrize("code", SPOKEN)
def test_a_language_needs_no_list_of_ours(code: str) -> None:
    assert language_of(SPOKEN[code], ["fr", "en", code]) == (code if SPOKEN[code] else "")


@pytest.mark.parametrize("codes", [[], ["xx"], ["xx", "yy"]])
def test_what_cannot_be_told_is_not_guessed(codes: list[str]) -> None:
    assert language_of("The one and the other.", codes) == ""
    assert language_of("12345", ["fr", "en"]) == ""


@given(st.text(), st.lists(st.sampled_from(["fr", "en", "de", "pt-br", "zh-hans", "xx"])))
def test_any_text_has_one_of_the_languages_or_none(text: str, codes: list[str]) -> None:
    assert language_of(text, codes) in {"", *codes}
