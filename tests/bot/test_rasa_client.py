"""Rasa hides its failures: whatever is not an answer in time is one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.messages import MessageKey
from bot.rasa_client import Question, RasaClient, RasaFailed
from casework.pseudonyms import Pseudonym
from tests.auxil.rasa_stand_in import SECRET, Fault, RasaStandIn


@pytest_asyncio.fixture
async def client(rasa: RasaStandIn) -> AsyncIterator[RasaClient]:
    client = RasaClient(rasa.url, SECRET, limit=0.5)
    yield client
    await client.close()


def question(id: str = "m1", text: str = "bonjour", sender: str = "p1") -> Question:
    return Question(MessageKey(id), Pseudonym(sender), "test", text=text)


async def test_an_answer_has_replies_directives_and_how_it_was_understood(client: RasaClient) -> None:
    answer = await client.ask(question())
    assert answer.replies[0].text == "1. bonjour"
    assert answer.directives == ()
    assert answer.parse["intent"] == "out_of_scope"


async def test_the_same_id_gets_the_same_answer_and_runs_once(client: RasaClient, rasa: RasaStandIn) -> None:
    assert await client.ask(question()) == await client.ask(question())
    assert rasa.state.heard() == ["bonjour"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("unavailable", "save"), ("empty", "empty"), ("broken", "empty"), ("frozen", "late"), ("refusing", "status 400")],
)
async def test_every_kind_of_failure_is_told_as_one(
    client: RasaClient, rasa: RasaStandIn, fault: Fault, reason: str
) -> None:
    rasa.state.fault = fault
    with pytest.raises(RasaFailed) as failure:
        await client.ask(question())
    assert failure.value.reason == reason
    assert failure.value.hopeless == (fault == "refusing")


async def test_a_dead_server_is_noticed_at_once(client: RasaClient, rasa: RasaStandIn) -> None:
    rasa.stop()
    started = time.monotonic()
    with pytest.raises(RasaFailed):
        await client.ask(question())
    assert time.monotonic() - started < 0.4


async def test_a_wrong_secret_is_a_failure(rasa: RasaStandIn) -> None:
    client = RasaClient(rasa.url, "not the secret")
    with pytest.raises(RasaFailed):
        await client.ask(question())
    await client.close()


async def test_after_a_failure_the_server_is_asked_how_it_is_before_the_next_message(
    client: RasaClient, rasa: RasaStandIn
) -> None:
    rasa.state.fault = "unavailable"
    for _ in range(3):
        with pytest.raises(RasaFailed):
            await client.ask(question())
    assert len(rasa.state.asked) == 1
    rasa.state.fault = None
    await asyncio.sleep(1.1)
    assert (await client.ask(question())).replies


async def test_while_one_message_is_slow_the_next_is_given_only_to_a_server_that_is_well(rasa: RasaStandIn) -> None:
    client = RasaClient(rasa.url, SECRET)
    rasa.state.fault = "frozen"
    first = asyncio.create_task(client.ask(question()))
    await asyncio.sleep(3.2)
    with pytest.raises(RasaFailed) as failure:
        await client.ask(question("m2", sender="p2"))
    assert failure.value.reason == "unwell"
    rasa.state.fault = None
    assert (await first).replies
    await client.close()


async def test_how_it_is_is_asked_once_for_many(client: RasaClient, rasa: RasaStandIn) -> None:
    assert all(await asyncio.gather(*(client.is_well() for _ in range(50))))
    assert rasa.state.health_asked == 1
