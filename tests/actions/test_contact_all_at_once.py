"""Everything in one message of the contact request: each line goes where it belongs, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at
from tests.actions.test_contact_learned import heard

BEGUN = ["oui", "proche"]
ALBERT = (
    "mon prénom c'est Albert, j'habite Floreffe. Comme message dites que Thomas ne vient plus le dimanche et qu'il est "
    "toujours avec un groupe de plus grands. Et oui vous pouvez me répondre ici aussi"
)
BY_PHONE = [*BEGUN, "par téléphone, 0477 99 88 77, le soir, pas de message vocal"]


def doubted(score: float) -> dict[str, object]:
    return {"level": "unsure", "kind": None, "score": score, "reasons": []}


def lines(talk: Talk, *names: str) -> list[object]:
    return [talk.slots.get(f"contact_{name}") for name in names]


@pytest.mark.parametrize(
    ("words", "name", "town", "message"),
    [
        (
            "Par téléphone, 0496 23 45 67, le matin, ils peuvent laisser un message sur le répondeur. Nadia, de Namur. "
            "Message : mon frère a quitté son travail et ne parle plus que d'un groupe en ligne. Et oui vous pouvez "
            "m'écrire ici", "Nadia", "Namur",
            "mon frère a quitté son travail et ne parle plus que d'un groupe en ligne.",
        ),
        (
            "0496 23 45 67 le matin, répondeur oui. Moi c'est Monique, de Jambes. Dites leur que mon neveu a coupé "
            "avec la famille et parle que de guerre. Et oui on peut m'écrire ici aussi", "Monique", "Jambes",
            "mon neveu a coupé avec la famille et parle que de guerre.",
        ),
        (
            "tel 0496 23 45 67, le matin, message vocal ok. Fatiha, j'habite Jemeppe. Message : ma fille ne sort plus, "
            "elle mange seule. Vous pouvez m'écrire ici si besoin", "Fatiha", "Jemeppe",
            "ma fille ne sort plus, elle mange seule.",
        ),
    ],
)  # fmt: skip
async def test_all_lines_of_one_message_stand_in_the_read_back(
    talk: Talk, words: str, name: str, town: str, message: str
) -> None:
    await at(talk, *BEGUN)
    said = await talk.hears(words, "request_contact")
    assert talk.asked == "contact_confirmed"
    assert lines(talk, "phone", "name", "commune", "message") == ["+32496234567", name, town, message]
    assert lines(talk, "voicemail", "write_here") == ["yes", "yes"]
    assert "Vous écrire ici : Oui" in said


@pytest.mark.parametrize(
    ("behind", "line", "value"),
    [
        ("Et pas la peine de m'écrire ici", "write_here", "no"),
        ("et ne laissez rien sur le répondeur", "voicemail", "no"),
        ("Rappelez plutôt après 10h", "when", "après 10h"),
        ("j'habite Gembloux", "commune", "Gembloux"),
    ],
)
async def test_a_last_sentence_about_another_line_is_no_part_of_the_message(
    talk: Talk, behind: str, line: str, value: str
) -> None:
    await at(talk, *BEGUN, "par téléphone 0477 99 88 77", "le soir")
    await talk.hears(f"Anne. Message : il ne va plus à l'école et ment à tous. {behind}", "request_contact")
    assert talk.slots["contact_message"] == "il ne va plus à l'école et ment à tous."
    assert talk.slots[f"contact_{line}"] == value


async def test_what_is_told_of_somebody_else_stays_in_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    tale = "il s'est fâché. Il ne veut plus m'écrire et elle ne répond pas sur sa messagerie"
    await talk.hears(f"Anne. Message : {tale}", "request_contact")
    assert talk.slots["contact_message"] == tale
    assert talk.slots.get("contact_write_here") == "no"  # read back early, with no leave (decision 0015)


async def test_a_long_message_of_lines_that_only_the_model_doubts_is_an_answer(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(ALBERT, "check_urgency", urgency=doubted(0.118), calm_intent="describe_concern")
    assert not talk.rejected
    assert lines(talk, "name", "write_here") == ["Albert", "yes"]
    assert str(talk.slots["contact_message"]).startswith("Thomas ne vient plus le dimanche")


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("moi c'est Albert. Message : il a un couteau et il va la tuer ce soir", 0.3),
        ("moi c'est Albert, j'habite Floreffe, il a vendu sa moto et il dit adieu à tous", 0.4),
    ],
)
async def test_plain_danger_and_what_is_more_than_little_doubted_leave_the_form(
    talk: Talk, words: str, score: float
) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(words, "check_urgency", urgency=doubted(score), calm_intent="describe_concern")
    assert talk.rejected


async def test_a_tale_beside_a_name_and_a_town_is_the_message(talk: Talk) -> None:
    await at(talk, *BY_PHONE)
    front, tale = "moi c'est Julie, j'habite Floreffe.", "il ne mange plus avec nous et il ne voit plus ses amis"
    await talk.hears(f"{front} {tale}", "describe_concern", **heard("tells", 0.9, (front, "answer"), (tale, "tells")))
    assert lines(talk, "name", "commune", "message") == ["Julie", "Floreffe", tale]


async def test_a_time_and_a_yes_behind_a_number_ask_nothing(talk: Talk) -> None:
    await at(talk, *BEGUN, "par téléphone")
    await talk.hears("0470 10 20 30, le matin, répondeur oui", "ask_green_number", calm_intent="ask_green_number")
    assert lines(talk, "phone", "when", "voicemail") == ["+32470102030", "le matin", "yes"]


async def test_who_is_put_together_with_a_place_is_the_writer_only_where_the_sentence_says_no_more(talk: Talk) -> None:
    await at(talk, *BEGUN)
    await talk.hears("par mail lili.martin@exemple.be. Karim, de Namur, l'a recruté", "request_contact")
    assert talk.slots.get("contact_name") is None


async def test_a_number_that_lacks_digits_is_told_before_the_consent_is_asked(talk: Talk) -> None:
    said = await talk.starts_form(
        "je suis sa tante. par téléphone au 0478 12 34, plutôt le matin, pas de répondeur svp"
    )
    assert "n’a pas l’air complet" in said
    assert talk.asked == "contact_consent"
    said = await talk.hears("oui", "affirm")
    assert talk.asked == "contact_phone"
    assert "Il y manque peut-être un chiffre" in said
    await talk.hears("0478 12 34 56")
    assert lines(talk, "phone", "when", "voicemail") == ["+32478123456", "le matin", "no"]


async def test_a_call_asked_for_at_a_number_that_lacks_digits_is_a_call(talk: Talk) -> None:
    assert "n’a pas l’air complet" in await talk.starts_form("rappelez-moi au 0475 12 3 svp")
    assert talk.slots["contact_channel"] == "phone"


@pytest.mark.parametrize(
    "front", ["pour le message, dites juste que", "comme message mettez que", "dites-leur simplement que"]
)
async def test_what_the_team_is_told_is_the_message_and_nothing_to_say_on_the_phone(talk: Talk, front: str) -> None:
    await at(talk, *BY_PHONE)
    await talk.hears(f"moi c'est Yves, et {front} c'est pour mon beau-fils qui ne va plus au boulot", "request_contact")
    assert talk.slots["contact_message"] == "c'est pour mon beau-fils qui ne va plus au boulot"
    assert not (talk.slots.get("contact_tries") or {}).get("to_say")


async def test_a_way_that_is_preferred_is_the_way(talk: Talk) -> None:
    await at(talk, *BEGUN)
    await talk.hears("je préfère ici. moi c'est Aya. Message : ma soeur ne voit plus personne", "request_contact")
    assert lines(talk, "channel", "name", "message") == ["chat", "Aya", "ma soeur ne voit plus personne"]


async def test_a_time_taken_back_in_the_same_breath_is_not_kept(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears(
        "alors je suis sa maman, Sandrine, j'habite Jambes. Par téléphone au 0475 12 34 56, le matin, non attendez "
        "plutôt l'après-midi, et vous pouvez laisser un message sur le répondeur. Vous pouvez aussi m'écrire ici. À "
        "leur dire : il s'enferme et il ne parle plus que de haine", "request_contact",
    )  # fmt: skip
    assert lines(talk, "when", "name", "commune", "voicemail", "write_here") == [
        "l'après-midi", "Sandrine", "Jambes", "yes", "yes"
    ]  # fmt: skip
    assert lines(talk, "message", "role") == ["il s'enferme et il ne parle plus que de haine", "relative"]


@pytest.mark.parametrize("who", ["Benoît, papa d'un garçon de 16 ans", "maman d'une fille de 19 ans"])
async def test_who_is_somebodys_parent_is_not_asked_in_what_capacity(talk: Talk, who: str) -> None:
    await talk.starts_form(f"Bonsoir, je voudrais être rappelé. {who}, par téléphone au 0470 12 34 56")
    assert lines(talk, "role") == ["relative"]
