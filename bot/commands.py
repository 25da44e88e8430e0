"""The commands of data/commands.yml, and what becomes of a « / » that is typed. Used by turns and Telegram's menu.

Text that begins with « / » makes Rasa skip understanding and obey: only our own payloads may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.replies import Button
from casework.text import plain
from casework.yaml_files import read_yaml

FILE = Path(__file__).parent / "data" / "commands.yml"
# Telegram writes /aide@the_bot in some clients; a deep link gives /start one word.
COMMAND = re.compile(r"[\s/／]*[/／]\s*(?P<name>\w+)(?:@\w+)?(?P<rest>.*)", re.DOTALL)
LEADING = re.compile(r"^[\s/／]+")
WITH_A_WORD = "start"


@dataclass(frozen=True)
class Command:
    """One line of the menu; the name has no « / »."""

    name: str
    payload: str
    description: str


@dataclass(frozen=True)
class Commands:
    """`by_name` also holds the other spellings; `menu` stands under the sentence for a dead button."""

    listed: tuple[Command, ...]
    by_name: Mapping[str, Command]
    menu: tuple[Button, ...]
    urgent_payloads: frozenset[str]

    def payload_of(self, text: str) -> str | None:
        """The payload of a known command that stands alone; a sentence behind it is read as words instead."""
        found = COMMAND.fullmatch(text)
        command = self.by_name.get(plain(found["name"])) if found else None
        if command is None or found is None:
            return None
        return command.payload if command.name == WITH_A_WORD or not found["rest"].strip() else None

    def payloads_of_danger(self, kinds: Iterable[str]) -> frozenset[str]:
        """Those that a button may stand for."""
        listed = (command.payload for command in self.listed if self.means_danger(command.payload))
        return frozenset({*self.urgent_payloads, *listed, *(f"/urgent_{kind}" for kind in kinds)})

    def means_danger(self, payload: str) -> bool:
        name = payload.partition("{")[0]
        return name.startswith("/urgent_") or name in self.urgent_payloads


def without_slash(text: str) -> str:
    """A person's words as they may reach Rasa; empty when nothing is left."""
    return LEADING.sub("", text).strip()


def load_commands(path: Path = FILE) -> Commands:
    """Raises YamlFileIsInvalid or KeyError when the file is not of its form."""
    data: dict[str, Any] = read_yaml(path)
    listed: list[Command] = []
    by_name: dict[str, Command] = {}
    for entry in data["commands"]:
        command = Command(entry["name"], entry["payload"], entry["description"])
        listed.append(command)
        by_name |= dict.fromkeys((command.name, *entry.get("also", ())), command)
    menu = tuple(Button(entry["title"], entry["payload"]) for entry in data["menu"])
    return Commands(tuple(listed), by_name, menu, frozenset(data["urgent_payloads"]))
