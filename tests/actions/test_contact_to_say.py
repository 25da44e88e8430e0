"""How the team is to speak on the telephone: kept with the request, read back, and sent with the time to call."""

from __future__ import annotations

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import PERSON, Talk
from tests.actions.form_talk import at

ON_THE_PHONE = ["oui", "proche", "par téléphone", "0475 12 34 33"]


@pytest.mark.parametrize(
    "words",
    ["l'après-midi, et dites que c'est le garage",
     "l'après-midi, mais faudrait pas qu'ils disent d'où ils téléphonent",
     "l'après-midi. qu'ils disent juste que c'est pour Valérie",
     "l'après-midi, mais ne dites pas le mot radicalisation"],
)  # fmt: skip
async def test_what_is_to_be_said_on_the_phone_is_read_back_beside_the_time(talk: Talk, words: str) -> None:
    await at(talk, *ON_THE_PHONE, words)
    assert talk.asked == "contact_voicemail"
    for answer in ("non", "passer", "passer", "passer"):
        await talk.hears(answer)
    said = await talk.hears("non")
    assert talk.asked == "contact_confirmed"
    assert "après-midi\u00a0; à savoir pour l’appel" in said


async def test_it_is_kept_where_something_else_is_asked_and_goes_with_the_request(
    talk: Talk, world: World, opener: CaseOpener
) -> None:
    await at(talk, *ON_THE_PHONE, "l'après-midi", "oui mais dites que c'est la boulangerie", "passer", "passer")
    for answer in ("passer", "non", "oui"):
        await talk.hears(answer)
    (reference,) = await world.requests.of_person(PERSON)
    stored = await world.requests.get(reference)
    assert stored is not None
    given = stored.opened(opener)
    assert given is not None
    assert "dites que c'est la boulangerie" in str(given.when)


async def test_said_at_the_read_back_it_is_read_back_again_and_nothing_is_sent(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "l'après-midi", "non", "passer", "passer", "passer", "non")
    said = await talk.hears("oui envoyez, mais dites que vous êtes le plombier")
    assert talk.asked == "contact_confirmed"
    assert "dites que vous êtes le plombier" in said
    assert "enregistrée" not in said


async def test_a_question_of_what_they_say_asks_for_nothing_to_be_said(talk: Talk) -> None:
    await at(talk, *ON_THE_PHONE, "l'après-midi")
    said = await talk.hears("ils disent d'où ils appellent sur le répondeur ?", "ask_confidentiality")
    assert "message vocal n’est laissé que si vous dites oui" in said
    assert talk.asked == "contact_voicemail"
