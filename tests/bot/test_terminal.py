"""`python -m bot chat` with a running bot: what other programs and the evaluation rely on."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auxil.rasa_stand_in import RasaStandIn, StandInState, running_stand_in
from tests.auxil.redis_server import RedisServer, running_redis
from tests.bot.small_bot import ROOT, SmallBot
from tests.bot.world import ID_KEY, URGENT, content

pytestmark = pytest.mark.end_to_end


@pytest.fixture(scope="module")
def shared_rasa() -> Iterator[RasaStandIn]:
    with running_stand_in() as stand_in:
        yield stand_in


@pytest.fixture(scope="module")
def shared_bot(shared_rasa: RasaStandIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallBot]:
    folder = tmp_path_factory.mktemp("terminal")
    with running_redis(folder) as redis:
        bot = SmallBot(redis.url, shared_rasa.url, folder)
        bot.start()
        yield bot
        bot.stop()


@pytest.fixture
def rasa(shared_rasa: RasaStandIn) -> RasaStandIn:
    """It has heard nothing yet and works."""
    shared_rasa.state = StandInState()
    return shared_rasa


@pytest.fixture
def bot(shared_bot: SmallBot, rasa: RasaStandIn) -> SmallBot:
    """A running bot; the conversation is new for each test."""
    shared_bot.sender = uuid.uuid4().hex
    return shared_bot


def test_json_mode_answers_each_line_with_one_line(bot: SmallBot) -> None:
    answers = bot.say("bonjour", "deux", "")
    assert set(answers[0]) == {"replies", "parse", "ms"}
    assert answers[0]["replies"] == [{"text": "1. bonjour", "buttons": [], "contact": None}]
    assert set(answers[0]["parse"]) == {"text", "intent", "confidence", "urgency", "entities"}
    assert 0 < answers[0]["ms"] < 5000
    assert answers[1]["replies"][1]["contact"] == {"name": "CAPREV", "phone": "+3280011172"}
    assert answers[2]["replies"][0]["text"] == content().text("nothing_to_read")


def test_a_button_is_tapped_as_it_was_shown(bot: SmallBot, rasa: RasaStandIn) -> None:
    [shown] = bot.say("boutons")
    button = shown["replies"][0]["buttons"][0]
    assert button["title"] == "Les signes"
    bot.say(json.dumps({"payload": button["payload"]}))
    assert rasa.state.heard()[-1] == "/ask_signs"


@pytest.mark.parametrize("payload", ["/ask_signs", "unknown", "/restart"])
def test_a_payload_that_was_not_shown_gets_the_kind_sentence(bot: SmallBot, rasa: RasaStandIn, payload: str) -> None:
    [answer] = bot.say(json.dumps({"payload": payload}))
    assert answer["replies"][0]["text"] == content().text("dead_button")
    assert rasa.state.asked == []


def test_a_button_of_another_conversation_is_dead(bot: SmallBot) -> None:
    [shown] = bot.say("boutons")
    bot.sender = uuid.uuid4().hex
    [answer] = bot.say(json.dumps({"payload": shown["replies"][0]["buttons"][0]["payload"]}))
    assert answer["replies"][0]["text"] == content().text("dead_button")


def test_a_sender_names_a_conversation_that_goes_on_and_without_one_it_is_new(bot: SmallBot, rasa: RasaStandIn) -> None:
    bot.say("un")
    assert bot.say("deux fois")[0]["replies"][0]["text"] == "2. deux fois"
    assert json.loads(bot.chat("bonjour").stdout)["replies"][0]["text"] == "1. bonjour"


def test_a_late_answer_stands_in_front_of_the_next_turns_replies(bot: SmallBot, rasa: RasaStandIn) -> None:
    rasa.state.fault = "unavailable"
    [failed] = bot.say("bonjour")
    assert failed["replies"][0]["text"].startswith(content().text("lifeline_first")[:40])
    rasa.state.fault = None
    [answer] = bot.say("et maintenant ?")
    texts = [reply["text"] for reply in answer["replies"]]
    assert texts == [content().text("late_answer"), "1. bonjour", "2. et maintenant ?"]


def test_an_urgent_message_gets_the_urgent_text_with_rasa_dead_and_with_redis_dead(
    own_redis: RedisServer, tmp_path: Path
) -> None:
    bot = SmallBot(own_redis.url, "http://127.0.0.1:1", tmp_path)
    bot.start()
    [answer] = bot.say(URGENT)
    assert "\n112" in answer["replies"][0]["text"]
    assert answer["parse"]["urgency"]["level"] == "urgent"
    own_redis.kill()
    bot.sender = "karim"
    answers = bot.say("bonjour", "toujours là ?", URGENT)
    assert "112" in answers[0]["replies"][0]["text"]
    assert answers[1]["replies"] == []
    assert "\n112" in answers[2]["replies"][0]["text"]
    assert max(answer["ms"] for answer in answers) < 10_000
    bot.stop()


def test_human_mode_numbers_the_buttons_and_taps_by_number(bot: SmallBot, rasa: RasaStandIn) -> None:
    done = bot.chat("boutons", "2", "deux", arguments=())
    assert "  [1] Les signes" in done.stdout
    assert "  ☎ CAPREV : +3280011172" in done.stdout
    assert rasa.state.heard() == ["boutons", '/ask{"value":"x/y"}', "deux"]


def test_the_clock_can_be_moved_in_development(bot: SmallBot, rasa: RasaStandIn) -> None:
    done = bot.chat("bonjour", arguments=("--json", "--at", "2026-12-25T10:00"))
    assert done.returncode == 0
    assert rasa.state.asked[0]["at"] == "2026-12-25T10:00:00+01:00"


def test_no_line_however_broken_ends_the_conversation(bot: SmallBot) -> None:
    lines = [b"\xff\xfe", b"x" * 400_000, b"{", b'{"payload": 3}', b"null", "é 😀".encode()]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--json"], cwd=ROOT, env={**bot.environment, "LANG": "C"},
        input=b"\n".join(lines), capture_output=True, timeout=60,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert len(answers) == len(lines)
    assert answers[-1]["replies"][0]["text"] == "6. é 😀"


def test_a_clock_that_is_no_time_is_refused_with_a_sentence(bot: SmallBot) -> None:
    done = bot.chat("bonjour", arguments=("--json", "--at", "demain"))
    assert done.returncode == 2
    assert "--at" in done.stderr


def test_in_production_the_clock_cannot_be_moved(own_redis: RedisServer, rasa: RasaStandIn, tmp_path: Path) -> None:
    bot = SmallBot(own_redis.url, rasa.url, tmp_path, RELAIS_MODE="production")
    bot.start()
    done = bot.chat("bonjour", arguments=("--json", "--at", "2026-12-25T10:00"))
    bot.stop()
    assert done.returncode == 2
    assert rasa.state.asked == []


def test_a_terminal_with_another_key_is_refused(bot: SmallBot) -> None:
    stranger = copy.copy(bot)
    stranger.environment = {**bot.environment, "RELAIS_ID_KEY": ID_KEY + "x"}
    done = stranger.chat("bonjour")
    assert done.returncode == 2
    assert "RELAIS_ID_KEY" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_without_a_running_bot_the_numbers_are_said_and_the_exit_code_is_3(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    bot = SmallBot("redis://127.0.0.1:1/0", "http://127.0.0.1:1", tmp_path)
    done = bot.chat("bonjour", arguments=arguments)
    assert done.returncode == 3
    for number in ("112", "101", "0800 111 72", "107"):
        assert number in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_key_is_named_and_the_exit_code_is_2(tmp_path: Path) -> None:
    bot = SmallBot("redis://127.0.0.1:1/0", "http://127.0.0.1:1", tmp_path)
    del bot.environment["RELAIS_ID_KEY"]
    done = bot.chat("bonjour")
    assert done.returncode == 2
    assert done.stderr.startswith("Il manque la variable RELAIS_ID_KEY")
