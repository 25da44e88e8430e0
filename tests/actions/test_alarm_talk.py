"""After an alarm: questions in the light of the danger, a relief that closes it, and an alarm that does not stick."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.test_urgent import urgent
from tests.actions.test_urgent_talk import heard_as_danger, unsure

FAINT: dict[str, Any] = {"urgency": {"level": "unsure", "kind": None, "score": 0.12, "reasons": ["proche"]}}


async def faint_alarm(talk: Talk, text: str = "elle a vendu sa voiture pour eux", kind: str = "departure") -> str:
    return await heard_as_danger(talk, 0.52, text, kind)


@pytest.mark.parametrize(
    ("kind", "told", "asked", "words"),
    [
        ("urgent_departure", "mon frère part en Turquie demain", "je lui cache son passeport ?", ["101", "116 000"]),
        (
            "urgent_departure",
            "mon frère part demain",
            "il est majeur, la police peut rien faire si ?",
            ["18 ans", "101"],
        ),
        ("urgent_attack", "il a des bidons d'acide", "Dois-je sortir les bidons moi même", ["touchez", "101"]),
        ("urgent_attack", "il va attaquer lundi", "je sais pas si c'est serieux", ["101"]),
        ("urgent_attack", "il va attaquer lundi", "qu'est-ce qu'ils vont lui faire ?", ["101", "prison"]),
        ("urgent_danger", "il m'a giflée", "peut pas parler", ["application", "112", "/effacer"]),
        ("urgent_danger", "il m'a giflée", "il regarde mon tel", ["efface"]),
        ("urgent_danger", "on me menace", "Je garde les messages comment ?", ["capture", "101"]),
        ("urgent_suicide", "mon frère veut mourir", "jle reveille?", ["0800 32 123", "doucement"]),
        ("urgent_suicide", "ma fille veut mourir", "elle veut pas que je le dise, j'ai promis", ["0800 32 123"]),
    ],
)
async def test_a_question_is_answered_in_the_light_of_the_danger(
    talk: Talk, kind: str, told: str, asked: str, words: list[str]
) -> None:
    await urgent(talk, kind, told)
    said = await talk.hears(asked, "ask_support_for_me")
    assert [word for word in words if word not in said] == []
    for run in ("action_respond", "action_check_urgency", "action_urgent"):
        said = await talk.meets(run, asked, kind if run == "action_urgent" else "out_of_scope")
        assert "juste au-dessus" not in said
        assert "112" in said or "101" in said


async def test_a_question_that_nobody_foresaw_is_answered_kindly_with_the_numbers(talk: Talk) -> None:
    await urgent(talk)
    said = [await talk.hears("et pour la voiture, on fait comment ?", "describe_concern") for _ in range(3)]
    assert len(set(said)) == 3
    assert all("101" in each and "juste au-dessus" not in each for each in said)


async def test_who_tells_of_somebody_elses_suicide_is_spoken_to_as_a_helper(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "mon petit frère dit qu'il n'en aura plus besoin")
    for words, intent in (
        ("oui jsui ds la chambre a coté", "affirm"),
        ("il pleure", "describe_concern"),
        ("non", "deny"),
    ):
        said = await talk.hears(words, intent)
        assert "0800 32 123" in said
        assert "Vous comptez" not in said
        assert "vous ne le sentez pas" not in said


@pytest.mark.parametrize(
    "words",
    [
        "la patrouille arrive", "elle est en train d'appeler", "je les ai eus", "ils ont dit qu'ils viennent",
        "il m'a pas tapé", "j'ai mis le fusil dans le coffre et donné la clé",
        "police la il est menotté ouf",
    ],
)  # fmt: skip
@pytest.mark.parametrize("run", ["action_respond", "action_check_urgency", "action_urgent"])
async def test_a_relief_calms_the_alarm(talk: Talk, words: str, run: str) -> None:
    await urgent(talk)
    said = await talk.meets(run, words, "urgent_attack" if run == "action_urgent" else "out_of_scope")
    assert talk.slots["urgent"]["calm"]
    assert "pu appeler" not in said
    assert "112" in said or "101" in said
    said = await talk.hears("comment lui parler ?", "ask_how_to_talk")
    assert "En attendant" not in said


@pytest.mark.parametrize("words", ["je suis chez ma mère", "oui moi ça va"])
async def test_the_writers_own_safety_calms_only_a_danger_to_the_writer(talk: Talk, words: str) -> None:
    for kind, calm in (("urgent_danger", True), ("urgent_attack", False), ("urgent_departure", False)):
        await urgent(talk, kind)
        said = await talk.hears(words, "affirm")
        assert bool(talk.slots["urgent"]["calm"]) is calm
        assert "101" in said
        talk.slots["urgent"] = None


@pytest.mark.parametrize("words", ["on l'a récupéré", "c'était son jeu vidéo, pardon"])
async def test_found_or_a_game_is_the_end_of_the_alarm(talk: Talk, words: str) -> None:
    await urgent(talk)
    await talk.hears(words, "out_of_scope")
    assert talk.slots["urgent"] is None


async def test_a_relief_beside_a_weapon_lowers_nothing(talk: Talk) -> None:
    await urgent(talk)
    await urgent(talk, "urgent_attack", "la police arrive mais il a un couteau et il va la tuer")
    assert not talk.slots["urgent"].get("calm")


async def test_after_pills_a_relief_leaves_the_question_open(talk: Talk) -> None:
    await urgent(talk, "urgent_suicide", "j'ai pris des cachets")
    await talk.hears("j'ai réveillé maman elle appelle", "out_of_scope")
    assert talk.slots["awaiting"] == "safety"
    assert not talk.slots["urgent"].get("calm")


async def test_a_child_who_was_not_hit_is_not_in_danger(talk: Talk) -> None:
    await unsure(talk, "j'ai 11 ans et mon frère il me montre des vidéos", calm_intent="self_concern")
    said = await talk.hears("non il ma pas taper", "deny")
    assert "103" in said
    assert not talk.slots.get("urgent")


async def test_a_faint_alarm_does_not_stick(talk: Talk) -> None:
    said = await faint_alarm(talk)
    assert "112" in said
    for words, intent in (
        ("elle me bloque partout", "describe_concern"),
        ("je l'accueille comment ?", "ask_how_to_talk"),
    ):
        said = await talk.hears(words, intent)
        assert "pu appeler" not in said
        assert "Êtes-vous en sécurité" not in said
        assert "112" in said
    assert talk.slots["last_answer"].startswith("ask_how_to_talk")


async def test_a_faint_alarm_still_hears_that_it_is_one(talk: Talk) -> None:
    await faint_alarm(talk)
    assert "Alors" in await talk.hears("non", "deny")
    await urgent(talk, "urgent_attack", "il a un couteau et il va la tuer ce soir")
    assert not talk.slots["urgent"].get("soft")


async def test_a_readable_or_loud_alarm_is_not_faint(talk: Talk) -> None:
    await faint_alarm(talk, "il a un couteau et il va la tuer ce soir", "attack")
    assert not talk.slots["urgent"]["soft"]


async def test_a_few_words_that_are_hardly_unsure_are_answered(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await unsure(talk, "merci, je verrai demain alors", calm_intent="thank", **FAINT)
    assert "Au revoir" in said
    assert "112" in said
    assert talk.slots.get("awaiting") != "danger_check"


async def test_the_closing_line_stands_once(talk: Talk) -> None:
    said = await unsure(talk, "est ce que je pourrai les voir", calm_intent="ask_returnee", **FAINT)
    assert said.count("112") == 1


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("est ce que je pourrai les voir", 0.3),
        ("je voudrais savoir si je pourrai un jour les voir et leur parler de tout cela sans crainte", 0.12),
        ("il a un couteau", 0.12),
    ],
)
async def test_above_that_the_question_about_danger_stays(talk: Talk, words: str, score: float) -> None:
    urgency = {"level": "unsure", "kind": None, "score": score, "reasons": ["proche"]}
    talk._message(words, "check_urgency", None, {"urgency": urgency, "calm_intent": "ask_returnee"})
    await talk.runs("action_check_urgency")
    assert talk.slots["awaiting"] == "danger_check"


async def test_after_an_alarm_nothing_is_hardly_unsure(talk: Talk) -> None:
    await urgent(talk)
    await unsure(talk, "elle rit avec eux", calm_intent="describe_concern", **FAINT)
    assert talk.slots["last_answer"] == "after_more"


@pytest.mark.parametrize(
    ("words", "intent", "answer"),
    [
        ("et à son prof ?", "out_of_scope", "follow/at_school"),
        ("et le tatouage ?", "out_of_scope", "follow/one_sign"),
        ("je dors pas", "out_of_scope", "ask_support_for_me"),
        ("c'est ma faute je crois", "out_of_scope", "follow/my_fault"),
        ("et le caprev va le voir en prison aussi ?", "ask_caprev", "ask_referral/prison"),
        ("merci, je verrai demain alors", "thank", "thank/plan"),
    ],
)
async def test_a_short_follow_up_gets_something_true(talk: Talk, words: str, intent: str, answer: str) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    said = await talk.hears(words, intent)
    assert talk.slots["last_answer"] == answer
    assert "pas la bonne adresse" not in said


async def test_few_words_on_the_subject_get_two_ways_on_from_it(talk: Talk) -> None:
    await talk.hears("comment lui parler ?", "ask_how_to_talk")
    shown = talk.titles[:2]
    said = await talk.hears("et pour le chien", "out_of_scope", calm_confidence=0.5)
    assert "pas de réponse toute faite" in said
    assert talk.titles == shown
    said = await talk.hears("quelle heure est-il à Tokyo", "out_of_scope", calm_confidence=0.95)
    assert "ne le sais pas" in said


async def test_in_the_middle_of_a_talk_nobody_is_welcomed(talk: Talk) -> None:
    await talk.hears("quels sont les signes ?", "ask_signs")
    for words, intent in (
        ("bonjour c'est encore moi", "greet"),
        ("je suis sa tante", "out_of_scope"),
        ("salut", "greet"),
    ):
        said = await talk.hears(words, intent)
        assert "merci d’écrire" not in said
        assert "bienvenue" not in said


@pytest.mark.parametrize("words", ["je le fais", "j'y vais", "je vais y réfléchir", "ok je fonce"])
async def test_nobody_in_danger_is_told_to_do_it(talk: Talk, words: str) -> None:
    await urgent(talk, "urgent_suicide", "je veux mourir")
    said = await talk.hears(words, "thank")
    assert "faites-le" not in said
    assert "allez-y" not in said
    assert "0800 32 123" in said


async def test_who_calls_again_is_a_relief_only_where_somebody_is_missed(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "il va le faire ce soir")
    await talk.hears("il vient de rappeler", "out_of_scope")
    assert not talk.slots["urgent"].get("calm")
    await urgent(talk, "urgent_departure", "elle part en Turquie demain")
    await talk.hears("elle vient de rappeler, elle veut revenir", "out_of_scope")
    assert talk.slots["urgent"]["calm"]


async def test_a_call_that_was_surely_made_is_believed_where_only_the_model_hears_more(talk: Talk) -> None:
    await urgent(talk, "urgent_attack", "il dit que lundi il vient avec un couteau au bureau")
    heard = {"after_alarm": {"name": "have_called", "confidence": 0.99}}
    faint = {"level": "urgent", "score": 0.4, "kind": "attack"}
    said = "voilà j’ai eu le 101, ils prennent ma déclaration demain"
    parse = {"in_context": heard, "urgency": faint, "calm_intent": "affirm", "calm_confidence": 0.86}
    assert "Merci" in await talk.meets("action_urgent", said, "urgent_attack", **parse)


WELL = "ils l'ont trouvée chez elle. sa mère a pris son passeport et la police reste, "


@pytest.mark.parametrize(
    ("words", "sure", "is_over"),
    [
        (WELL + "elle est en sécurité maintenant", 0.87, True),
        (WELL + "elle dormait", 0.87, True),
        (WELL + "elle est en sécurité maintenant", 0.6, False),
        (WELL + "elle veut repartir", 0.87, False),
        (WELL + "elle n'est pas en sécurité", 0.87, False),
    ],
)
async def test_a_good_end_that_names_the_danger_ends_it_only_in_so_many_words(
    talk: Talk, words: str, sure: float, is_over: bool
) -> None:
    await urgent(talk, "urgent_departure", "ma meilleure amie part dimanche pour la Syrie")
    danger = {"level": "urgent", "kind": "danger", "score": 0.71, "reasons": ["préparatifs de départ"]}
    heard = {"after_alarm": {"name": "found", "confidence": sure, "ranking": [{"name": "found", "confidence": sure}]}}
    await talk.meets("action_urgent", words, "urgent_danger", urgency=danger, in_context=heard)
    assert (talk.slots["urgent"] is None) is is_over
