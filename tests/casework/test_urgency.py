from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casework.urgency import hint_of, judge

MESSAGES = yaml.safe_load((Path(__file__).parent / "urgency_messages.yml").read_text())
STORY = [
    "Bonjour et merci de me lire.",
    "Je vous écris au sujet de mon neveu qui a vingt ans.",
    "Il habite chez ma sœur depuis septembre.",
    "Il travaille au magasin et il aime la musique.",
    "Nous nous parlons beaucoup lui et moi.",
    "Ma sœur cuisine bien et la maison est agréable.",
]


@pytest.mark.parametrize("message", MESSAGES["urgent"])
def test_danger_in_plain_words_rings(message: str) -> None:
    assert judge(message).level == "urgent"


@pytest.mark.parametrize("message", MESSAGES["calm"])
def test_alarming_words_without_danger_neither_ring_nor_ask(message: str) -> None:
    assert judge(message).level == "none"


@pytest.mark.parametrize("message", MESSAGES["must_ask"])
def test_a_threat_told_as_a_joke_is_not_passed_over(message: str) -> None:
    assert judge(message).level != "none"


@pytest.mark.parametrize("message", MESSAGES["may_ask"])
def test_what_lies_between_does_not_ring(message: str) -> None:
    assert judge(message).level != "urgent"


def test_a_lone_cry_for_help_is_asked_about() -> None:
    assert judge("au secours").level == "unsure"
    assert judge("aidez moi").level == "unsure"


@pytest.mark.parametrize(
    ("message", "kind", "reason"),
    [
        ("je veux mourir", "suicide", "envie de mourir"),
        ("il a une arme et il va tirer sur la foule", "attack", "menace de violence"),
        ("ma fille est partie en Syrie", "departure", "départ vers une zone de guerre"),
        ("mon mari me frappe", "danger", "coups"),
        ("mes parents veulent me marier de force", "danger", "mariage forcé"),
        ("ma petite fille a disparu", "danger", "enfant disparu ou emmené"),
    ],
)
def test_the_kind_is_told_and_the_reason_in_words_for_staff(message: str, kind: str, reason: str) -> None:
    urgency = judge(message)
    assert (urgency.level, urgency.kind) == ("urgent", kind)
    assert urgency.reasons[0] == reason


@pytest.mark.parametrize("danger", ["je veux mourir.", "Il va poser une bombe à la gare.", "Son mari la frappe."])
def test_danger_counts_wherever_it_stands_in_a_long_story(danger: str) -> None:
    for position in range(len(STORY) + 1):
        told = " ".join([*STORY[:position], danger, *STORY[position:]])
        assert judge(told).level == "urgent"
    assert judge(" ".join(STORY)).level == "none"


@pytest.mark.parametrize(
    "message",
    [
        "jve mourrir",
        "je veu mourire ce soir",
        "mon mari me frape tt les jours",
        "il ma enfermer dans la chambre",
        "g envie de me suicidé",
        "il a 1 armme dans son sac et il va tué son prof",
        "ma fille a dispparu depuis hier",
        "JE VAIS ME TUERRRR",
    ],
)
def test_slips_of_the_finger_do_not_hide_danger(message: str) -> None:
    assert judge(message).level == "urgent"


def test_what_is_calm_at_the_other_end_of_a_dictated_message_does_not_hide_danger() -> None:
    calm = (
        "bonsoir je dicte c'est pour mon neveu c'est pas interdit d'écrire ici j'espère enfin il a été renvoyé du club"
    )
    told = "et là tantôt au téléphone il me sort comme ça demain à l'école ils vont payer tous autant qu'ils sont"
    assert (
        judge(f"{calm} au printemps et depuis il ne sort plus beaucoup sauf pour les courses {told}").level == "urgent"
    )


def test_a_request_without_news_is_no_disappearance() -> None:
    asked = "J'ai laissé chez vous, lundi dernier, une demande pour que le CAPREV me contacte, je reste sans nouvelles."
    assert judge(asked).level == "none"
    assert judge(f"{asked} Mon fils a disparu hier, il a pris son passeport.").level == "urgent"


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("il a une arme et il va tirer sur ses collègues", "il n'a pas d'arme et il ne va tirer sur personne"),
        ("elle veut mourir", "elle ne veut pas mourir"),
        ("il me frappe", "il ne me frappe jamais"),
        ("il veut tuer son frère", "il ne veut pas tuer son frère"),
    ],
)
def test_a_negation_takes_the_danger_back(said: str, denied: str) -> None:
    assert judge(said).level == "urgent"
    assert judge(denied).level == "none"


