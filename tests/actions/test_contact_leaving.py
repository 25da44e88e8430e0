"""The contact request is left: what was said at « êtes-vous d’accord ? » is a no, and nothing is kept or offered again;
who told of thoughts of death does not leave without the line that answers; a watched phone is warned of."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import at

SUICIDE_LINE = "0800 32 123"
AT_THE_CONSENT = [
    "Non. J'arrête là, je ne veux plus qu'on me contacte.",
    "non j'arrête",
    "finalement je ne veux plus être rappelée",
    "c'est trop risqué, non",
    "en fait non, pas la peine",
    "on en reste là, merci",
    "en fait laissez, j'en parle d'abord au président du club. merci hein",
    "bon laissez, ça ira",
    "je vais d'abord en parler avec ma femme",
    "j'en discute d'abord avec mon équipe",
    "oubliez, je vais voir avec la direction",
    "ok je les appelle alors. c'est ouvert là ?",
    "bon ok je vais appeler",
    "d'accord, je leur téléphone demain",
]


@pytest.mark.parametrize("words", AT_THE_CONSENT)
@pytest.mark.parametrize("intent", ["withdraw_request", "ask_referral", "affirm"])
async def test_who_leaves_where_leave_is_asked_is_let_go_and_nothing_is_kept_or_offered_again(
    talk: Talk, words: str, intent: str
) -> None:
    await talk.starts_form("rappelez-moi au 0475 12 34 33, j'habite Salzinnes")
    said = await talk.hears(words, intent)
    assert not talk.rejected
    assert talk.loop is None
    assert talk.slots.get("paused_form") is None
    assert talk.slots.get("contact_phone") is None
    assert "Rien n’a été envoyé" in said
    assert "0800 111 72" in said
    assert "Reprendre" not in talk.titles


@pytest.mark.parametrize("words", ["laissez tomber, merci beaucoup", "en fait laissez, j'en parle d'abord à mon mari"])
async def test_who_gives_it_up_kindly_is_thanked(talk: Talk, words: str) -> None:
    await talk.starts_form()
    assert "Merci à vous" in await talk.hears(words, "thank")


@pytest.mark.parametrize(
    "words",
    [
        "oui, et je vais appeler aussi",
        "ok mais si c'est fermé appelez au 0475 12 34 33, je préfère appeler sinon",
        "oui d'accord, j'en parle d'abord à personne",
    ],
)
async def test_a_yes_or_a_number_beside_it_does_not_leave(talk: Talk, words: str) -> None:
    await talk.starts_form()
    await talk.hears(words, "request_contact")
    assert talk.loop == "contact_form"


async def test_what_was_told_after_the_yes_is_not_lost_by_speaking_to_somebody_first(talk: Talk) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    await talk.hears("j'en parle d'abord à ma femme", "out_of_scope")
    assert talk.slots["contact_phone"] == "+32475123433"


@pytest.mark.parametrize("words", ["laissez la demande ouverte", "laisse ma demande comme ça"])
async def test_a_word_of_leaving_it_as_it_is_gives_nothing_up(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche", "par téléphone", "0475 12 34 33")
    await talk.hears(words, "out_of_scope")
    assert talk.slots["contact_phone"] == "+32475123433"


# --- after thoughts of death ---


@pytest.mark.parametrize(
    "words", ["je reviens demain pour ça, je vais dormir. merci", "annuler", "non merci", "laissez tomber"]
)
async def test_who_told_of_thoughts_of_death_leaves_with_the_line_that_answers(talk: Talk, words: str) -> None:
    talk.slots["urgent"] = {"kind": "suicide", "said": 1, "over": False, "calm": True, "who": "self"}
    await talk.starts_form("on peut m'écrire plutôt ?")
    said = await talk.hears(words, "thank")
    assert SUICIDE_LINE in said
    assert "Merci de m’en avoir parlé" in said


async def test_who_told_of_nothing_of_the_kind_just_pauses(talk: Talk) -> None:
    await talk.starts_form()
    assert SUICIDE_LINE not in await talk.hears("je reviens demain, merci", "thank")


# --- a watched phone ---


@pytest.mark.parametrize(
    "before",
    [
        "mes frères lisent mes messages, mes appels, tout",
        "mon mari regarde mon gsm",
        "il a accès à mon téléphone",
        "elles regardent tout dans mon tel",
        "mon père surveille mon compte",
        "ils écoutent mes appels",
    ],
)
async def test_who_said_that_the_phone_is_watched_is_warned_when_a_call_is_asked_for(talk: Talk, before: str) -> None:
    await talk.hears(before, "ask_confidentiality")
    said = await talk.starts_form("alors vous pouvez me rappeler mais pas laisser de message")
    assert "autre téléphone" in said
    talk.loop = None
    assert "laissent une trace" not in await talk.starts_form("je voudrais être rappelée")


async def test_who_said_nothing_of_the_kind_is_not_warned(talk: Talk) -> None:
    await talk.hears("mon frère a changé", "describe_concern")
    assert "regarder votre téléphone" not in await talk.starts_form()


# --- why the data are asked ---


@pytest.mark.parametrize(
    "words",
    ["pk vous en avez besoin d'abord ?", "pourquoi vous en avez besoin ?", "il vous faut mon numéro, pourquoi ?",
     "pq vous voulez mes infos ?", "ça vous sert à quoi ?", "en quoi vous avez besoin de mes données ?"],
)  # fmt: skip
async def test_why_the_data_are_asked_is_answered_in_the_form_and_right_after_a_refusal(talk: Talk, words: str) -> None:
    await talk.starts_form()
    assert "servent à une seule chose" in await talk.hears(words, "ask_training")
    await talk.hears("non", "deny")
    assert "servent à une seule chose" in (await talk.hears(words, "ask_training")) or "Pour pouvoir" in talk.said


async def test_what_a_request_may_not_be_read_is_said_of_the_weekend_too(world: World) -> None:
    """« pas lue la nuit » alone would promise a reader on Saturday."""
    texts = [text for listed in world.content.texts.values() for text in listed]
    texts += [field.ask for field in world.form.fields] + list(world.form.texts.values())
    variants = [variant for answer in world.content.answers.values() for variant in answer.variants]
    texts += [bubble for variant in variants for wording in variant.wordings for bubble in wording]
    of_the_night = [text for text in texts if "lue la nuit" in text or "pas la nuit" in text]
    assert of_the_night
    assert all("week-end" in text for text in of_the_night)
