"""Questions by the way, in words that the models took for something else."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk


@pytest.mark.parametrize("read_as", ["ask_confidentiality", "describe_concern", "ask_referral"])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("dans le cahier de bord j'écris leurs prénoms ou pas ?", "follow/inside_my_work"),
        ("Dans mon rapport du soir je mets leurs noms ou pas ?", "follow/inside_my_work"),
        ("les autres résidents ils doivent le savoir ou pas ?", "follow/inside_my_work"),
        ("faut prévenir toute l'équipe, je dois les prévenir mes collègues ?", "follow/inside_my_work"),
    ],
)
async def test_a_worker_asks_what_goes_round_at_work(talk: Talk, words: str, answer: str, read_as: str) -> None:
    await talk.hears("bonjour, je suis éducateur dans un internat à Namur", "greet")
    await talk.hears(words, read_as)
    if read_as != "describe_concern":
        assert talk.slots["last_answer"] == answer


@pytest.mark.parametrize("words", ["ma cheffe dit que ça nous regarde pas", "la directrice dit que c'est du folklore"])
async def test_a_boss_who_will_not_move(talk: Talk, words: str) -> None:
    await talk.hears("bonjour, je suis aide familiale à Namur", "greet")
    await talk.hears(words, "ask_referral")
    assert talk.slots["last_answer"] == "follow/boss_will_not_move"


async def test_who_wants_to_see_nobody(talk: Talk) -> None:
    await talk.hears("bonjour, je suis infirmière à Namur", "greet")
    await talk.hears("le patient ne veut voir personne d'extérieur", "ask_referral")
    assert talk.slots["last_answer"] == "ask_referral/adult"


async def test_the_price_of_a_training_is_not_the_price_of_a_call(talk: Talk) -> None:
    await talk.hears("vous avez une formation pour mon équipe ?", "ask_training")
    said = await talk.hears("c'est payant ?", "ask_green_number")
    assert "formation" in said
    assert "à demander" in said


@pytest.mark.parametrize(
    "words",
    [
        "est-ce que le 0800 fonctionne du Canada ?",
        "votre numéro marche depuis l'Espagne ?",
        "on peut joindre le CAPREV de l'étranger ?",
    ],
)
async def test_the_number_from_abroad(talk: Talk, words: str) -> None:
    await talk.hears(words, "ask_green_number")
    assert talk.slots["last_answer"] == "ask_green_number/abroad"


@pytest.mark.parametrize(
    "words",
    [
        "et ma voisine elle peut lire ce que j'ai écrit chez elle ?",
        "mon fils peut lire sur ma tablette ?",
        "j'écris sur le PC de la bibliothèque",
        "mon mari va voir notre conversation sur l'ordinateur ?",
    ],
)
async def test_the_computer_of_somebody_else(talk: Talk, words: str) -> None:
    said = await talk.hears(words, "ask_confidentiality")
    assert talk.slots["last_answer"] == "ask_confidentiality/shared_phone"
    assert "fermez l’onglet" in said


@pytest.mark.parametrize("read_as", ["ask_hate", "out_of_scope"])
@pytest.mark.parametrize(
    "words",
    ["mdr moi c ben laden enchanté", "mdr g crevé 6 fois ds ma game", "ptdr on a perdu 3 ranked, chuis explosé"],
)
async def test_a_joke_is_a_joke(talk: Talk, words: str, read_as: str) -> None:
    await talk.hears(words, read_as)
    assert talk.slots["last_answer"] == "manners/joking"


async def test_laughing_about_what_somebody_else_says_is_no_joke(talk: Talk) -> None:
    await talk.hears("mdr mon frère se prend pour ben laden, il parle que de ça", "describe_concern")
    assert talk.slots["last_answer"] != "manners/joking"


@pytest.mark.parametrize("words", ["A qui je m'adresse en premier ?", "et je dois m'adresser à qui d'abord ?"])
async def test_whom_to_turn_to_is_no_question_for_an_address(talk: Talk, words: str) -> None:
    await talk.hears("je suis éducateur d'internat à Namur, à qui m'adresser pour un élève de 16 ans ?", "ask_referral")
    await talk.hears(words, "ask_referral")
    said = talk.said
    assert "https://www.103ecoute.be" not in said
    assert "CAPREV, pour un avis" in said


@pytest.mark.parametrize(
    ("words", "read_as", "answer"),
    [
        ("Faut-il son accord avant que je vous parle de lui ?", "ask_minor", "ask_caprev/without_agreement"),
        ("je dois demander la permission de ma sœur pour parler d'elle ?", "ask_minor", "ask_caprev/without_agreement"),
        ("chuis pas prof moi, juste concierge", "deny", "follow/not_my_role"),
        ("moi je suis pas éduc, je suis la cuisinière", "deny", "follow/not_my_role"),
        ("le caprev il garde quoi sur moi ?", "ask_caprev", "ask_confidentiality/caprev_keeps"),
        ("et si c'était plutôt une dépression ?", "ask_signs", "ask_signs/other_causes"),
        ("c'est pas juste le deuil de sa maman ?", "ask_signs", "ask_signs/other_causes"),
        ("j'ai appelé ce matin et personne n'a répondu", "request_follow_up", "ask_green_number/outside_hours"),
        ("je préfère le face à face, ils sont où vos bureaux ?", "ask_green_number", "ask_caprev/where"),
    ],
)
async def test_what_is_asked_seldom_has_an_answer_of_its_own(talk: Talk, words: str, read_as: str, answer: str) -> None:
    await talk.hears("mon voisin ne parle plus à personne et regarde des vidéos toute la nuit", "describe_concern")
    await talk.hears(words, read_as)
    assert talk.slots["last_answer"] == answer


async def test_a_worker_asks_whether_the_head_must_be_told_first(talk: Talk) -> None:
    await talk.hears("bonjour, je suis infirmière au PSE d'une école à Namur", "greet")
    await talk.hears("je dois avertir d'abord le directeur ?", "ask_referral")
    assert talk.slots["last_answer"] == "follow/inside_my_work"


async def test_who_speaks_of_themselves_and_tells_on_is_heard(talk: Talk) -> None:
    await talk.hears("je me mets à haïr les étrangers et j'ai honte", "self_concern")
    await talk.hears("pourtant trente ans j'ai servi tout le monde au comptoir, sans un mot de travers", "nlu_fallback")
    assert talk.slots["last_answer"] == "follow/more_told"
