"""The contact request ends when people say that it does, and is agreed to by those who go on with it."""

from __future__ import annotations

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at

NOTHING_MORE = [
    "j'ai rien à ajouter, envoie", "bon ben tu peux envoyer ma demande", "vous avez tout",
    "voilà, vous avez tout, je n'ai rien à ajouter", "c'est bon vous pouvez envoyer", "c'est tout, merci",
]  # fmt: skip


@pytest.mark.parametrize("words", NOTHING_MORE)
@pytest.mark.parametrize("size", [6, 7, 8, 9])
async def test_who_has_nothing_to_add_reads_the_request_at_once(
    talk: Talk, world: World, size: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    assert "Voici votre demande" in await talk.hears(words, "out_of_scope")
    assert await world.requests.all() == []


async def test_nothing_to_add_where_the_time_is_asked_leaves_the_time_and_the_machine_alone(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    assert "Voici votre demande" in await talk.hears("vous avez tout, rien d'autre", "out_of_scope")
    assert (talk.slots["contact_when"], talk.slots["contact_voicemail"]) == ("—", "no")


async def test_told_to_send_twice_where_the_time_is_asked_it_is_left_out(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    assert "Pas encore" in await talk.hears("envoyez", "affirm")
    assert "Voici votre demande" in await talk.hears("oui envoyez", "affirm")


async def test_a_worry_whether_it_was_sent_does_not_hold_the_request_back(talk: Talk, world: World) -> None:
    await at(talk, *BY_PHONE)
    words = "je ne sais pas si c'est passé, envoyez ma demande svp"
    assert "référence" in await talk.hears(words, "request_follow_up")
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("words", ["oui c bon envoye", "wi c bon tu peu envoyer"])
async def test_an_order_to_send_is_understood_as_it_is_typed(talk: Talk, world: World, words: str) -> None:
    await at(talk, *BY_PHONE[:8])
    assert "Voici ce qui est envoyé" in await talk.hears(words, "affirm")
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("intent", ["request_follow_up", "affirm"])
async def test_who_asks_whether_it_was_sent_sends_nothing(talk: Talk, world: World, intent: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("c'est envoyé ?", intent)
    assert await world.requests.all() == []


@pytest.mark.parametrize("intent", ["erase_my_data", "affirm"])
async def test_a_word_of_erasing_at_the_read_back_never_sends(talk: Talk, world: World, intent: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("oui efface tout", intent)
    assert await world.requests.all() == []
    assert talk.rejected or talk.loop is None


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("plutôt le matin, entre 9 et 11h, et ne laissez pas de message sur le répondeur svp", "matin"),
        ("d'accord. appelez-moi plutôt le soir après 18 h, et pas de message sur le répondeur", "soir après 18"),
    ],
)
async def test_the_time_and_the_machine_in_one_sentence_are_both_taken(talk: Talk, words: str, when: str) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears(words, "request_contact")
    assert when in talk.slots["contact_when"]
    assert (talk.slots["contact_voicemail"], talk.asked) == ("no", "contact_name")


@pytest.mark.parametrize(
    "words", ["0475/12.34.56", "mon mail c'est anne@exemple.be", "plutôt mardi ou jeudi au 081223344"]
)
async def test_who_answers_the_consent_with_a_way_goes_on_and_is_told_so(talk: Talk, world: World, words: str) -> None:
    await talk.starts_form()
    assert "je comprends que vous êtes d’accord" in await talk.hears(words, "out_of_scope")
    assert talk.slots["contact_consent"] == "yes"
    assert await world.requests.all() == []


@pytest.mark.parametrize(
    ("words", "asked"),
    [("Ah non, pas le matin, j'ai le kiné. Mettez plutôt l'après-midi", "contact_consent"),
     ("qui lit ça ? mon numéro c'est 0475123456 ?", "contact_consent")],
)  # fmt: skip
async def test_a_no_or_a_question_beside_it_is_no_consent_and_no_refusal(talk: Talk, words: str, asked: str) -> None:
    await talk.starts_form()
    await talk.hears(words, "out_of_scope")
    assert talk.slots.get("contact_consent") is None
    assert talk.asked == asked
    assert talk.loop or talk.rejected


@pytest.mark.parametrize(
    "words", ["ya moyen kon mecrive ici plutot ke par tel ?", "écrivez-moi ici plutôt que par téléphone"]
)
async def test_the_way_that_is_not_wanted_is_not_taken(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    await talk.hears("oui", "affirm")
    assert talk.slots["contact_channel"] == "chat"


async def test_wishes_about_the_name_are_not_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:8])
    await talk.hears("jveux pas donner mon nom, juste vous répondez ici sur le chat", "ask_confidentiality")
    assert talk.slots.get("contact_message") is None
    assert talk.asked == "contact_message"


async def test_what_stands_beside_nothing_to_add_is_taken(talk: Talk) -> None:
    await at(talk, "oui", "proche", "anne@exemple.be")
    words = "Parfait. Un mail en journée, c'est l'idéal. Je n'ai rien d'autre à préciser. Ma commune c'est Jambes."
    assert "Voici votre demande" in await talk.hears(words, "out_of_scope")
    assert (talk.slots["contact_name"], talk.slots["contact_commune"]) == ("—", "Jambes")


async def test_an_answer_with_nothing_to_add_is_an_answer(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears("le matin, c'est tout", "out_of_scope")
    assert (talk.slots["contact_when"], talk.asked) == ("le matin", "contact_confirmed")


@pytest.mark.parametrize("words", ["c'est l'idéal", "c'est un ami", "c'est trop tard"])
async def test_what_begins_with_an_article_is_no_name(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears(words, "out_of_scope")
    assert talk.slots.get("contact_name") is None


@pytest.mark.parametrize("action", ["action_withdraw", "action_respond"])
async def test_a_worry_whether_it_was_sent_afterwards_gives_the_reference_again(
    talk: Talk, world: World, action: str
) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("oui envoyez", "affirm")
    reference = str(talk.slots["contact_reference"])
    said = await talk.meets(action, "je ne sais pas si c'est passé, envoyez ma demande svp", "withdraw_request")
    assert reference in said
    assert "retirer la demande" not in said


@pytest.mark.parametrize("words", ["oui tout est juste, vous pouvez envoyer", "c'est correct tu peux envoyer"])
@pytest.mark.parametrize("size", [6, 8, 9])
async def test_who_confirms_and_says_send_is_served_and_shown_what_was_sent(
    talk: Talk, world: World, size: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    said = await talk.hears(words, "affirm")
    assert "Voici ce qui est envoyé" in said
    assert "0475 12 34 33" in said
    assert str(talk.slots["contact_reference"]) in said
    assert len(await world.requests.all()) == 1


async def test_nothing_is_sent_while_the_number_is_missing_whatever_is_confirmed(talk: Talk, world: World) -> None:
    await at(talk, *BY_PHONE[:3])
    await talk.hears("tout est juste, vous pouvez envoyer", "affirm")
    assert talk.asked == "contact_phone"
    assert await world.requests.all() == []


@pytest.mark.parametrize("size", [5, 8, 10])
async def test_what_was_noted_is_read_on_demand_at_any_question(talk: Talk, size: int) -> None:
    await at(talk, *BY_PHONE[:size])
    asked = talk.asked
    said = await talk.hears("vous pouvez me relire ce que vous avez noté ?", "ask_capabilities")
    assert "0475 12 34 33" in said
    assert talk.asked == asked


GIVES_UP = [
    "toute réflexion faite, je préfère retirer ma demande. Ma sœur ne me le pardonnerait pas",
    "je renonce, merci",
]


@pytest.mark.parametrize("words", GIVES_UP)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 8])
async def test_who_takes_the_request_back_in_plain_words_leaves_it_wherever_it_stands(
    talk: Talk, world: World, size: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    assert "ce que vous aviez écrit pour elle est effacé" in await talk.hears(words, "withdraw_request")
    assert talk.loop is None
    assert await world.requests.all() == []


@pytest.mark.parametrize(
    "words",
    [
        "oui oui envoyez si c'est pas encore fait et redites-moi le numéro de dossier que je la note",
        "Oui, envoyez si ce n'est déjà fait, et ayez la bonté de me redire la référence, que je la recopie.",
    ],
)
async def test_an_order_to_send_that_asks_for_the_reference_sends(talk: Talk, world: World, words: str) -> None:
    await at(talk, *BY_PHONE[:6])
    assert "Votre référence" in await talk.hears(words, "request_follow_up")
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize(("words", "voicemail"), [("par téléphone, oui, après 17h", None), ("oui, un message", "yes")])
async def test_a_yes_to_the_telephone_is_no_leave_for_the_voicemail(
    talk: Talk, words: str, voicemail: str | None
) -> None:
    await at(talk, *BY_PHONE[:5])
    await talk.hears(words, "affirm")
    assert talk.slots.get("contact_voicemail") == voicemail


async def test_words_that_find_all_exact_are_no_first_name(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears("Oui, c'est parfaitement exact.", "affirm")
    assert talk.slots.get("contact_name") != "parfaitement exact"


async def test_the_grand_uncle_who_says_that_he_is_to_be_called_is_a_relative(talk: Talk) -> None:
    await talk.starts_form()
    await talk.hears(
        "Je consens à ce que vous transmettiez cela. C'est moi qu'il faut appeler, je suis le grand-oncle."
    )
    assert talk.slots["contact_role"] == "relative"
