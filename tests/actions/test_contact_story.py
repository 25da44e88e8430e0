"""A story that comes with the wish for a contact is the message of the request, once leave is given (0016)."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

TOLD = (
    "mon fils de 17 ans regarde des vidéos de combattants toute la nuit. hier il a jeté les photos de sa grand-mère et "
    "il ne parle plus à sa soeur."
)
ASKS = "est-ce que quelqu'un peut me rappeler au 0475 12 34 33 ?"
NOTED = "J’ai repris comme message"
TAKEN_OUT = [
    "pas besoin de le mettre", "enlevez le message", "non mettez pas tout ça svp", "sans le message svp",
    "ah non ne le mettez pas, je raconterai de vive voix",
]  # fmt: skip


async def with_the_wish(talk: Talk) -> None:
    await talk.starts_form(f"bonsoir. {TOLD} {ASKS}")


@pytest.mark.parametrize(
    "words",
    [
        f"bonsoir. {TOLD} {ASKS}", f"{ASKS} {TOLD}", f"Bonjour, je suis sa maman. {TOLD} {ASKS}",
        f"je voudrais qu'on me rappelle. {TOLD} moi c'est Nadia, j'habite Jambes",
    ],
)  # fmt: skip
async def test_what_was_told_with_the_wish_is_the_message_and_nothing_else_of_it(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    assert talk.slots.get("contact_message") is None
    said = await talk.hears("oui", "affirm")
    assert talk.slots["contact_message"] == TOLD
    assert NOTED in said


async def test_what_was_told_just_before_the_wish_is_the_message(talk: Talk) -> None:
    await talk.hears(TOLD, "describe_concern")
    await talk.starts_form("quelqu'un peut me rappeler ?")
    await talk.hears("d'accord", "affirm")
    assert talk.slots["contact_message"] == TOLD


async def test_what_was_told_long_before_is_not_taken(talk: Talk) -> None:
    await talk.hears(TOLD, "describe_concern")
    await talk.hears("c'est gratuit ?", "ask_cost")
    await talk.starts_form("quelqu'un peut me rappeler ?")
    await talk.hears("oui", "affirm")
    assert talk.slots.get("contact_message") is None


@pytest.mark.parametrize(
    "words",
    [
        "bonjour, je suis la maman de deux ados. rappelez-moi au 0475 12 34 33 svp, plutôt le matin",
        "rappelez-moi pour mon fils. il a 17 ans",
        "je voudrais parler à quelqu'un de mon fils. c'est possible ?",
        "Bonjour. Je vous écris pour mon neveu. Je suis son oncle, j'habite Jambes. Vous pouvez me rappeler ?",
    ],
)
async def test_who_writes_and_how_to_be_reached_is_no_story(talk: Talk, words: str) -> None:
    await talk.starts_form(words)
    assert NOTED not in await talk.hears("oui", "affirm")
    assert talk.slots.get("contact_message") in {None, "—"}


async def test_without_leave_nothing_of_it_is_kept(talk: Talk) -> None:
    await with_the_wish(talk)
    await talk.hears("non", "deny")
    assert talk.loop is None
    assert not talk.slots["contact_tries"]
    assert talk.slots["contact_message"] is None


async def test_it_is_read_back_and_not_asked_again(talk: Talk) -> None:
    await with_the_wish(talk)
    asked = [talk.asked]
    for answer in ("oui", "le matin", "non", "passer", "passer", "non"):
        await talk.hears(answer)
        asked.append(talk.asked)
    assert "contact_message" not in asked
    assert talk.asked == "contact_confirmed"
    assert f"Votre message : {TOLD}" in talk.said.replace("\u00a0:", " :")


@pytest.mark.parametrize("words", TAKEN_OUT)
@pytest.mark.parametrize("answers", [("oui",), ("oui", "le matin", "non", "passer", "passer", "non")])
async def test_it_is_taken_out_in_plain_words(talk: Talk, answers: tuple[str, ...], words: str) -> None:
    await with_the_wish(talk)
    for answer in answers:
        await talk.hears(answer)
    asked = talk.asked
    await talk.hears(words, "erase_my_data")
    assert talk.slots["contact_message"] == "—"
    assert talk.asked == asked
    assert "grand-mère" not in talk.said


async def test_no_need_of_a_name_leaves_the_story_in_place(talk: Talk) -> None:
    await with_the_wish(talk)
    for answer in ("oui", "le matin", "non", "pas besoin de mon nom"):
        await talk.hears(answer)
    assert talk.slots["contact_message"] == TOLD
    assert talk.slots["contact_name"] == "—"


async def test_a_message_that_comes_with_the_leave_is_put_behind_the_story(talk: Talk) -> None:
    await with_the_wish(talk)
    await talk.hears("oui, et dites-leur que ma femme n'en dort plus", "affirm")
    assert talk.slots["contact_message"].startswith(TOLD)
    assert talk.slots["contact_message"].endswith("ma femme n'en dort plus")


async def test_a_story_longer_than_a_request_may_hold_is_asked_for_as_before(talk: Talk) -> None:
    await talk.starts_form(f"{' '.join([TOLD] * 5)} {ASKS}")
    assert NOTED not in await talk.hears("oui", "affirm")
    assert talk.slots.get("contact_message") is None


async def test_somebodys_whole_name_in_it_is_spoken_of(talk: Talk) -> None:
    await talk.starts_form(f"{TOLD} il suit un certain Kevin Dumont partout. {ASKS}")
    assert "le nom d’une personne" in await talk.hears("oui", "affirm")


async def test_a_story_alone_is_no_sign_that_several_lines_were_told(talk: Talk) -> None:
    await at(talk)
    await talk.hears("non", "deny")
    await talk.starts_form(f"{TOLD} quelqu'un peut me rappeler ?")
    await talk.hears("oui", "affirm")
    assert talk.asked == "contact_channel"


TOLD_LATER = [
    (TOLD, TOLD),
    ("il passe ses nuits sur des vidéos de guerre. il dit à sa petite soeur qu'elle ira en enfer", None),
    ("bonjour. depuis l'été mon neveu a changé de tout. il a brûlé ses cd, et il ne mange plus avec nous", None),
    ("ben c'est compliqué, mon mari ne laisse plus personne entrer. il dit que les voisins sont des mécréants et il a "
     "jeté la télé", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kept"), TOLD_LATER)
@pytest.mark.parametrize("intent", ["describe_concern", "out_of_scope", "ask_signs"])
async def test_what_is_told_where_the_role_is_asked_is_kept_as_the_message(
    talk: Talk, words: str, kept: str | None, intent: str
) -> None:
    await at(talk, "oui")
    assert talk.asked == "contact_role"
    said = await talk.hears(words, intent)
    assert NOTED in said
    assert talk.loop == "contact_form"
    message = talk.slots["contact_message"]
    assert message == kept if kept else words.endswith(message[-40:])
    assert talk.asked in {"contact_role", "contact_channel"}


async def test_what_was_told_there_is_read_back_and_asked_no_more(talk: Talk) -> None:
    await at(talk, "oui", f"je suis sa maman. {TOLD}")
    asked = [talk.asked]
    for answer in ("par téléphone", "0475 12 34 33", "le matin", "non", "passer", "passer", "non"):
        await talk.hears(answer)
        asked.append(talk.asked)
    assert asked == [
        f"contact_{name}"
        for name in ("channel", "phone", "when", "voicemail", "name", "commune", "write_here", "confirmed")
    ]
    assert TOLD in talk.said


async def test_a_question_beside_what_is_told_there_is_answered(talk: Talk) -> None:
    await at(talk, "oui")
    said = await talk.hears(f"{TOLD} c'est gratuit ?", "describe_concern")
    assert NOTED in said
    assert "gratuit" in said
    assert talk.slots["contact_message"] == TOLD


@pytest.mark.parametrize("words", ["je suis sa maman", "sa tante, c'est pour mon neveu", "prof, pour un élève à moi"])
async def test_who_says_who_they_are_tells_no_story(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    assert NOTED not in await talk.hears(words)
    assert talk.slots.get("contact_message") is None


@pytest.mark.parametrize(
    "words",
    [
        "ben je suis sa tante, la soeur de sa maman, mais c'est moi qui m'en occupe",
        "je suis sa grand-mère, c'est chez moi qu'il dort", "je suis le papa, c'est moi qui ai la garde",
    ],
)  # fmt: skip
async def test_who_is_kin_does_not_write_for_themself(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert (talk.slots["contact_role"], talk.asked) == ("relative", "contact_channel")
