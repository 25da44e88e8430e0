"""What every sentence of casework/data keeps: plain, sourced, hedged, short, and leading somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime

import pytest

from casework.answers import Answer, Variant
from casework.contact_form import load_contact_form
from casework.content import load_content
from casework.follow_ups import load_follow_ups
from casework.in_context import load_in_context
from casework.in_passing import load_in_passing
from casework.light import load_light
from casework.needs import load_needs
from casework.opening_hours import BRUSSELS
from casework.parts import load_parts
from casework.placeholders import PLACEHOLDER, fill, named_values
from casework.plainly import load_plainly
from casework.yaml_files import DATA, read_yaml

CONTENT = load_content()
PARTS = load_parts()
DOMAIN = read_yaml(DATA.parent.parent / "domain.yml")
CLOSED = datetime(2026, 11, 24, 22, 30, tzinfo=BRUSSELS)

# What a message can mean; the urgent intents are answered by urgent_texts.yml, the town's parts under their own name.
TYPED = DOMAIN["intents"][: DOMAIN["intents"].index("nlu_fallback")]
INTENTS = [name for name in TYPED if not name.startswith(("urgent_", "check_", "ask_namur_"))]
NAMUR = [name.replace("_", "/", 2).replace("/", "_", 1) for name in TYPED if name.startswith("ask_namur_")]
AFTER = ("safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me")
BESIDES = ["start", "stop", "urgent_menu", *(f"after_{said}" for said in AFTER)]
ASKED_TWICE = [i for i in INTENTS if i.startswith("ask_")] + ["greet", "thank", "insult", "out_of_scope", "goodbye"]

SOURCE = re.compile(r"S\d+b?|advice \d(\.\d)?|product|directory [a-z0-9-]+")
# Words that label, accuse, or promise what nobody can keep.
BANNED = re.compile(
    r"radicalisée?s?\b|suspect|dénonc|déradicalis|\bprofil|islamis|100 ?%|totalement anonyme|ne saura jamais"
    r"|\bcommettre|suicide (réussi|raté)|ne vous inquiétez pas|458|422bis|ecops|djihadiste",
    re.IGNORECASE,
)
# Never signs: they may stand only where the text says that they are none.
NEVER_A_SIGN = re.compile(
    r"\b(vêtements?|habits?|barbe|voile|foulard|halal|porc|prières?|conversion|converti\w*)\b", re.IGNORECASE
)
PHONE_LIKE = re.compile(r"\d{2,4}([ ./]\d{2,3}){1,}|\+\d{5,}|\b1\d{2}\b|\b1733\b")
LONGEST = 900
SENTENCE_END = re.compile(r"[.!?…]+(?=[\s»]|$)|\n+|;\s")
WORD = re.compile(r"\w[\w’'-]*")


# Given by what the talk is at: an opening without a question, a courtesy with something behind it, a no to danger.
BY_THE_TALK = ("opening/", "thank/", "deny/", "follow/carry_on", "follow/no_ready_answer")


def calm_answers() -> list[Answer]:
    return [answer for id, answer in CONTENT.answers.items() if not id.startswith("urgent_text_")]


def variants() -> Iterator[tuple[str, Variant]]:
    for answer in CONTENT.answers.values():
        for variant in answer.variants:
            yield answer.id, variant


def bubbles() -> Iterator[tuple[str, str]]:
    """As written: (answer id, text)."""
    for id, variant in variants():
        for wording in variant.wordings:
            for text in wording:
                yield id, text


def shown(text: str) -> str:
    return fill(text, CONTENT.directory, CLOSED, dict.fromkeys(named_values(text), "…"))


def everything_said() -> Iterator[tuple[str, str]]:
    yield from bubbles()
    for key, wordings in CONTENT.texts.items():
        for text in wordings:
            yield key, text


@pytest.mark.parametrize("id", [*INTENTS, *NAMUR, *BESIDES])
def test_every_intent_has_an_answer(id: str) -> None:
    assert id in CONTENT.answers


def test_every_service_of_the_directory_has_an_answer() -> None:
    assert [id for id in CONTENT.directory.services if f"service/{id}" not in CONTENT.answers] == []


def test_every_part_that_words_can_choose_has_an_answer() -> None:
    assert sorted(PARTS.all_ids() - CONTENT.answers.keys()) == []


def test_every_answer_to_a_part_can_be_reached_by_words() -> None:
    parts = {id for id in CONTENT.answers if "/" in id and not id.startswith(("service/", *BY_THE_TALK))}
    follow_ups = {id for entry in load_follow_ups().entries for id in (entry.otherwise, *entry.after.values())}
    of_the_request = set(load_contact_form().questions)
    in_the_light = {id for rule in load_light().rules for id in rule.instead.values()}
    learned = {r.answer for readings in load_in_context().readings.values() for r in readings.values() if r.answer}
    of_the_actions = {"follow/more_told", "ask_online/meeting"}
    in_passing, needs = load_in_passing().all_ids(), load_needs().all_ids()
    plainly = load_plainly().all_ids()
    named = plainly | of_the_request | follow_ups | in_the_light | in_passing | needs
    assert sorted(parts - (PARTS.all_ids() | learned | of_the_actions | named)) == []
    assert sorted(learned - CONTENT.answers.keys()) == ["show_source"]
    assert sorted(named - CONTENT.answers.keys()) == ["repeat"]


@pytest.mark.parametrize("id", ASKED_TWICE)
def test_what_is_asked_twice_is_not_answered_in_the_same_words(id: str) -> None:
    assert [variant.when for variant in CONTENT.answers[id].variants if len(variant.wordings) < 2] == []


def test_every_source_is_a_fact_an_advice_the_product_or_the_directory() -> None:
    wrong = [(a.id, s) for a in CONTENT.answers.values() for s in a.sources if not SOURCE.fullmatch(s)]
    assert wrong == []


def test_every_source_has_a_name_that_a_person_can_read() -> None:
    names = {s.split()[0] for answer in CONTENT.answers.values() for s in answer.sources}
    assert sorted(name for name in names if f"source_name.{name}" not in CONTENT.texts) == []


def test_no_word_labels_accuses_or_promises() -> None:
    assert [(id, found.group()) for id, text in everything_said() if (found := BANNED.search(text))] == []


def test_what_a_person_wears_eats_or_believes_is_named_only_to_say_that_it_is_no_sign() -> None:
    named = {id for id, text in bubbles() if NEVER_A_SIGN.search(text)}
    assert named <= {"ask_religion", "ask_religion/dress_practice"}
    text = CONTENT.answers["ask_religion/dress_practice"].variants[-1].wordings[0][0]
    assert "ne sont pas des signes" in text


@pytest.mark.parametrize("id", ["ask_signs", "ask_signs/list", "ask_signs/teen", "ask_signs/online_signs"])
def test_signs_are_hedged_in_the_same_breath(id: str) -> None:
    for variant in CONTENT.answers[id].variants:
        text = " ".join(variant.wordings[0])
        assert re.search(r"seul|ni une preuve ni un score|pas une preuve|ensemble", text)


def test_no_number_is_typed() -> None:
    wrong = [(id, found.group()) for id, text in everything_said() if (found := _typed_number(text))]
    assert wrong == []


def _typed_number(text: str) -> re.Match[str] | None:
    return PHONE_LIKE.search(PLACEHOLDER.sub("", text))


def test_no_bubble_is_longer_than_a_screen_and_no_answer_has_three() -> None:
    assert [(id, len(shown(text))) for id, text in bubbles() if len(shown(text)) >= LONGEST] == []
    assert [id for id, variant in variants() for wording in variant.wordings if len(wording) > 2] == []


def test_sentences_are_short() -> None:
    for answer in CONTENT.answers.values():
        lengths = [n for variant in answer.variants for wording in variant.wordings for n in _lengths(wording)]
        assert sum(lengths) / len(lengths) <= 18, answer.id


def test_no_sentence_loses_its_reader() -> None:
    """Numbers, addresses and hours apart, which the directory writes."""
    wrong = [(id, n) for id, text in bubbles() for n in _lengths((PLACEHOLDER.sub("…", text),)) if n > 32]
    assert wrong == []


def _lengths(wording: tuple[str, ...]) -> list[int]:
    sentences = [s for text in wording for s in SENTENCE_END.split(shown(text)) if s]
    return [count for sentence in sentences if (count := len(WORD.findall(sentence)))]


def test_every_answer_ends_with_a_next_step() -> None:
    assert [id for id, variant in variants() if not variant.buttons] == []


def test_buttons_are_few_and_short() -> None:
    assert [id for id, variant in variants() if len(variant.buttons) > 4] == []
    titles = [button.title for _, variant in variants() for button in variant.buttons]
    lengths = [len(WORD.findall(title)) for title in titles]
    assert max(lengths) <= 4
    assert sum(length <= 3 for length in lengths) / len(lengths) >= 0.95


def test_every_button_leads_somewhere() -> None:
    payloads = {button.payload for _, variant in variants() for button in variant.buttons}
    assert sorted(payload for payload in payloads if not _leads_somewhere(payload)) == []


# Choices that lead somewhere from anywhere (actions/afterwards.py).
CHOICES = {"kept:show", "kept:send"}


def _leads_somewhere(payload: str) -> bool:
    intent, _, value = payload.removeprefix("/").partition("{")
    if intent == "ask":
        return json.loads("{" + value)["value"] in CONTENT.answers
    if intent == "choose":
        return json.loads("{" + value)["value"] in CHOICES
    return intent in DOMAIN["intents"] and not value


def test_hours_that_nobody_confirmed_never_stand_alone() -> None:
    """Beside a line that may be closed there is always one that answers day and night."""
    always = {f"{{phone:{id}}}" for id in ("tele-accueil-107", "prevention-suicide-0800")}
    texts = {f"{id} {n}": " ".join(w) for id, variant in variants() for n, w in enumerate(variant.wordings)}
    texts |= {f"{key} {n}": text for key, said in CONTENT.texts.items() for n, text in enumerate(said)}
    assert [where for where, text in texts.items() if "{opening:" in text and not any(n in text for n in always)] == []


@pytest.mark.parametrize("service", ["namur-csil-r", "police-referent-radicalisme", "vl-opvoedingslijn"])
def test_what_is_no_public_contact_is_explained_and_never_offered(service: str) -> None:
    texts = [text for _, text in everything_said()]
    assert not any(f":{service}}}" in text for text in texts)


def test_emergency_numbers_stay_in_sight_after_an_urgent_message() -> None:
    for id in [id for id in CONTENT.answers if id.startswith("after_")]:
        for wording in CONTENT.answers[id].variants[-1].wordings:
            text = " ".join(wording)
            assert "{phone:be-112}" in text or "{phone:be-101}" in text, id


def test_nobody_is_told_that_a_person_reads_along() -> None:
    opening = " ".join(CONTENT.answers["start"].variants[-1].wordings[0])
    for said in ("une machine", "Personne ne lit cette conversation en direct", "/effacer", "Telegram", "24 heures"):
        assert said in opening
    assert "danger grave" in opening


def test_french_punctuation_has_its_non_breaking_space() -> None:
    ours = [(id, text) for id, text in everything_said() if not id.startswith("urgent_text_")]
    wrong = [(id, found.group()) for id, text in ours if (found := re.search(r" [:;!?»]|« ", text))]
    assert wrong == []


@pytest.mark.parametrize(
    ("intent", "text", "part"),
    [
        ("ask_caprev", "c payant le caprev ?", "cost"),
        ("ask_caprev", "si j’appelle, il se passe quoi après ?", "after_call"),
        ("ask_green_number", "vous êtes ouverts le dimanche ?", "outside_hours"),
        ("ask_green_number", "on parle arabe au numéro gratuit ?", "languages"),
        ("ask_confidentiality", "c anonyme ou vs voyez mon num", "anonymous"),
        ("ask_police", "est-ce que je dois signaler mon frère ?", "must_i_report"),
        ("ask_police", "il risque la prison ?", "consequences"),
        ("ask_what_is_radicalisation", "c’est quoi un incel", "incel"),
        ("ask_signs", "crise d’ado ou autre chose ?", "teen"),
        ("ask_religion", "elle porte le voile, c’est grave ?", "dress_practice"),
        ("ask_how_to_talk", "par où commencer ?", "first_words"),
        ("ask_online", "où signaler une vidéo de haine ?", "report_content"),
        ("ask_referral", "je suis prof, un élève m’inquiète", "school"),
        ("ask_namur", "la csil-r c koi", "csil"),
        ("ask_caprev", "le caprev, c’est quoi ?", None),
    ],
)
def test_words_choose_the_part(intent: str, text: str, part: str | None) -> None:
    assert PARTS.answer_id(intent, text) == (f"{intent}/{part}" if part else intent)
