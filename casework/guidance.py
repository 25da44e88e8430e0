"""« Faire le point »: the questions of data/guidance.yml, how an answer is read, and what is given back at the end.

Called by the actions. No score, no verdict: the reflection lists what was clearly chosen, in the words of the file, and
says which questions were answered in the person's own words. An answer is a choice only when it is nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.text import only_words
from casework.words import Words
from casework.yaml_files import DATA, read_yaml

KINDS = ("attention", "ordinary", "you")
# An answer in words of their own: heard, and not judged.
TOLD = "told"
# The place of an option, TOLD, or None for a question that was passed.
Answer = int | str | None
# Who speaks: a relative unless something else is known.
VOICES = ("relative", "professional", "self")
ACTS = ("conclude", "left", "stop", "skip", "resume")
LONGEST_ACT = 10  # words
_CLAUSE_END = re.compile(r"[,.;:!?…\n]+")
# « ça va. enfin ma femme a arrêté de dormir »: what follows takes the choice back
_TAKEN_BACK = re.compile(r"\s*(?:enfin|mais|sauf|quoique|par contre)\b", re.IGNORECASE)
_PROPOSES = re.compile(r"\b(?:dans|sous|mets|met|note|notez|disons)\b", re.IGNORECASE)
_NO = re.compile(r"^(?:non|nan) (?=.)")
_QUESTION = re.compile(r"[^.!?…\n]+\?")
_SEE_YOU = re.compile(r"\b[aà] ?\+")

Voiced = Mapping[str, str]


class GuidanceIsInvalid(ValueError):
    """guidance.yml cannot be used; the text says what is missing."""


@dataclass(frozen=True)
class Option:
    """`whole`: chosen only by a message that says nothing besides. `young`: said instead of a young person."""

    title: Voiced
    words: Words
    kind: str
    reflect: Voiced
    young: str | None
    whole: bool


@dataclass(frozen=True)
class Step:
    """`topic`: what it is about, in the sentence on what was told in own words."""

    name: str
    ask: Voiced
    topic: str
    options: tuple[Option, ...]
    little: Words

    def read(self, text: str) -> int | None:
        """The place of the option that `text` clearly means; None when it is told in other words."""
        if (place := self._only(text)) is not None:
            return place
        first, _, rest = _CLAUSE_END.sub("\n", text.strip()).partition("\n")
        place = self._only(first)
        if place is None or self.options[place].whole or _TAKEN_BACK.match(rest):
            return None
        others = (option for at, option in enumerate(self.options) if at != place)
        return None if any(option.words.are_in(rest) for option in others) else place

    def read_asked(self, text: str) -> int | None:
        """« je mets ça où, dans parfois ? »: the choice that somebody proposes."""
        last = _CLAUSE_END.split(text.rstrip("?! \u00a0"))[-1]
        return self._only(last) if _PROPOSES.search(last) else None

    def _only(self, text: str) -> int | None:
        """The option whose words, and little ones, are all of it."""
        said = only_words(text)
        lengths = [
            option.words.longest_in(said) if is_all_of(said, option.words, self.little) else 0
            for option in self.options
        ]
        longest = max(lengths)
        return lengths.index(longest) if longest else None


@dataclass(frozen=True)
class Guidance:
    steps: tuple[Step, ...]
    texts: Mapping[str, Any]
    buttons: Mapping[str, tuple[tuple[str, str], ...]]
    acts: Mapping[str, Words]
    little: Words
    of_another: Words
    not_wanted: Words
    what_for: Words

    def asks_what_for(self, text: str) -> bool:
        """« attendez, ça sert à lui donner des points ? » is asked of our questions, and is no answer to them."""
        return any(self.what_for.are_in(only_words(question)) for question in _QUESTION.findall(text))

    def act_in(self, text: str) -> str | None:
        """« stop », « je passe », « il en reste combien », « votre conclusion », « on continue »; None: an answer."""
        if len(text.split()) > LONGEST_ACT:
            first = _CLAUSE_END.split(text)[0]
            return "stop" if len(first.split()) <= LONGEST_ACT and self.act_in(first) == "stop" else None
        text = _SEE_YOU.sub("a plus", text)
        clauses = [clause for clause in _CLAUSE_END.split(text) if clause.strip()]
        for act in ACTS:
            words = self.acts[act]
            if act in {"conclude", "left"}:
                heard = any(words.are_in(only_words(clause)) for clause in clauses)
            elif act == "stop":
                own = (_NO.sub("", only_words(clause)) for clause in clauses)
                heard = any(is_all_of(said, words, self.little) and not self.of_another.are_in(said) for said in own)
            else:
                heard = is_all_of(only_words(text), words, self.little)
            if heard:
                return act
        return None

    def reflection(self, answers: Sequence[Answer], voice: str = "relative", young: bool = False) -> str:
        """What was answered, grouped: what deserves attention, what is ordinary, what was told, and the person."""
        pairs = list(zip(self.steps, answers, strict=False))
        chosen = [step.options[answer] for step, answer in pairs if isinstance(answer, int)]
        told = [step for step, answer in pairs if answer == TOLD]
        if not chosen and not told:
            return str(self.texts["nothing"])
        parts = [self.texts["back"]]
        for kind in KINDS:
            if kind == "you":
                parts += self._told(told)
            lines = [f"• {_reflected(option, voice, young)}" for option in chosen if option.kind == kind]
            if lines:
                parts.append("\n".join([self.texts[kind], *lines]))
        return "\n\n".join(parts)

    def _told(self, told: Sequence[Step]) -> list[str]:
        if not told:
            return []
        said = self.texts["told"].format(topics=", ".join(step.topic for step in told))
        about_violence = any(step.name == "violence" for step in told)
        return [f"{said} {self.texts['told_violence']}" if about_violence else said]


def is_all_of(said: str, words: Words, little: Words) -> bool:
    """`said` holds a phrase of `words`, and besides it only little words and numbers."""
    if not words.are_in(said):
        return False
    rest = little.taken_out_of(words.taken_out_of(said))
    return not [word for word in rest.split() if not word.isdigit()]


def said_by(text: Voiced, voice: str) -> str:
    return text.get(voice) or text["relative"]


def _reflected(option: Option, voice: str, young: bool) -> str:
    return option.young if young and option.young else said_by(option.reflect, voice)


def _voiced(value: Any) -> Voiced:
    return value if isinstance(value, dict) else {"relative": str(value)}


def _words(phrases: Sequence[str]) -> Words:
    return Words(only_words(str(phrase)) for phrase in phrases)


def _step(data: Mapping[str, Any], little: Words) -> Step:
    options = tuple(
        Option(
            title=_voiced(c["title"]),
            words=_words([*_voiced(c["title"]).values(), *c["words"]]),
            kind=c["kind"],
            reflect=_voiced(c["reflect"]),
            young=c.get("young"),
            whole=bool(c.get("whole")),
        )
        for c in data["choices"]
    )
    if wrong := [said_by(o.title, "relative") for o in options if o.kind not in KINDS]:
        raise GuidanceIsInvalid(f"guidance.yml: {data['name']}: {wrong[0]}: kind must be one of {KINDS}")
    return Step(data["name"], _voiced(data["ask"]), data["topic"], options, little)


def load_guidance(path: Path | None = None) -> Guidance:
    """Raises GuidanceIsInvalid, YamlFileIsInvalid."""
    data = read_yaml(path or DATA / "guidance.yml")
    try:
        little = _words(data["little_words"])
        return Guidance(
            steps=tuple(_step(step, little) for step in data["steps"]),
            texts=data["texts"],
            buttons={
                voice: tuple(
                    (b["title"], b["payload"]) for b in data["buttons"].get(voice, data["buttons"]["relative"])
                )
                for voice in (*VOICES, "stopped")
            },
            acts={act: _words(data["acts"][act]) for act in ACTS},
            little=little,
            of_another=_words(data["of_another"]),
            not_wanted=_words(data["not_wanted"]),
            what_for=_words(data["what_for"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise GuidanceIsInvalid(f"guidance.yml: {error!r} is missing or of the wrong form") from None
