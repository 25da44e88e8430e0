"""What a worker goes on telling or asking: people who are targeted are named, and « je le vire ou pas » is answered."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk

COACH = "je suis coach de foot, un de mes joueurs dessine des croix gammées"


@pytest.mark.parametrize(
    "words",
    ["y a 2 filles marocaines dans la classe, il les traite de rats, elles veulent plus venir",
     "il s'en prend surtout au petit Syrien, il l'a encore insulté hier",
     "il se moque du foulard de la stagiaire devant tout le monde"],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["describe_concern", "out_of_scope", "ask_referral"])
async def test_more_of_the_story_names_who_protects_those_who_are_targeted(talk: Talk, words: str, intent: str) -> None:
    await talk.hears("je suis prof, un élève dessine des croix gammées", "ask_hate")
    if intent == "ask_referral":
        talk.slots["last_answer"] = "ask_referral"
    said = await talk.hears(words, intent)
    assert "Unia" in said
    assert "personne visée" in said
    assert "Merci, cela aide" not in said


@pytest.mark.parametrize(
    "words", ["il insulte les musulmans à table", "mon fils traite les Marocains de tous les noms"]
)
async def test_of_a_relative_it_stays_a_story(talk: Talk, words: str) -> None:
    await talk.hears("mon fils a changé, je ne le reconnais plus", "describe_concern")
    await talk.hears(words, "describe_concern")
    assert talk.slots["last_answer"] != "ask_hate/witness"


@pytest.mark.parametrize(
    "words",
    ["et je le vire ou pas", "je l'exclus de l'équipe ?", "je dois le renvoyer du club ?", "on le met dehors ou non",
     "il faut le virer de la classe ?"],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["out_of_scope", "describe_concern", "ask_police", "deny", "start_referral"])
async def test_whether_to_shut_out_is_answered_whatever_the_model_chose(talk: Talk, words: str, intent: str) -> None:
    await talk.hears(COACH, "describe_concern")
    await talk.hears(words, intent)
    assert talk.slots["last_answer"] == "ask_referral/shut_out"


@pytest.mark.parametrize("words", ["je le renvoie vers qui ?", "on l'a déjà viré de son ancien club"])
async def test_where_to_refer_and_what_was_done_are_something_else(talk: Talk, words: str) -> None:
    await talk.hears(COACH, "describe_concern")
    await talk.hears(words, "ask_referral")
    assert talk.slots.get("last_answer") != "ask_referral/shut_out"


@pytest.mark.parametrize(
    "words",
    ["bsr, aide fam, je vais 3x par semaine chez un monsieur de 70 ans, son fils parle de faire la peau aux juges. je "
     "m'adresse à ki pour ça",
     "je conduis le bus scolaire, un ado de 14 ans montre des vidéos de décapitation aux petits. je dois voir qui ?",
     "infirmière indé à Jambes, le petit-fils de ma patiente passe ses nuits sur un forum de masculinistes, vers ki me "
     "tourner ??"],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["describe_concern", "ask_referral", "self_concern"])
async def test_a_workers_story_that_ends_with_whom_to_turn_to_is_referred(talk: Talk, words: str, intent: str) -> None:
    heard = [{"name": "describe_concern/women", "confidence": 0.9}]
    said = await talk.hears(words, intent, asked=heard)
    assert "on a peur" not in said
    assert "c’est dur" not in said
    assert "Quel âge" in said or "dans cet ordre" in said


async def test_a_relatives_story_asks_for_no_sector(talk: Talk) -> None:
    said = await talk.hears("mon neveu ne parle plus que de vengeance, vers qui je me tourne ?", "ask_referral")
    assert "secteur" not in said