@pytest.mark.parametrize(
    ("now", "long_ago"),
    [
        ("il m'a frappée hier", "il m'a frappée il y a dix ans"),
        ("mon frère est parti en Syrie", "mon frère est parti en Syrie en 2013"),
    ],
)
def test_what_is_long_past_does_not_ring(now: str, long_ago: str) -> None:
    assert judge(now).level == "urgent"
    assert judge(long_ago).level != "urgent"


GROUPS = {
    "believer": ["musulmans", "juifs", "chrétiens", "catholiques", "bouddhistes", "athées"],
    "follower": ["djihadistes", "néonazis", "anarchistes", "masculinistes", "complotistes", "fascistes"],
    "place": ["mosquée", "église", "synagogue", "chapelle", "cathédrale"],
    "cleric": ["imam", "prêtre", "rabbin", "pasteur", "curé"],
    "origin": ["arabe", "flamand", "turc", "congolais", "marocain", "wallon"],
    "zone": ["Syrie", "Irak", "Ukraine", "Somalie", "Serbie"],
}
SENTENCES = [
    ("follower", "mon fils traîne avec des {} et il dit qu'il va tout faire sauter samedi"),
    ("follower", "il regarde des vidéos de {} depuis des mois"),
    ("follower", "je veux mourir, les {} m'ont laissé tomber"),
    ("believer", "mon mari dit que les {} vont payer, il a acheté un fusil"),
    ("believer", "ma fille sort avec des {} et elle ne nous parle plus"),
    ("place", "il a noté l'heure à laquelle les gens sortent de la {} et il dit que vendredi tout sera réglé"),
    ("place", "il veut mettre le feu à la {} ce soir"),
    ("place", "ma sœur va tous les jours à la {}"),
    ("cleric", "il a dit que le {} ne verra pas Noël"),
    ("cleric", "le {} m'a conseillé de vous écrire"),
    ("origin", "mon voisin {} me frappe"),
    ("origin", "son copain {} est très gentil"),
    ("zone", "mon frère part demain se battre en {}"),
    ("zone", "il lit beaucoup sur la guerre en {}"),
]


@pytest.mark.parametrize(("group", "sentence"), SENTENCES)
def test_religion_origin_and_ideology_change_nothing(group: str, sentence: str) -> None:
    judged = {judge(sentence.format(word)) for word in GROUPS[group]}
    assert len({(urgency.level, urgency.kind, urgency.score, urgency.reasons) for urgency in judged}) == 1


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("mon mari me frappe", "partner"),
        ("mon ex me suit partout", "partner"),
        ("ma fille de 15 ans a disparu", "missing_child"),
        ("mon ex a emmené ma petite fille", "missing_child"),
        ("mon frère de 16 ans part demain se battre", "minor"),
        ("il me frappe", None),
        ("", None),
    ],
)
def test_a_hint_says_which_numbers_to_add(message: str, hint: str | None) -> None:
    assert hint_of(message) == hint


@pytest.mark.parametrize("message", ["", " ", "...", "😂", "42", "?", "🔥🔥🔥", "\n\n"])
def test_a_message_without_words_is_calm(message: str) -> None:
    urgency = judge(message)
    assert (urgency.level, urgency.kind, urgency.reasons) == ("none", None, ())


@given(text=st.text(max_size=400))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    urgency = judge(text)
    assert 0 <= urgency.score < 1
    assert (urgency.level == "urgent") == (urgency.score >= 0.5)
    assert bool(urgency.reasons) == (urgency.level != "none")
    assert set(urgency.to_json()) == {"level", "kind", "score", "reasons"}


def test_the_same_message_is_always_judged_the_same() -> None:
    messages = [*MESSAGES["urgent"], *MESSAGES["calm"]]
    first = {message: judge(message) for message in messages}
    random.Random(1).shuffle(messages)
    assert {message: judge(message) for message in messages} == first


def test_a_very_long_message_is_judged_in_good_time() -> None:
    assert judge("il a dit que je ne vais pas bien " * 3000).level == "none"
