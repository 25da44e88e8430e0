"""`python -m bot chat`: a conversation in the terminal with a running bot. A client of /terminal/turn, nothing more."""

from __future__ import annotations

import io
import json
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any, TextIO

import httpx

from bot.messages import tidied
from bot.names import Names
from bot.operator import sentence
from bot.settings import TerminalSettings
from bot.terminal_door import SECRET_HEADER
from casework.content import load_content

TURN_LIMIT = 30.0
NOT_RUNNING, REFUSED = 3, 2


class BotIsNotThere(Exception):
    """Nothing answers at RELAIS_BOT_URL, or what answers is broken."""


class TurnWasRefused(Exception):
    """The bot did not take the turn; the text says why."""


class Terminal:
    """One conversation. `at` moves the clock of opening hours (ISO; refused in production)."""

    def __init__(self, settings: TerminalSettings, sender: str | None, at: str | None) -> None:
        self._sender, self._at = sender or uuid.uuid4().hex, at
        headers = {SECRET_HEADER: Names(settings.id_key).terminal_secret()}
        self._http = httpx.Client(base_url=settings.bot_url, headers=headers, timeout=TURN_LIMIT, trust_env=False)

    def turn(self, said: dict[str, str]) -> dict[str, Any]:
        """`said`: {"text": …} or {"payload": …}. Raises BotIsNotThere or TurnWasRefused."""
        words = {name: tidied(value) for name, value in said.items()}
        body = {"sender": self._sender, "at": self._at, **words}
        started = time.monotonic()
        try:
            answer = self._http.post("/terminal/turn", content=json.dumps(body))
            data = answer.json()
        except (httpx.HTTPError, ValueError):
            raise BotIsNotThere from None
        if answer.status_code in (400, 403):
            raise TurnWasRefused(data.get("error", ""))
        if answer.status_code != 200:
            raise BotIsNotThere
        return {**data, "ms": round((time.monotonic() - started) * 1000)}

    def close(self) -> None:
        self._http.close()


def said_in(line: str) -> dict[str, str]:
    """A line of JSON mode: `{"payload": "…"}` is a tapped button, anything else is words."""
    try:
        data = json.loads(line) if line.lstrip().startswith("{") else None
    except ValueError:
        data = None
    if isinstance(data, dict):
        for name in ("payload", "text"):
            if isinstance(data.get(name), str):
                return {name: data[name]}
    return {"text": line}


def chat_in_json(terminal: Terminal, lines: TextIO, out: TextIO) -> None:
    """A line in, a line out."""
    for line in lines:
        answer = terminal.turn(said_in(line.rstrip("\r\n")))
        print(json.dumps(answer, ensure_ascii=False), file=out, flush=True)


def chat_as_people_do(terminal: Terminal, lines: TextIO, out: TextIO) -> None:
    """Bubbles, numbered buttons; typing the number taps the button."""
    shown: list[str] = []
    print(sentence("chat_welcome"), file=out)
    for line in _asked(lines, out):
        typed = line.strip()
        if not typed:
            continue
        tapped = typed.isdigit() and 0 < int(typed) <= len(shown)
        said = {"payload": shown[int(typed) - 1]} if tapped else {"text": typed}
        shown = _print_replies(terminal.turn(said)["replies"], out)


def _asked(lines: TextIO, out: TextIO) -> Iterator[str]:
    while True:
        print("\n> ", end="", file=out, flush=True)
        line = lines.readline()
        if not line:
            return
        yield line


def _print_replies(replies: list[dict[str, Any]], out: TextIO) -> list[str]:
    """The payloads of the buttons, in the order of their numbers."""
    payloads: list[str] = []
    for reply in replies:
        print(f"\n{reply['text']}", file=out)
        if contact := reply["contact"]:
            print(f"  ☎ {contact['name']} : {contact['phone']}", file=out)
        for button in reply["buttons"]:
            payloads.append(button["payload"])
            print(f"  [{len(payloads)}] {button['title']}", file=out)
    return payloads


def _speak_utf_8(*streams: TextIO) -> None:
    """Whatever the terminal's own language is; bytes that are no text must not end the conversation."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def chat(settings: TerminalSettings, *, as_json: bool, sender: str | None, at: str | None) -> int:
    """The exit code: 0; 2 when the bot refuses; 3 when it is not there, with the numbers for an emergency."""
    _speak_utf_8(sys.stdin, sys.stdout, sys.stderr)
    terminal = Terminal(settings, sender, at)
    try:
        (chat_in_json if as_json else chat_as_people_do)(terminal, sys.stdin, sys.stdout)
    except TurnWasRefused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except BotIsNotThere:
        print(load_content().text("terminal_not_running"), file=sys.stderr)
        return NOT_RUNNING
    except KeyboardInterrupt:
        print()
    finally:
        terminal.close()
    return 0
