"""The contact request read back early: who tells several lines at once is asked only for what is needed (0015)."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.dictated import with_marks
from tests.actions.conftest import Talk
from tests.actions.form_talk import BY_PHONE, at
from tests.actions.test_contact_all_at_once import doubted, lines

FIRST = (
    "Bonsoir, je voudrais être rappelé. Benoît, papa d'un garçon de 16 ans, par téléphone au 0470 12 34 56, plutôt le "
    "jeudi matin, j'habite Floreffe. C'est pour des vidéos qu'il regarde en boucle"
)
NADIA = (
    "0485 13 27 46, le matin, vous pouvez laisser un message vocal. Nadia, de Jambes. rien à ajouter comme message, et "
    "oui on peut m'écrire ici"
)
MAMY = (
    "je suis sa mamy alors mon numéro c est le 081 22 45 67 c est le fixe virgule le matin c est le mieux et pas de "
    "message sur le répondeur s il vous plaît mon fils écoute tout"
)
SANDRINE = (
    "alors je suis sa maman, Sandrine, j'habite Jambes. Par téléphone au 0475 12 34 56, le matin, non attendez plutôt "
    "l'après-midi, et vous pouvez laisser un message sur le répondeur. Vous pouvez aussi m'écrire ici si besoin. À "
    "leur dire : il s'enferme et il ne parle plus que de haine, je n'ai rien d'autre à ajouter"
)
MORE = "Vous pouvez encore ajouter"
THREE = "0475 12 34 33, le soir, pas de message vocal"


@pytest.mark.parametrize(
    "words", [THREE, "rappelez-moi au 0475 12 34 33 le soir, moi c'est Nadia", "0475 12 34 33 le soir. j'habite Jambes"]
)
async def test_who_tells_three_lines_at_once_is_asked_nothing_that_is_not_needed(talk: Talk, words: str) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears(words, "request_contact")
    assert talk.asked == "contact_confirmed"
    assert "Message vocal : Non" in said
    assert "Vous écrire ici : Non" in said
    assert MORE in said
    assert "Envoyer" in talk.titles


async def test_what_may_still_be_added_names_only_what_is_missing(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears(THREE, "request_contact")
    assert f"{MORE} un prénom, une commune ou un message\u00a0: écrivez-le simplement." in said
    said = await talk.hears("moi c'est Nadia, j'habite Jambes", "request_contact")
    assert lines(talk, "name", "commune") == ["Nadia", "Jambes"]
    assert f"{MORE} un message\u00a0: écrivez-le simplement." in said


async def test_two_messages_of_two_lines_are_as_good_as_one_of_three(talk: Talk) -> None:
    await at(talk, "oui", "proche", "0475 12 34 33 le soir")
    assert talk.asked == "contact_voicemail"
    await talk.hears("non. et moi c'est Nadia", "request_contact")
    assert talk.asked == "contact_confirmed"


async def test_who_answers_one_question_at_a_time_is_asked_all_of_them(talk: Talk) -> None:
    await talk.starts_form()
    questions = [talk.asked]
    for answer in BY_PHONE:
        assert MORE not in await talk.hears(answer)
        questions.append(talk.asked)
    wanted = ["consent", "role", "channel", "phone", "when", "voicemail", "name", "commune", "message", "write_here"]
    assert questions == [f"contact_{name}" for name in [*wanted, "confirmed"]]


async def test_what_is_needed_is_asked_however_much_is_told(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    await talk.hears(
        "par téléphone, le soir, pas de message vocal, moi c'est Nadia, j'habite Jambes", "request_contact"
    )
    assert talk.asked == "contact_phone"
    await talk.hears("0475 12 34 33")
    assert talk.asked == "contact_confirmed"


async def test_the_opening_that_was_kept_before_the_consent_counts(talk: Talk) -> None:
    await talk.starts_form(FIRST)
    assert talk.asked == "contact_consent"
    said = await talk.hears("oui", "affirm")
    assert talk.asked == "contact_confirmed"
    assert lines(talk, "role", "name", "when", "commune") == ["relative", "Benoît", "le jeudi matin", "Floreffe"]
    assert f"{MORE} un message\u00a0:" in said


@pytest.mark.parametrize(
    ("words", "line", "value"),
    [
        ("Nadia", "name", "Nadia"),
        ("moi c'est Nadia", "name", "Nadia"),
        ("Nadia, de Jambes", "commune", "Jambes"),
        ("Jambes", "commune", "Jambes"),
        ("j'habite Jambes", "commune", "Jambes"),
        ("il ne sort plus et il ne jure que par un type en ligne", "message", None),
        ("mon fils ne mange plus avec nous depuis septembre", "message", None),
        ("oui et mettez que mon fils ne mange plus avec nous", "message", "mon fils ne mange plus avec nous"),
        ("message : il ne mange plus avec nous", "message", "il ne mange plus avec nous"),
    ],
)
async def test_what_is_written_at_the_read_back_is_added_and_read_again(
    talk: Talk, world: World, words: str, line: str, value: str | None
) -> None:
    await at(talk, "oui", "proche", THREE)
    said = await talk.hears(words, "describe_concern")
    assert talk.slots[f"contact_{line}"] == (value or words)
    assert "Voici votre demande" in said
    assert await world.requests.all() == []


async def test_a_time_is_added_where_none_was_told(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears("0475 12 34 33, moi c'est Nadia, j'habite Jambes", "request_contact")
    assert f"{MORE} un moment ou un message" in said
    await talk.hears("le matin")
    assert talk.slots["contact_when"] == "le matin"


@pytest.mark.parametrize("words", ["oui", "envoyez", "c'est bon, envoyez", "parfait merci"])
async def test_a_yes_to_an_early_read_back_sends_and_adds_nothing(talk: Talk, world: World, words: str) -> None:
    await at(talk, "oui", "proche", THREE)
    await talk.hears(words, "affirm")
    assert len(await world.requests.all()) == 1


@pytest.mark.parametrize("words", ["non", "attendez", "c'est faux", "non c'est pas ça", "c'est gratuit ?"])
async def test_what_is_no_story_becomes_no_message(talk: Talk, world: World, words: str) -> None:
    await at(talk, "oui", "proche", THREE)
    await talk.hears(words, "deny")
    assert talk.slots.get("contact_message") in {"—", None}
    assert await world.requests.all() == []


async def test_plain_danger_at_an_early_read_back_leaves_the_form(talk: Talk) -> None:
    await at(talk, "oui", "proche", THREE)
    await talk.hears("il a un couteau et il va la tuer ce soir", "check_urgency", urgency=doubted(0.4))
    assert talk.rejected


@pytest.mark.parametrize("words", ["c'est tout", "rien d'autre", "vous me relisez tout ça ?", "vous avez tout"])
async def test_who_says_that_it_is_all_is_read_everything_without_a_time(talk: Talk, world: World, words: str) -> None:
    await at(talk, *BY_PHONE[:4])
    said = await talk.hears(words, "out_of_scope")
    assert talk.asked == "contact_confirmed"
    assert f"{MORE} un moment, un prénom, une commune ou un message" in said
    assert await world.requests.all() == []


@pytest.mark.parametrize(
    "words", ["c'est bien ça, vous pouvez envoyer", "tout est juste, vous pouvez envoyer", "envoyez"]
)
async def test_without_a_time_it_is_read_back_before_it_is_sent(talk: Talk, world: World, words: str) -> None:
    await at(talk, "oui", "proche", "mail lili.martin@exemple.be. moi c'est Nadia", "non plutôt par tel, 0475 12 34 33")
    await talk.hears(words, "affirm")
    assert talk.asked == "contact_confirmed"
    assert await world.requests.all() == []
    await talk.hears("oui", "affirm")
    assert len(await world.requests.all()) == 1


async def test_everything_with_no_message_is_read_back(talk: Talk) -> None:
    await at(talk, "oui", "proche")
    said = await talk.hears(NADIA, "request_contact")
    assert talk.asked == "contact_confirmed"
    assert lines(talk, "when", "name", "commune", "message", "write_here") == [
        "le matin",
        "Nadia",
        "Jambes",
        "—",
        "yes",
    ]
    assert MORE not in said  # a message was declined


async def test_a_dictated_message_without_marks_keeps_every_line(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears(MAMY, "request_contact")
    assert lines(talk, "role", "phone", "when", "voicemail") == ["relative", "+3281224567", "le matin", "no"]
    await talk.hears("moi c est simone et j habite à jambes", "ask_support_for_me")
    assert [str(value).lower() for value in lines(talk, "name", "commune")] == ["simone", "jambes"]
    await talk.hears(
        "vous pouvez mettre que mon petit fils a dix neuf ans qu il ne vient plus le dimanche et se dispute point",
        "check_urgency", urgency=doubted(0.099), calm_intent="describe_concern",
    )  # fmt: skip
    assert str(talk.slots["contact_message"]).startswith("mon petit fils a dix neuf ans")
    assert str(talk.slots["contact_message"]).endswith("se dispute.")
    assert talk.asked == "contact_confirmed"
    await talk.hears("non ne m écrivez pas ici c est la tablette de ma fille", "deny")
    assert lines(talk, "write_here") == ["no"]


@pytest.mark.parametrize("size", [2, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("front", ["vous pouvez mettre que", "mettez que", "notez que", "vous pouvez écrire que"])
async def test_what_is_to_be_put_of_somebody_is_the_message_whatever_is_asked(
    talk: Talk, size: int, front: str
) -> None:
    await at(talk, *BY_PHONE[:size])
    await talk.hears(f"{front} ma fille ne vient plus le dimanche et ment à tous", "describe_concern")
    assert talk.slots["contact_message"] == "ma fille ne vient plus le dimanche et ment à tous"


@pytest.mark.parametrize(
    "words",
    [
        "mettez que c'est le soir après 18h",
        "notez que je m'appelle Nadia",
        "mettez que je préfère le soir, mon fils dort",
    ],
)
async def test_a_line_that_is_to_be_put_is_no_message(talk: Talk, words: str) -> None:
    await at(talk, *BY_PHONE[:4])
    await talk.hears(words, "request_contact")
    assert talk.slots.get("contact_message") is None


async def test_a_time_taken_back_in_a_long_message_and_the_end_of_it(talk: Talk) -> None:
    await at(talk, "oui")
    await talk.hears(SANDRINE, "request_contact")
    assert lines(talk, "when", "message") == ["l'après-midi", "il s'enferme et il ne parle plus que de haine"]
    assert talk.asked == "contact_confirmed"


async def test_a_name_put_right_a_yes_and_the_wish_to_reread(talk: Talk) -> None:
    await at(talk, "oui", "proche", "0476 58 21 09, après 16h, et pas de message sur le répondeur svp")
    await talk.hears(
        "Patrik, j'habite Floreffe. dites leur juste qu'il ne sort plus et qu'il ne jure que par un type",
        "describe_concern",
    )
    assert lines(talk, "name", "commune") == ["Patrik", "Floreffe"]
    said = await talk.hears(
        "oups c'est Patrick, avec ck. et oui vous pouvez m'écrire ici. vous me relisez tout ça ?", "request_contact"
    )
    assert lines(talk, "name", "write_here") == ["Patrick", "yes"]
    assert talk.asked == "contact_confirmed"
    assert "Patrik" not in said


@pytest.mark.parametrize("name", ["Patrik", "Zélie"])
async def test_a_town_beside_a_name_that_nobody_knows_is_kept(talk: Talk, name: str) -> None:
    await at(talk, *BY_PHONE[:6])
    await talk.hears(
        f"{name}, j'habite Floreffe. dites leur juste qu'il ne sort plus et ne voit personne", "describe_concern"
    )
    assert lines(talk, "name", "commune") == [name, "Floreffe"]


@pytest.mark.parametrize(
    "words",
    [
        "ah non la commune c'est pas juste, Floreffe c'est là que je travaille, j'habite à Profondeville",
        "Floreffe c'est le boulot, moi j'habite Profondeville", "en fait j'habite à Profondeville",
    ],
)  # fmt: skip
async def test_where_somebody_lives_takes_the_place_of_where_they_work(talk: Talk, words: str) -> None:
    await talk.starts_form("rappelez-moi svp, j'habite Floreffe")
    await talk.hears("oui")
    await talk.hears(words, "deny")
    assert talk.slots["contact_commune"] == "Profondeville"


@pytest.mark.parametrize(
    "words",
    [
        "Benoît, papa d'un garçon de 16 ans, rappelez-moi", "rappelez-moi svp. maman de deux ados",
        "bonjour, tante d'une fille de 15 ans, je voudrais être rappelée",
    ],
)  # fmt: skip
async def test_whose_elder_somebody_is_makes_them_a_relative(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    await talk.hears("oui")
    assert talk.slots["contact_role"] == "relative"


@pytest.mark.parametrize(
    "words",
    [
        "donnez-moi juste le numéro, j'appellerai moi-même", "je préfère appeler, c'est quoi le numéro ?",
        "non laissez tomber donnez le numéro", "finalement je vais appeler moi-même",
    ],
)  # fmt: skip
async def test_who_would_rather_call_is_given_the_number_at_once(talk: Talk, words: str) -> None:
    await talk.starts_form()
    said = await talk.hears(words, "ask_green_number")
    assert talk.loop is None
    assert "0800 111 72" in said
    assert talk.slots.get("contact_consent") is None


@pytest.mark.parametrize(
    "words",
    [
        "quelqu'un pourrait me rappeler demain ? un vrai humain pas un robot",
        "j'aimerais qu'une vraie personne me rappelle", "une vraie personne peut me téléphoner ?",
    ],
)  # fmt: skip
async def test_a_person_who_calls_back_is_a_request(talk: Talk, words: str) -> None:
    await talk.hears(words, "talk_to_human")
    assert "contact_form" in talk.followups


@pytest.mark.parametrize("words", ["je veux parler à un humain", "c'est une vraie personne qui me répond ?"])
async def test_a_person_alone_is_no_request(talk: Talk, words: str) -> None:
    await talk.hears(words, "talk_to_human")
    assert "contact_form" not in talk.followups


@pytest.mark.parametrize(
    ("dictated", "typed"),
    [
        ("le matin virgule pas le soir point", "le matin, pas le soir."),
        ("il se dispute avec tout le monde point", "il se dispute avec tout le monde."),
        ("il ne change pas une virgule", "il ne change pas une virgule"),
        ("j'ai fait le point", "j'ai fait le point"),
        ("sophie point lambert arobase cpas point be", "sophie point lambert arobase cpas point be"),
    ],
)
def test_marks_that_are_dictated_are_marks(dictated: str, typed: str) -> None:
    assert with_marks(dictated) == typed
