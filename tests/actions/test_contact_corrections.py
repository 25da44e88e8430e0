"""Several facts in one message, and lines put right in free words: read, read back, and never sent unseen."""

from __future__ import annotations

from typing import Any

import pytest

from actions.world import World
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at


@pytest.mark.parametrize(
    ("words", "line", "value"),
    [
        ("changez le moment : le soir après 18h", "when", "le soir après 18h"),
        ("le numéro oui c'est ça, mais mettez plutôt le jeudi après 16h", "when", "le jeudi après 16h"),
        ("non pas ça, le matin", "when", "le matin"),
        ("non c'est pas bon l'heure, mettez n'importe quand", "when", "n'importe quand"),
        ("changez le prénom, c'est Nathalie pas Dinant", "name", "Nathalie"),
        ("mon prénom c'est pas Anne c'est Julia", "name", "Julia"),
        ("jambes c'est la commune, mon prénom c'est Sylvie", "commune", "Jambes"),
        ("attention Salzinnes c'est la commune, mon prénom c'est Sophie", "commune", "Salzinnes"),
        ("la commune c'est juste Arlon", "commune", "Arlon"),
        ("j'habite plutot Saint-Servais", "commune", "Saint-Servais"),
        ("ok, et mettez Andenne", "commune", "Andenne"),
        ("le répondeur c'est oui", "voicemail", "yes"),
        ("mon numéro finit par 34 pas 33", "phone", "+32475123434"),
        ("oui mais c'est pas 33 à la fin c'est 65", "phone", "+32475123465"),
        ("oups c'est c.lambert@amo-exemple.org pas .be", "email", "c.lambert@amo-exemple.org"),
        ("je suis pro hein, pas la famille", "role", "professional"),
        ("et vous pouvez m'écrire ici", "write_here", "yes"),
        ("mon message c'est je veux juste un conseil", "message", "je veux juste un conseil"),
        ("non en fait mets juste : je veux parler", "message", "je veux parler"),
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "withdraw_request", "out_of_scope", "erase_my_data"])
async def test_a_line_put_right_at_the_read_back_is_read_back_again_and_not_sent(
    talk: Talk, world: World, words: str, line: str, value: str, intent: str
) -> None:
    await at(talk, *BY_PHONE)
    assert talk.asked == "contact_confirmed"
    await talk.hears(words, intent)
    assert talk.slots[f"contact_{line}"] == value
    assert talk.loop is not None
    assert await world.requests.all() == []


async def test_two_lines_in_one_breath_are_both_put_right(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("non le numéro finit par 65 pas 33, et laissez un message vocal oui", "deny")
    assert (talk.slots["contact_phone"], talk.slots["contact_voicemail"]) == ("+32475123465", "yes")


@pytest.mark.parametrize(
    ("answers", "words", "line", "value"),
    [
        (BY_PHONE[:6], "mettez plutôt le soir après 18h", "when", "le soir après 18h"),
        (BY_PHONE[:5], "je vous ai dit pas le mercredi, sinon le soir", "when", "pas le mercredi, le soir"),
        (BY_PHONE[:7], "changez le prénom, mettez Lucien", "name", "Lucien"),
        (BY_PHONE[:6], "et le message vocal c'est oui finalement", "voicemail", "yes"),
        (BY_PHONE[:9], "ah oui et c'est pas 33 à la fin c'est 65", "phone", "+32475123465"),
    ],
)
async def test_a_line_put_right_on_the_way_is_noted_and_the_question_stands(
    talk: Talk, answers: list[str], words: str, line: str, value: str
) -> None:
    await at(talk, *answers)
    asked = talk.asked
    said = await talk.hears(words)
    assert talk.slots[f"contact_{line}"] == value
    assert talk.asked == asked
    assert "oté" in said
    assert talk.slots.get("contact_write_here") is None


@pytest.mark.parametrize("words", ["envoyer", "oui c'est bon", "oui envoyez", "ok", "c'est bon envoyez"])
@pytest.mark.parametrize(
    ("title", "line"), [("Quand", "when"), ("Prénom", "name"), ("Commune", "commune"), ("Votre message", "message")]
)
async def test_a_word_of_sending_leaves_an_opened_line_as_it_was(
    talk: Talk, world: World, words: str, title: str, line: str
) -> None:
    await at(talk, *BY_PHONE)
    before = talk.slots[f"contact_{line}"]
    await talk.taps("Modifier")
    await talk.taps(title)
    said = await talk.hears(words, "affirm")
    assert talk.slots[f"contact_{line}"] == before
    assert talk.asked == "contact_confirmed"
    assert "Voici votre demande" in said
    assert await world.requests.all() == []


SENDING = ["envoyez", "oui envoyez", "je confirme", "c'est bon envoyez"]


@pytest.mark.parametrize("words", SENDING)
async def test_a_word_of_sending_is_never_an_answer(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:4])
    assert "Pas encore" in await talk.hears(words, "affirm")
    assert (talk.asked, talk.slots.get("contact_when")) == ("contact_when", None)


