"""In whose light a question is answered: data/light.yml names the answer that a child, a worker or somebody in danger
gets instead of the general one. Called by the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.yaml_files import DATA, read_yaml


class LightIsInvalid(ValueError):
    """light.yml is not a list of `{when, instead}`; the text says what is wrong."""


@dataclass(frozen=True)
class Rule:
    """`when`: context key -> words, all must fit. `instead`: answer -> answer; an intent stands for its parts too."""

    when: Mapping[str, frozenset[str]]
    instead: Mapping[str, str]

    def fits(self, context: Mapping[str, str]) -> bool:
        return all(context.get(key) in words for key, words in self.when.items())

    def answer(self, answer_id: str) -> str | None:
        return self.instead.get(answer_id) or self.instead.get(answer_id.split("/")[0] + "/*")


class Light:
    """Rules in order; the first that fits and names the answer wins."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)

    def answer(self, answer_id: str, context: Mapping[str, str]) -> str:
        """`answer_id` itself when nothing in the context changes it."""
        found = (rule.answer(answer_id) for rule in self.rules if rule.fits(context))
        return next((other for other in found if other), answer_id)


def load_light(path: Path | None = None) -> Light:
    """Raises LightIsInvalid, YamlFileIsInvalid."""
    data: Sequence[Mapping[str, Any]] = read_yaml(path or DATA / "light.yml") or []
    try:
        return Light(
            [
                Rule(
                    {key: frozenset(map(str, words)) for key, words in entry["when"].items()},
                    {str(asked): str(given) for asked, given in entry["instead"].items()},
                )
                for entry in data
            ]
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise LightIsInvalid(f"light.yml: every rule needs `when` and `instead` ({error!r})") from None
