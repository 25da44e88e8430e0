"""Alerts over a real SMTP server and a small HTTP server in the place of Telegram's."""

from __future__ import annotations

import asyncio
import email
import json
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import yaml
from aiosmtpd.smtp import SMTP
from redis.asyncio import Redis

from casework import keys, trail
from casework.claims import Claims, Worker
from casework.requests import RequestStore
from casework.sealing import CaseSealer
from casework.urgent_talks import flag, set_duty
from staff.alert_setup import make_alerts
from staff.alerts import Alerts, failing_since
from staff.caseload import rows
from staff.duty import DutyIsInvalid, load_duty
from staff.settings import SettingIsWrong
from tests.staff.console_client import quick_console
from tests.staff.sample_requests import ANNE, BRUNO, CALM, PERSONAL, URGENT

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BRUSSELS)
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=BRUSSELS)
HOLIDAY = datetime(2026, 12, 25, 10, 0, tzinfo=BRUSSELS)
EXAMPLE = Path("staff/data/duty.example.yml")


class Post:
    """What the SMTP server has taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Message]] = []
        self.refuses = False
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 later"
        message = email.message_from_bytes(envelope.content, policy=default)
        self.taken += [(address, message) for address in envelope.rcpt_tos]
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [address for address, _ in self.taken]


@pytest_asyncio.fixture
async def post() -> AsyncIterator[Post]:
    handler = Post()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(handler), "127.0.0.1", 0)
    handler.port = server.sockets[0].getsockname()[1]
    yield handler
    server.close()
    await server.wait_closed()


@pytest.fixture
def telegram() -> Iterator[list[dict[str, Any]]]:
    """What the chat of the team has received, and where."""
    received: list[dict[str, Any]] = []

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            received.append({"path": self.path, **body})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"ok": true}')

        def log_message(self, *arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Api)
    received_with_url = received
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    received.append({"url": f"http://127.0.0.1:{server.server_port}/bot"})
    yield received_with_url
    server.shutdown()
    server.server_close()


def roster(tmp_path: Path, **changes: Any) -> Path:
    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    data["people"] = [
        {"name": "anne", "email": "anne@exemple.be"},
        {"name": "bruno", "email": "bruno@exemple.be"},
    ]
    del data["team_telegram"]
    path = tmp_path / "duty.yml"
    path.write_text(yaml.safe_dump({**data, **changes}), encoding="utf-8")
    return path


def alerts_of(environ: dict[str, str], redis: Redis, post: Post, path: Path, **extra: str) -> Alerts:
    whole = {
        **environ, "RELAIS_DUTY_FILE": str(path), "RELAIS_SMTP_URL": f"smtp://127.0.0.1:{post.port}",
        "RELAIS_ALERT_FROM": "relais@exemple.be", "RELAIS_STAFF_URL": "https://console.exemple.be", **extra,
    }  # fmt: skip
    made = make_alerts(quick_console(whole, redis))
    assert made is not None
    return made


async def store(redis: Redis, sealer: CaseSealer, request=URGENT, key: str = "m1", at: datetime = MONDAY) -> str:
    return await RequestStore(redis).create(key, request, sealer, now=at)


async def test_an_urgent_request_alerts_the_first_on_duty_at_once_and_once(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    reference = await store(redis, sealer)

    for seconds in (5, 10, 600):
        await alerts.look(await rows(redis), MONDAY + timedelta(seconds=seconds))

    assert post.recipients == ["anne@exemple.be"]
    assert [(line.what, line.about) async for line, _ in trail.lines(redis)] == [("alert.sent:anne", reference)]


async def test_no_alert_holds_a_name_a_number_a_word_or_a_reference(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    reference = await store(redis, sealer)

    await alerts.look(await rows(redis), MONDAY + timedelta(minutes=12))

    message = post.taken[0][1]
    whole = f"{message['subject']} {message.get_content()}"
    assert "https://console.exemple.be/demandes" in whole
    assert "il y a 12 minutes" in whole
    assert not [words for words in [*PERSONAL, reference, ANNE[:6]] if words in whole]


async def test_while_nobody_takes_it_the_next_person_is_told_then_the_first_again_then_nobody(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    await store(redis, sealer)

    for minutes in range(0, 180, 5):
        await alerts.look(await rows(redis), MONDAY + timedelta(minutes=minutes))

    assert post.recipients == ["anne@exemple.be", "bruno@exemple.be"] * 3


async def test_a_request_that_was_taken_is_quiet_and_starts_anew_when_it_is_given_back(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts, worker = alerts_of(environ, redis, post, roster(tmp_path)), Worker("anne", "intervenant")
    reference = await store(redis, sealer)
    await alerts.look(await rows(redis), MONDAY)
    await Claims(redis).claim(reference, worker)
    for minutes in (20, 40):
        await alerts.look(await rows(redis), MONDAY + timedelta(minutes=minutes))
    assert post.recipients == ["anne@exemple.be"]

    await Claims(redis).give_back(reference, worker)
    await alerts.look(await rows(redis), MONDAY + timedelta(minutes=60))

    assert post.recipients == ["anne@exemple.be", "anne@exemple.be"]


async def test_an_ordinary_request_alerts_only_after_its_time(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    await store(redis, sealer, CALM)

    await alerts.look(await rows(redis), MONDAY + timedelta(minutes=119))
    assert post.taken == []
    await alerts.look(await rows(redis), MONDAY + timedelta(minutes=121))
    assert post.recipients == ["anne@exemple.be"]


@pytest.mark.parametrize(
    ("moment", "opening"),
    [(SUNDAY, MONDAY), (HOLIDAY, datetime(2026, 12, 28, 10, 0, tzinfo=BRUSSELS)), (MONDAY.replace(hour=3), MONDAY)],
)
async def test_outside_the_hours_alerts_wait_until_they_begin(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path, moment: datetime,
    opening: datetime,
) -> None:  # fmt: skip
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    await store(redis, sealer, at=moment)

    await alerts.look(await rows(redis), moment)
    assert post.taken == []

    await alerts.look(await rows(redis), opening)
    assert len(post.taken) == 1


async def test_urgent_ones_may_be_sent_outside_the_hours_if_the_roster_says_so(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path, urgent_outside_hours="send"))
    await store(redis, sealer, at=SUNDAY)
    await store(redis, sealer, CALM, "m2", at=SUNDAY - timedelta(hours=5))

    await alerts.look(await rows(redis), SUNDAY)

    assert post.recipients == ["anne@exemple.be"]


async def test_who_has_hours_of_their_own_is_told_in_those(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    weekend = {day: [] for day in ("mon", "tue", "wed", "thu", "fri")}
    weekend |= {"sat": [["09:00", "18:00"]], "sun": [["09:00", "18:00"]], "public_holidays": True}
    people = [{"name": "anne", "email": "anne@exemple.be"},
              {"name": "nuit", "email": "nuit@exemple.be", "hours": weekend}]  # fmt: skip
    alerts = alerts_of(environ, redis, post, roster(tmp_path, people=people))
    await store(redis, sealer, at=SUNDAY)

    await alerts.look(await rows(redis), SUNDAY)

    assert post.recipients == ["nuit@exemple.be"]


async def test_a_flagged_conversation_alerts_too(
    redis: Redis, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    await set_duty(redis, on=True)
    await flag(redis, BRUNO, "suicide", now=MONDAY)

    await alerts.look([], MONDAY)

    text = post.taken[0][1].get_content()
    assert "Il n’y a pas de demande de contact" in text
    assert "suicide" not in text


async def test_the_team_s_chat_is_told_each_time_through_its_own_bot(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path,
    telegram: list[dict[str, Any]],
) -> None:  # fmt: skip
    url = telegram.pop()["url"]
    alerts = alerts_of(
        environ, redis, post, roster(tmp_path, team_telegram="-100"), TELEGRAM_API_URL=url,
        RELAIS_ALERT_TELEGRAM_TOKEN="42:secret",
    )  # fmt: skip
    await store(redis, sealer)

    await alerts.look(await rows(redis), MONDAY)

    assert [(said["path"], said["chat_id"]) for said in telegram] == [("/bot42:secret/sendMessage", "-100")]
    assert post.recipients == ["anne@exemple.be"]


async def test_a_mail_server_that_refuses_is_tried_again_and_shows_on_the_pages(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    await store(redis, sealer)
    post.refuses = True
    await alerts.look(await rows(redis), MONDAY)
    await alerts.look(await rows(redis), MONDAY + timedelta(seconds=10))
    assert await failing_since(redis) is not None
    assert "anne@" not in caplog.text

    post.refuses = False
    await alerts.look(await rows(redis), MONDAY + timedelta(seconds=20))

    assert post.recipients == ["anne@exemple.be"]
    assert await failing_since(redis) is None
    assert [line.what async for line, _ in trail.lines(redis)] == ["alert.failed:anne", "alert.sent:anne"]


async def test_coordination_is_warned_once_before_requests_are_erased(
    redis: Redis, sealer: CaseSealer, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))
    reference = await store(redis, sealer)
    await store(redis, sealer, CALM, "m2")
    await redis.expire(keys.case(reference), 3 * 86_400)

    for _ in range(2):
        await alerts.warn_of_leaving(await rows(redis), 7)

    assert post.recipients == ["coordination@exemple.be"]


async def test_the_holder_hears_that_the_person_answered(
    redis: Redis, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    alerts = alerts_of(environ, redis, post, roster(tmp_path))

    await alerts.tell_of_answer("bruno")
    await alerts.tell_of_answer("inconnu")

    assert post.recipients == ["bruno@exemple.be"]


def test_without_a_file_or_without_people_there_is_no_roster(tmp_path: Path) -> None:
    assert load_duty(None) is None
    assert load_duty(roster(tmp_path, people=[])) is None


def test_the_example_is_a_roster() -> None:
    duty = load_duty(EXAMPLE)

    assert duty is not None
    assert [person.name for person in duty.people] == ["anne", "bruno"]


@pytest.mark.parametrize(
    "change",
    [{"hours": {"mon": []}}, {"urgent_outside_hours": "maybe"}, {"people": [{"name": "anne"}]}, {"garde": 1},
     {"escalation": {"urgent": {"first_after": 0, "next_after": 0, "rounds": 1}}}],
)  # fmt: skip
def test_a_roster_with_a_mistake_stops_the_start(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(DutyIsInvalid):
        load_duty(roster(tmp_path, **change))


@pytest.mark.parametrize("missing", ["RELAIS_SMTP_URL", "RELAIS_ALERT_FROM"])
async def test_a_roster_whose_alerts_could_not_leave_stops_the_start(
    redis: Redis, environ: dict[str, str], post: Post, tmp_path: Path, missing: str
) -> None:
    with pytest.raises(SettingIsWrong, match="RELAIS_SMTP_URL"):
        alerts_of(environ, redis, post, roster(tmp_path), **{missing: ""})


async def test_an_address_of_a_mail_server_that_is_none_stops_the_start(
    redis: Redis, environ: dict[str, str], post: Post, tmp_path: Path
) -> None:
    with pytest.raises(SettingIsWrong, match="RELAIS_SMTP_URL"):
        alerts_of(environ, redis, post, roster(tmp_path), RELAIS_SMTP_URL="mail.exemple.be")
