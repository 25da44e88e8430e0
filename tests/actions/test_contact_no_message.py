"""What stands in the contact request is what was meant: a way that is chosen is no message, how two people know each
other is, and what repeats is no pause."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import Talk
from tests.actions.form_talk import at

TO_THE_VOICEMAIL = ["oui", "proche", "par téléphone", "081 22 33 44", "le matin"]
DEAF = (
    "Bien. Tout compte fait, je deviens dure d'oreille : je préfère que l'on m'écrive un e-mail. Mon adresse est "
    "a.b@example.be, et le matin me va toujours."
)
SHY = (
    "Voilà. Le téléphone me met mal à l'aise depuis des années et je m'embrouille, un mail c'est plus facile pour moi. "
    "Le mien est a.b@example.be."
)


def plainly(said: str) -> str:
    return said.replace("\u00a0", " ")


def heard_as_a_tale(words: str) -> dict[str, Any]:
    """Every sentence is heard as telling."""
    parts = [{"text": one.strip() + ".", "name": "tells", "confidence": 0.9} for one in words.rstrip(".").split(". ")]
    return {"in_context": {"in_form": {"name": "tells", "confidence": 0.9, "parts": parts}}}


@pytest.mark.parametrize("words", [DEAF, SHY])
@pytest.mark.parametrize("answers", [["oui", "proche"], TO_THE_VOICEMAIL, [*TO_THE_VOICEMAIL, "non"]])
@pytest.mark.parametrize("intent", ["out_of_scope", "describe_concern", "self_concern"])
async def test_what_chooses_a_way_is_no_message(talk: Talk, words: str, answers: list[str], intent: str) -> None:
    await at(talk, *answers)
    await talk.hears(words, intent, **heard_as_a_tale(words))
    assert talk.slots.get("contact_message") is None
    assert talk.slots["contact_email"] == "a.b@example.be"


@pytest.mark.parametrize("words", [DEAF, SHY])
@pytest.mark.parametrize("passed", [["passer", "passer"], ["passer", "passer", "passer", "non"]])
async def test_nor_where_the_message_is_asked_or_all_is_read_back(talk: Talk, words: str, passed: list[str]) -> None:
    await at(talk, *TO_THE_VOICEMAIL, "non", *passed)
    await talk.hears(words, "describe_concern", **heard_as_a_tale(words))
    assert talk.slots.get("contact_message") in {None, "—"}
    assert talk.slots["contact_email"] == "a.b@example.be"


async def test_a_tale_beside_a_way_stays_the_message(talk: Talk) -> None:
    words = "Il ne mange plus avec nous et il se fâche pour un rien. Je préfère un mail : a.b@example.be"
    await at(talk, *TO_THE_VOICEMAIL, "non")
    await talk.hears(words, "describe_concern", **heard_as_a_tale(words))
    assert "Il ne mange plus" in talk.slots["contact_message"]
    assert "mail" not in talk.slots["contact_message"]


@pytest.mark.parametrize(
    "words",
    [
        "Je ne suis pas de la famille : j'ai été son professeur de piano, elle a vingt-six ans",
        "j'étais sa voisine quand elle était petite",
        "je suis son ancien entraîneur, je le connais depuis dix ans",
        "je l'ai eue en classe il y a dix ans",
    ],
)
async def test_how_they_know_each_other_is_what_it_is_about(talk: Talk, words: str) -> None:
    await talk.starts_form("rappelez-moi, c'est pour une ancienne élève")
    await talk.hears("oui")
    said = await talk.hears(words)
    assert talk.slots["contact_message"] == words
    assert "J’ai repris comme message" in said


@pytest.mark.parametrize("words", ["proche", "je suis sa tante", "je suis son professeur", "sa voisine, 081 22 33 44"])
async def test_a_plain_role_is_no_message(talk: Talk, words: str) -> None:
    await at(talk, "oui")
    await talk.hears(words)
    assert talk.slots.get("contact_message") is None


# --- a pause ---


@pytest.mark.parametrize(
    "words",
    [
        "donc je répète, son cousin, par téléphone, le matin avant dix heures, et je suis d'accord qu'on garde ça",
        "je redis : par téléphone, le matin avant dix heures, et d'accord que vous gardiez ça",
        "le matin avant dix heures, et vous pouvez garder ça",
    ],
)
@pytest.mark.parametrize("heard", [{}, {"in_context": {"in_form": {"name": "pause", "confidence": 0.9}}}])
async def test_what_repeats_or_gives_leave_to_keep_is_no_pause(talk: Talk, words: str, heard: dict[str, Any]) -> None:
    await at(talk, *TO_THE_VOICEMAIL[:4], "le matin avant dix heures")
    await talk.hears(words, **heard)
    assert talk.loop == "contact_form"
    assert talk.slots["contact_when"] == "le matin avant dix heures"


async def test_leave_to_keep_alone_is_no_pause_either(talk: Talk) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    await talk.hears("oui gardez ça")
    assert talk.loop == "contact_form"


@pytest.mark.parametrize("words", ["gardez ça au chaud", "le matin. je dois filer, gardez ça", "gardez-moi ça"])
async def test_a_pause_stays_one(talk: Talk, words: str) -> None:
    await at(talk, *TO_THE_VOICEMAIL)
    await talk.hears(words)
    assert talk.slots.get("paused_form")
