"""Writing to the person through the assistant; casework.bot_mail plays the bot, with the keys a bot has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from casework import trail, work_keys
from casework.bot_mail import BotMail
from casework.references import Reference
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.staff_mail_keys import BotMailOpener
from staff.post_room import sort_mail
from tests.staff.console_client import Browser, World, quick_console
from tests.staff.sample_requests import ANNE, CALM, CHAT_KEY, PUBLIC, URGENT

WORDS = "Bonjour, je m’appelle Sarah. Puis-je vous appeler ?"


@pytest.fixture
def bot(redis: Redis) -> BotMail:
    return BotMail(redis, BotMailOpener(CHAT_KEY, PUBLIC), CaseSealer.from_setting(PUBLIC))


async def open_request(world: World, redis: Redis, sealer: CaseSealer, request=URGENT) -> tuple[Browser, Reference]:
    reference = await RequestStore(redis).create("m1", request, sealer)
    browser = await world.signed_in("anne", "intervenant")
    await browser.get(f"/demandes/{reference}")
    await browser.post(f"/demandes/{reference}/prendre")
    return browser, reference


async def test_a_letter_goes_out_arrives_and_its_answer_comes_back(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)

    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    assert "Votre message part" in browser.text
    assert "en route" in browser.text
    [letter] = await bot.letters("bot")
    assert (letter.person, letter.text) == (ANNE, WORDS)
    await bot.delivered(letter)
    await bot.said("m9", ANNE, reference, "Oui, ce soir.")
    await sort_mail(world.console)

    await browser.get(f"/demandes/{reference}")
    assert "remis" in browser.text
    assert "Oui, ce soir." in browser.text
    acts = [line.what async for line, _ in trail.lines(redis) if line.about == reference]
    assert acts[-2:] == ["request.letter", "request.answered"]


async def test_an_answer_is_marked_in_the_list_until_its_holder_has_seen_it(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    await bot.said("m9", ANNE, reference, "Oui")
    await sort_mail(world.console)
    bruno = await world.signed_in("bruno", "intervenant")

    await bruno.get(f"/demandes/{reference}")
    await browser.get("/demandes")
    assert "du nouveau" in browser.text

    await browser.get(f"/demandes/{reference}")
    await browser.get("/demandes")
    assert "du nouveau" not in browser.text


async def test_an_open_page_hears_of_the_answer_and_of_nothing_else(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    version = browser.last.text.split("echange?version=")[1][:12]
    ask = f"/demandes/{reference}/echange?version={version}"
    assert (await browser.get(ask)).status_code == 204

    await bot.said("m9", ANNE, reference, "Oui")
    await sort_mail(world.console)

    assert "Oui" in (await browser.get(ask)).text


async def test_a_letter_that_could_not_be_delivered_says_why(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    [letter] = await bot.letters("bot")
    await bot.failed(letter, "gone")
    await sort_mail(world.console)

    await browser.get(f"/demandes/{reference}")

    assert "non remis : la personne a quitté le chat" in browser.text


async def test_nobody_writes_to_a_person_who_did_not_agree(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer, replace(CALM, write_here=False))
    assert "n’a pas accepté" in browser.text

    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})

    assert "On ne peut pas écrire" in browser.text
    assert await bot.letters("bot") == []


async def test_who_asked_to_be_reached_in_the_chat_can_be_written_to(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    request = replace(CALM, channel="chat", email=None)
    browser, reference = await open_request(world, redis, sealer, request)

    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})

    assert len(await bot.letters("bot")) == 1


@pytest.mark.parametrize(("text", "answer"), [("  ", "vide"), ("x" * 2001, "trop long")])
async def test_an_empty_or_endless_letter_does_not_leave(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail, text: str, answer: str
) -> None:
    browser, reference = await open_request(world, redis, sealer)

    await browser.post(f"/demandes/{reference}/ecrire", {"texte": text})

    assert answer in browser.text
    assert await bot.letters("bot") == []


async def test_the_end_of_the_talk_reaches_the_bot_and_the_page(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    assert "L’échange est ouvert" in browser.text

    await browser.post(f"/demandes/{reference}/terminer-echange")

    assert "L’échange est ouvert" not in browser.text
    assert [letter.kind for letter in await bot.letters("bot")] == ["letter", "closed"]


async def test_without_the_key_of_the_bot_nobody_is_offered_to_write(
    world: World, redis: Redis, sealer: CaseSealer, environ: dict[str, str]
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    without = quick_console(environ, redis)
    assert without.mail is None
    object.__setattr__(world.console, "mail", None)

    await browser.get(f"/demandes/{reference}")

    assert "pas réglé sur cette console" in browser.text


async def test_an_answer_to_an_erased_request_is_dropped_and_blocks_nothing(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    await RequestStore(redis).withdraw(reference)
    await bot.said("m9", ANNE, reference, "Oui")
    await redis.xadd(work_keys.FROM_PERSON, {"rubbish": "x"})

    await sort_mail(world.console)

    assert await redis.xlen(work_keys.FROM_PERSON) == 0
    assert not await redis.exists(work_keys.case_file(reference)) or "Oui" not in browser.text


async def test_no_word_of_either_side_stands_in_redis(
    world: World, redis: Redis, sealer: CaseSealer, bot: BotMail
) -> None:
    browser, reference = await open_request(world, redis, sealer)
    await browser.post(f"/demandes/{reference}/ecrire", {"texte": WORDS})
    await bot.said("m9", ANNE, reference, "Oui, ce soir.")
    await sort_mail(world.console)

    dump = b"".join([await redis.dump(key) or b"" for key in await redis.keys("*")])
    assert not [words for words in ("Sarah", "appelle", "ce soir") if words.encode() in dump]
