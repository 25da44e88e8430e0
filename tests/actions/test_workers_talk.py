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


@pytest.mark.parametrize(
    "words",
    ["tantôt il m'a coincée contre la porte de la cuisine, j'ai eu trouille", "j'ai eu très peur hier chez lui",
     "il me barrait la sortie en souriant", "je n'ose plus y retourner depuis qu'il m'a suivie au parking",
     "honnêtement elle me fait peur maintenant"],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["describe_concern", "ask_support_for_me", "ask_how_to_talk"])
async def test_a_worker_who_is_afraid_is_kept_safe_first(talk: Talk, words: str, intent: str) -> None:
    await talk.hears("bonsoir, infirmière à domicile, le fils de ma patiente parle de complots", "describe_concern")
    said = await talk.hears(words, intent, asked=[{"name": "ask_how_to_talk/keep_link", "confidence": 0.9}])
    assert talk.slots["last_answer"] == "ask_referral/afraid"
    assert "sécurité passe d’abord" in said
    assert "responsable" in said
    assert "101" in said


@pytest.mark.parametrize(
    "words", ["j'ai peur de me tromper", "j'ai peur pour lui", "les autres élèves ont peur", "je n'ai pas eu peur"]
)
async def test_other_fears_of_a_worker_are_other_questions(talk: Talk, words: str) -> None:
    await talk.hears(COACH, "describe_concern")
    await talk.hears(words, "describe_concern")
    assert talk.slots["last_answer"] != "ask_referral/afraid"


async def test_a_relative_who_is_afraid_is_no_worker(talk: Talk) -> None:
    await talk.hears("mon fils de 20 ans a changé", "describe_concern")
    await talk.hears("il me fait peur", "ask_support_for_me")
    assert talk.slots["last_answer"] != "ask_referral/afraid"


async def test_what_to_do_next_after_the_fear_is_told_again_in_few_words(talk: Talk) -> None:
    await talk.hears("bonsoir, infirmière à domicile, le fils de ma patiente parle de complots", "describe_concern")
    await talk.hears("hier il m'a barré le passage, j'ai eu peur", "describe_concern")
    said = await talk.hears("non non là je suis rentrée, tout va bien", "deny")
    assert "à l’abri" in said
    said = await talk.hears("mais lundi j'y retourne, je fais koi", "goodbye")
    assert "sans quelqu’un" in said
    assert "Au revoir" not in said


@pytest.mark.parametrize(
    "words",
    ["mais s'il rappelle ce soir je fais koi", "et pour le week-end on fait comment", "ok mais que faire alors"],
)
@pytest.mark.parametrize("intent", ["goodbye", "thank"])
async def test_who_asks_what_to_do_takes_no_leave(talk: Talk, words: str, intent: str) -> None:
    await talk.hears("mon neveu de 20 ans a changé", "describe_concern")
    said = await talk.hears(words, intent, asked=[{"name": intent, "confidence": 0.9}])
    assert "Au revoir" not in said
    assert "Avec plaisir" not in said


async def test_who_only_thanks_is_thanked(talk: Talk) -> None:
    await talk.hears("mon neveu de 20 ans a changé", "describe_concern")
    assert "Avec plaisir" in await talk.hears("merci, je ferai ça", "thank")


@pytest.mark.parametrize(
    "words",
    ["un stagiaire refuse d'être avec Samira à cause de son voile, il lui a dit de retourner dans son pays",
     "hier il a encore insulté le petit Congolais devant le groupe, elle aussi"],
)  # fmt: skip
@pytest.mark.parametrize("chosen", ["ask_hate/my_child", "ask_hate"])
async def test_a_trainer_gets_no_words_for_parents_of_a_child(talk: Talk, words: str, chosen: str) -> None:
    await talk.hears("je suis formatrice en maçonnerie, public adulte, le groupe se coupe en deux", "describe_concern")
    said = await talk.hears(words, "ask_hate", asked=[{"name": chosen, "confidence": 0.9}])
    assert "Un enfant visé" not in said
    assert "personne visée" in said
    assert "Unia" in said
    assert "responsable" in said


async def test_a_mother_still_gets_words_for_her_child(talk: Talk) -> None:
    await talk.hears("mon fils de 9 ans se fait traiter de sale arabe à l'école", "ask_hate")
    assert talk.slots["last_answer"] == "ask_hate/my_child"
