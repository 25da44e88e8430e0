"""Whole conversations in people's own words (tests/conversations/*.yml): how they are read, played and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.terminal import Terminal
from casework.content import load_content
from casework.text import plain
from tests.auxil.stack import button, said

REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b")
SAFETY = re.compile(r"en securite|danger")
LONGEST = 1200
# What a conversation may call a level of urgency: several of the parse's own.
_LEVELS = {"calm": {"none", "unsure"}, "alarm": {"urgent", "unsure"}}


@dataclass(frozen=True)
class Expected:
    """One turn: what is said or tapped, and what a good assistant does then."""

    says: str | None
    tap: str | None
    means: str | None
    level: str | None
    expects: tuple[str, ...]


@dataclass(frozen=True)
class Conversation:
    name: str
    at: str | None
    turns: tuple[Expected, ...]


def read_conversations(folder: Path, names: str) -> Iterator[Conversation]:
    for path in sorted(folder.glob(names)):
        for number, told in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            name = f"{path.stem}-{number:02} {told['name']}"
            at = datetime.isoformat(told["at"]) if isinstance(told.get("at"), datetime) else told.get("at")
            yield Conversation(name, at, tuple(_expected(turn) for turn in told["turns"]))


def _expected(turn: dict[str, Any]) -> Expected:
    return Expected(
        turn.get("says"), turn.get("tap"), turn.get("means"), turn.get("level"), tuple(turn.get("expects", ()))
    )


def play(conversation: Conversation, terminal: Terminal) -> list[str]:
    """What went otherwise than expected, a line each; empty when all is well."""
    mistakes: list[str] = []
    before: dict[str, Any] = {"replies": []}
    for number, turn in enumerate(conversation.turns, 1):
        told = turn.says or f"[{turn.tap}]"
        try:
            answer = terminal.turn({"text": turn.says} if turn.says else button(before, str(turn.tap)))
        except LookupError as missing:
            return [*mistakes, f"{number}. {told}: {missing}"]
        mistakes += [f"{number}. {told[:80]}: {mistake}" for mistake in _mistakes(turn, answer, before)]
        before = answer
    return mistakes


def _mistakes(turn: Expected, answer: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    text = said(answer)
    parse = answer["parse"] or {}
    intent, level = parse.get("intent") or "", (parse.get("urgency") or {}).get("level") or "none"
    if turn.says and turn.means and not _means(turn.means, intent):
        yield f"heard {intent} ({level}) instead of {turn.means}"
    if turn.says and turn.level and level not in _LEVELS.get(turn.level, {turn.level}):
        yield f"level {level} instead of {turn.level}"
    if not text:
        yield "no answer"
    if any(len(reply["text"]) >= LONGEST for reply in answer["replies"]):
        yield "a reply of 1,200 characters or more"
    if "{" in text:
        yield "a place left unfilled"
    if text and answer["replies"] == before["replies"]:
        yield "the same sentences twice in a row"
    for expected in turn.expects:
        if not _holds(expected, text, answer, level):
            yield f"not « {expected} »: {' '.join(text.split())[:160]}"


def _means(expected: str, heard: str) -> bool:
    """Which urgent intent it is matters less than that it is one; a part of an intent is that intent; `a | b`: or."""
    if "|" in expected:
        return any(_means(one.strip(), heard) for one in expected.split("|"))
    if expected.startswith("urgent_"):
        return heard.startswith("urgent_")
    return heard == expected or heard.split("/")[0] == expected


def _shown(words: str, read: str, cards: list[str]) -> bool:
    asked = plain(words.strip())
    return asked in read or any(asked in card for card in cards)


def _holds(expected: str, text: str, answer: dict[str, Any], level: str) -> bool:
    name, _, wanted = expected.partition(":")
    read, asked = plain(text), plain(wanted.strip())
    buttons = any(reply["buttons"] for reply in answer["replies"])
    alarm = "112" in text and bool(SAFETY.search(read)) and buttons
    match name.strip():
        case "says":
            cards = [plain(r["contact"]["phone"]) for r in answer["replies"] if r["contact"]]
            return any(_shown(one, read, cards) for one in wanted.split("|"))
        case "says_not":
            return asked not in read
        case "alarm":
            return alarm
        case "no_alarm":
            return level != "urgent"
        case "numbers":
            return "112" in text or "101" in text
        case "saved":
            return bool(REFERENCE.search(text))
        case "not_saved":
            return "est enregistree" not in read
        case "asks":
            return buttons or "?" in text
        case "goes_on":
            return buttons or "?" in text
        case "not_fallback":
            return not any(plain(text).startswith(sorry) for sorry in _NOT_UNDERSTOOD)
    raise ValueError(expected)


_NOT_UNDERSTOOD = tuple(plain(load_content().text(key))[:30] for key in ("fallback_first", "fallback_second"))