@pytest.mark.parametrize(("size", "line"), [(6, "name"), (7, "commune"), (8, "message"), (9, "write_here")])
@pytest.mark.parametrize("words", [words for words in SENDING if words != "oui envoyez"])
async def test_a_word_of_sending_leaves_out_what_need_not_be_answered_and_reads_back(
    talk: Talk, world: World, size: int, line: str, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    assert talk.asked == f"contact_{line}"
    assert "Voici votre demande" in await talk.hears(words, "affirm")
    assert talk.slots[f"contact_{line}"] in {"—", "no"}
    assert talk.slots["contact_write_here"] == "no"
    assert await world.requests.all() == []


@pytest.mark.parametrize("size", [6, 7, 8])
@pytest.mark.parametrize("words", ["oui envoyez", "oui oui, vous pouvez envoyer"])
async def test_a_yes_and_an_order_where_a_text_is_asked_send_and_show_what_was_sent(
    talk: Talk, world: World, size: int, words: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    said = await talk.hears(words, "affirm")
    assert "Voici ce qui est envoyé" in said
    assert "Votre référence" in said
    assert len(await world.requests.all()) == 1


async def test_a_yes_and_an_order_where_yes_may_answer_are_read_back(talk: Talk, world: World) -> None:
    await at(talk, *BY_PHONE[:9])
    assert "Voici votre demande" in await talk.hears("oui envoyez", "affirm")
    assert await world.requests.all() == []


async def test_a_line_named_without_its_new_value_is_asked_and_then_the_rest_goes_on(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    await talk.hears("changez le moment")
    assert talk.asked == "contact_when"
    await talk.hears("le soir")
    assert (talk.slots["contact_when"], talk.asked) == ("le soir", "contact_commune")


@pytest.mark.parametrize("words", ["non", "non pas encore", "non pas comme ça"])
async def test_a_no_at_the_read_back_erases_nothing(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words, "deny")
    assert talk.slots["contact_phone"] == "+32475123433"
    assert talk.loop is not None
    assert "effacé" not in said
    assert talk.titles


@pytest.mark.parametrize("words", ["annuler", "finalement non, annulez, je préfère appeler moi-même", "arrêtez tout"])
async def test_a_clear_word_of_cancelling_erases_and_leaves_ways_on(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears(words, "deny")
    assert talk.slots["contact_phone"] is None
    assert "0800 111 72" in said
    assert talk.titles


async def test_the_exchange_is_asked_for_in_words_and_attached_only_after_a_yes(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears("joignez l'échange", "withdraw_request")
    assert talk.asked == "contact_attach"
    assert talk.slots.get("contact_attach") is None


# --- several facts at once ---


@pytest.mark.parametrize(
    ("answers", "words", "expected", "asked"),
    [
        ([], "oui c'est ok, par téléphone, mon numéro c'est le 0475 12 34 56",
         {"consent": "yes", "channel": "phone", "phone": "+32475123456"}, "role"),
        (["oui", "proche"], "par telephone le soir si possible", {"channel": "phone", "when": "le soir si possible"},
         "phone"),
        (["oui", "proche"], "uniquement par mail a.b@exemple.be", {"channel": "email", "email": "a.b@exemple.be"},
         "name"),
        (["oui", "proche"], "au 0486/12.34.56 mais évitez le mercredi",
         {"phone": "+32486123456", "when": "évitez le mercredi"}, "voicemail"),
        (BY_PHONE[:4], "quand vous voulez mais pas le matin je bosse",
         {"when": "quand vous voulez mais pas le matin je bosse"}, "voicemail"),
        (BY_PHONE[:4], "je l'ai dit, après 16h", {"when": "après 16h"}, "voicemail"),
        (BY_PHONE[:6], "Nathalie, mais écrivez-moi au 0470 12 34 56", {"name": "Nathalie", "phone": "+32470123456"},
         "commune"),
        (["oui", "proche", "mail"], "sophie point lambert arobase cpas point be",
         {"email": "sophie.lambert@cpas.be"}, "name"),
    ],
)  # fmt: skip
async def test_every_fact_of_a_message_is_kept(
    talk: Talk, answers: list[str], words: str, expected: dict[str, Any], asked: str
) -> None:
    await at(talk, *answers)
    await talk.hears(words, "affirm" if not answers else "out_of_scope")
    assert {name: talk.slots.get(f"contact_{name}") for name in expected} == expected
    assert talk.asked == f"contact_{asked}"


async def test_the_evening_is_a_choice(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.taps("Le soir")
    assert talk.slots["contact_when"] == "le soir"


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("je suis assistante de justice à Andenne", {"role": "professional", "commune": "Andenne"}),
        ("jsuis son frère, il va mal", {"role": "relative"}),
        ("éducateur en AMO, une question", {"role": "professional"}),
        ("jai 22 ans et c'est pour moi", {"role": "self", "adult": "yes"}),
    ],
)
async def test_what_was_said_before_the_form_is_not_asked_again(
    talk: Talk, earlier: str, expected: dict[str, Any]
) -> None:
    await talk.hears(earlier, "describe_concern")
    await talk.starts_form()
    await talk.hears("oui", "affirm")
    assert {name: talk.slots.get(f"contact_{name}") for name in expected} == expected
    assert talk.asked == "contact_channel"


async def test_where_somebody_else_lives_is_not_taken_for_the_writers_town(talk: Talk) -> None:
    await talk.hears("mon fils habite à Liège", "describe_concern")
    await talk.starts_form()
    assert talk.slots.get("contact_commune") is None


@pytest.mark.parametrize("words", ["0475 12", "mon numéro c'est le 04"])
async def test_a_number_that_was_begun_says_the_way_and_is_asked_in_full(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche")
    assert "pas l’air complet" in await talk.hears(words)
    assert (talk.slots["contact_channel"], talk.asked) == ("phone", "contact_phone")


async def test_no_way_is_chosen_in_the_persons_place(talk: Talk) -> None:
    await at(talk, "oui", "proche", "bleu", "vert", "rouge")
    assert talk.slots.get("contact_channel") is None
    assert talk.titles == ["Reprendre", "Abandonner"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("le matin avant 10h", "le matin avant 10h"), ("pas le matin", "pas le matin"), ("le matin", "en matinée")],
)
async def test_a_time_keeps_what_is_said_beside_a_button(talk: Talk, words: str, value: str) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears(words)
    assert talk.slots["contact_when"] in {value, words}


async def test_no_word_of_indifference_is_a_town(talk: Talk) -> None:
    await at(talk, "oui", "proche", "ici")
    await talk.hears("caprev ou la ville c'est égal")
    assert talk.slots.get("contact_commune") is None


async def test_a_known_town_is_heard_in_an_impatient_answer(talk: Talk) -> None:
    await at(talk, *BY_PHONE[:7])
    await talk.hears("Namur je l'ai déjà dit", "ask_namur")
    assert talk.slots["contact_commune"] == "Namur"


async def test_what_is_already_so_is_not_read_back_twice(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    said = await talk.hears("j'ai dit après 16h", "out_of_scope")
    assert "déjà noté" in said
    assert "Voici votre demande" not in said


async def test_at_work_he_shouts_makes_nobody_a_professional(talk: Talk) -> None:
    await talk.hears("mon fils va mal, au travail il crie, il n'écoute plus", "describe_concern")
    await talk.starts_form()
    assert talk.slots["contact_role"] == "relative"


@pytest.mark.parametrize("words", ["Momo", "bof", "euh", "hein", "voilà"])
@pytest.mark.parametrize("before", ["non", "modifier"])
async def test_after_a_no_at_the_read_back_no_answer_is_silent(talk: Talk, before: str, words: str) -> None:
    """A turn that says nothing is a failed turn: the person would be told that we cannot answer."""
    await at(talk, *BY_PHONE)
    await talk.hears(before)
    for _ in range(2):
        assert await talk.hears(words)


async def test_a_time_before_the_number_is_heard(talk: Talk) -> None:
    await at(talk, "oui", "proche", "0478/55.21.09")
    await talk.hears("plutôt le matin après 9h, au 0478/55.21.09", "request_contact")
    assert talk.slots["contact_when"] == "le matin après 9h"
