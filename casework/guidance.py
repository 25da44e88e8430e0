"""« Faire le point »: the questions of data/guidance.yml, how an answer is read, and what is given back at the end.

Called by the actions. No score: the reflection lists what was said, in the words of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.words import Words, best_match
from casework.yaml_files import DATA, read_yaml

KINDS = ("attention", "ordinary", "you")


class GuidanceIsInvalid(ValueError):
    """guidance.yml cannot be used; the text says what is missing."""


@dataclass(frozen=True)
class Option:
    title: str
    words: Words
    kind: str
    reflect: str


@dataclass(frozen=True)
class Step:
    name: str
    ask: str
    options: tuple[Option, ...]

    def read(self, text: str) -> int | None:
        """The place of the option that `text` means; None when it is told in other words."""
        found = best_match(text, {str(place): option.words for place, option in enumerate(self.options)})
        return int(found) if found is not None else None


@dataclass(frozen=True)
class Guidance:
    steps: tuple[Step, ...]
    texts: Mapping[str, str]
    buttons: tuple[tuple[str, str], ...]
    stop: Words
    skip: Words

    def reflection(self, answers: Sequence[int | None]) -> str:
        """What was answered, grouped: what deserves attention, what is ordinary, and the person themselves."""
        chosen = [step.options[a] for step, a in zip(self.steps, answers, strict=False) if a is not None]
        if not chosen:
            return self.texts["nothing"]
        parts = [self.texts["back"]]
        for kind in KINDS:
            lines = [f"• {option.reflect}" for option in chosen if option.kind == kind]
            if lines:
                parts.append("\n".join([self.texts[kind], *lines]))
        return "\n\n".join(parts)


def _step(data: Mapping[str, Any]) -> Step:
    options = tuple(
        Option(c["title"], Words([c["title"], *c["words"]]), c["kind"], c["reflect"]) for c in data["choices"]
    )
    if wrong := [o.title for o in options if o.kind not in KINDS]:
        raise GuidanceIsInvalid(f"guidance.yml: {data['name']}: {wrong[0]}: kind must be one of {KINDS}")
    return Step(data["name"], data["ask"], options)


def load_guidance(path: Path | None = None) -> Guidance:
    """Raises GuidanceIsInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "guidance.yml")
    try:
        return Guidance(
            steps=tuple(_step(step) for step in data["steps"]),
            texts=data["texts"],
            buttons=tuple((b["title"], b["payload"]) for b in data["buttons"]),
            stop=Words(data["stop_words"]),
            skip=Words(data["skip_words"]),
        )
    except (KeyError, TypeError) as error:
        raise GuidanceIsInvalid(f"guidance.yml: {error!r} is missing or of the wrong form") from None
