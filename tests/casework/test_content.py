from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.content import Content, ContentIsInvalid, load_content
from casework.directory import load_directory
from casework.opening_hours import BRUSSELS
from casework.placeholders import ValueIsMissing
from casework.replies import Button, ContactCard
from casework.yaml_files import DATA

DIRECTORY = load_directory()
NOW = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)

SIGNS: dict[str, Any] = {
    "bubbles": ["Un signe seul ne dit rien.", "Le CAPREV écoute au {phone:caprev-0800} : {opening:caprev-0800}."],
    "again": [["Comme je le disais, c’est l’ensemble qui compte."]],
    "variants": [
        {"when": {"speaker": "professional"}, "bubbles": ["Dans votre travail, parlez-en à votre équipe."]},
        {
            "when": {"speaker": ["relative", "self"], "minor": True},
            "bubbles": ["À son âge, cela compte."],
            "buttons": [],
        },
    ],
    "buttons": [{"title": "Lui parler", "payload": "/ask_how_to_talk"}],
    "contact": "caprev-0800",
    "source": ["S87"],
    "researched_on": "2026-11-23",
    "reviewed_on": None,
}


def content_of(
    folder: Path, answer: dict[str, Any] | None = None, texts: dict[str, Any] | None = None, urgent: Any = None
) -> Content:
    """A small world: one answer `signs` (changed by `answer`), a few sentences."""
    (folder / "answers").mkdir(exist_ok=True)
    write = {
        "answers/signs.yml": {"signs": {**SIGNS, **(answer or {})}},
        "texts.yml": texts or {"hello": "Bonjour."},
    }
    for name, data in {**write, "urgent_texts.yml": urgent or {}}.items():
        (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True))
    return load_content(DIRECTORY, folder=folder)


def test_an_answer_is_filled_from_the_directory_at_the_moment_it_is_given(tmp_path: Path) -> None:
    first, last = content_of(tmp_path).render("signs", NOW)
    assert first.text == "Un signe seul ne dit rien."
    assert last.text.startswith("Le CAPREV écoute au 0800 111 72 : ouvert maintenant, jusqu’à 13h")


def test_buttons_and_card_stand_under_the_last_bubble_only(tmp_path: Path) -> None:
    first, last = content_of(tmp_path).render("signs", NOW)
    assert (first.buttons, first.contact) == ((), None)
    assert last.buttons == (Button("Lui parler", "/ask_how_to_talk"),)
    assert last.contact == ContactCard("CAPREV", "+3280011172")


def test_who_speaks_chooses_the_variant_and_the_first_that_fits_wins(tmp_path: Path) -> None:
    content = content_of(tmp_path)
    assert "équipe" in content.render("signs", NOW, context={"speaker": "professional"})[0].text
    young = content.render("signs", NOW, context={"speaker": "self", "minor": "true"})
    assert "âge" in young[0].text
    assert young[0].buttons == ()
    assert "seul" in content.render("signs", NOW, context={"speaker": "self", "minor": "false"})[0].text


def test_the_same_answer_twice_is_said_in_other_words_and_then_in_turn(tmp_path: Path) -> None:
    content = content_of(tmp_path)
    said = [content.render("signs", NOW, again=again)[0].text for again in range(3)]
    assert said[0] != said[1]
    assert said[0] == said[2]


def test_a_sentence_takes_named_values_and_says_which_one_is_missing(tmp_path: Path) -> None:
    content = content_of(tmp_path, texts={"form": {"saved": "Votre référence : {reference}"}})
    assert content.text("form.saved", reference="7K2M") == "Votre référence : 7K2M"
    with pytest.raises(ValueIsMissing, match="reference"):
        content.text("form.saved")


def test_a_sentence_with_several_wordings_is_said_in_turn(tmp_path: Path) -> None:
    content = content_of(tmp_path, texts={"hello": ["Bonjour.", "Rebonjour."]})
    assert [content.text("hello", again=again) for again in range(3)] == ["Bonjour.", "Rebonjour.", "Bonjour."]


def test_a_value_that_looks_like_a_placeholder_is_not_filled(tmp_path: Path) -> None:
    content = content_of(tmp_path, texts={"read_back": "Vous avez écrit : {message}"})
    assert content.text("read_back", message="{phone:be-112}") == "Vous avez écrit : {phone:be-112}"


def test_what_no_professional_has_read_is_counted(tmp_path: Path) -> None:
    assert content_of(tmp_path).waiting_for_review() == 2
    read = content_of(
        tmp_path, {"reviewed_on": "2027-01-05"}, {"_review": {"reviewed_on": "2027-01-05"}, "hello": "Bonjour."}
    )
    assert read.waiting_for_review() == 0


@pytest.mark.parametrize(
    "answer",
    [
        {"bubbles": []},
        {"bubbles": ["un", "deux", "trois"]},
        {"bubbles": ["  "]},
        {"bubbles": ["x" * 900]},
        {"bubbles": "une phrase sans liste"},
        {"bubbles": ["Appelez le 112."]},
        {"bubbles": ["Appelez le 0800 111 72."]},
        {"bubbles": ["Ouvert dès 9h."]},
        {"bubbles": ["Ouvert jusqu’à 17 h 30."]},
        {"bubbles": ["Appelez {phone:nobody}."]},
        {"bubbles": ["Appelez {phone:saj-namur}."]},
        {"bubbles": ["Appelez {telephone:be-112}."]},
        {"bubbles": ["Appelez {phone:garde-1733}."]},
        {"bubbles": ["C'est écrit avec la mauvaise apostrophe."]},
        {"buttons": [{"title": "Oui"}]},
        {"buttons": [{"title": "Oui", "payload": "oui"}]},
        {"buttons": [{"title": "Oui", "payload": '/ask{"topic"}'}]},
        {"contact": "saj-namur"},
        {"contact": "nobody"},
        {"source": []},
        {"researched_on": None},
        {"reviewed_on": "bientôt"},
        {"bubble": ["faute de frappe dans le nom du champ"]},
        {"variants": [{"bubbles": ["Sans condition."]}]},
        {"variants": [{"when": {"speaker": "self"}, "source": ["S1"], "bubbles": ["Trop."]}]},
    ],
)
def test_a_wrong_answer_stops_the_start_and_is_named(tmp_path: Path, answer: dict[str, Any]) -> None:
    with pytest.raises(ContentIsInvalid, match="signs"):
        content_of(tmp_path, answer)


@pytest.mark.parametrize("text", ["", "Appelez le 107.", "{phone:nobody}", None, 12])
def test_a_wrong_sentence_stops_the_start_and_is_named(tmp_path: Path, text: Any) -> None:
    with pytest.raises(ContentIsInvalid, match=r"form\.ask"):
        content_of(tmp_path, texts={"form": {"ask": text}})


def test_two_answers_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentIsInvalid, match="signs: stands twice"):
        content_of(tmp_path, urgent={"signs": SIGNS})


def test_a_key_written_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    content_of(tmp_path)
    (tmp_path / "texts.yml").write_text('hello: "Bonjour."\nhello: "Bonsoir."\n')
    with pytest.raises(ContentIsInvalid, match="hello"):
        load_content(DIRECTORY, folder=tmp_path)


def test_all_our_own_texts_are_valid() -> None:
    content = load_content()
    assert content.waiting_for_review() > 0
    assert content.texts
    assert (DATA / "texts.yml").is_file()
