"""What people say once an alarm was given: a relief, or a question that the danger raises. Called by the actions.

Read from data/alarm_talk.yml, in the language of casework/word_patterns.py; the first entry that fits wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from casework.text import fold, sentences
from casework.word_patterns import PatternIsInvalid, Sentence, WordPattern, compile_pattern
from casework.yaml_files import DATA, read_yaml

# What is left of the alarm: as it was, calm (the numbers stay in sight), or over.
State = Literal["open", "calm", "over"]
STATES = ("open", "calm", "over")
GROUPS = (
    "who", "who_corrected", "denials", "plain_denials", "doubts", "told", "relief", "call_for_me", "cannot_call",
    "not_safe", "questions", "help_came", "police_told", "surely_well", "ashamed",
)  # fmt: skip
LONGEST_RELIEF, LONGEST_QUESTION, LONGEST_DENIAL = 22, 18, 45  # words: a longer message tells something of its own


class AlarmTalkIsInvalid(ValueError):
    """alarm_talk.yml is not of its form; the text says where."""


@dataclass(frozen=True)
class Heard:
    """`answer`: an answer of the content (or who is meant). `patterns`: one must be there, none of `unless`;
    `firm`: a question that goes before the learned reading; `calm_only`: read only once it is calm; `longest`: of how
    many words a message may be, where that is not as for the others."""

    answer: str
    state: State
    calm_too: bool
    only: frozenset[str]
    patterns: tuple[WordPattern, ...]
    unless: tuple[WordPattern, ...]
    firm: bool = False
    calm_only: bool = False
    longest: int | None = None

    def is_of(self, kind: str | None) -> bool:
        return not self.only or kind is None or kind in self.only

    def is_in(self, read: Sentence) -> bool:
        return any(p.is_in(read) for p in self.patterns) and not any(p.is_in(read) for p in self.unless)


@dataclass(frozen=True)
class Denial:
    """`kind`: not_that, false_alarm, no, or told; `besides`: what is left without the words that deny."""

    kind: str
    besides: str


class AlarmTalk:
    def __init__(
        self,
        groups: Mapping[str, Sequence[Heard]],
        asked_again: Mapping[str, Sequence[str]],
        noes: Sequence[str],
        false_alarms: Sequence[str],
        before_a_false_alarm: Sequence[str],
    ) -> None:
        self._noes, self._false_alarms = frozenset(noes), tuple(false_alarms)
        self._false_alarm_words = [re.compile(re.escape(alarm)) for alarm in false_alarms]
        self._before_a_false_alarm = frozenset(" ".join(before_a_false_alarm).split())
        self._help_came, self._surely_well = tuple(groups["help_came"]), tuple(groups["surely_well"])
        self._police_told, self._ashamed = tuple(groups["police_told"]), tuple(groups["ashamed"])
        self.relief, self.questions = tuple(groups["relief"]), tuple(groups["questions"])
        self._denials, self._doubts = tuple(groups["denials"]), tuple(groups["doubts"])
        self._plain_denials = tuple(groups["plain_denials"])
        self._told = tuple(groups["told"])
        self._call_for_me = tuple(groups["call_for_me"])
        self._cannot_call, self._not_safe = tuple(groups["cannot_call"]), tuple(groups["not_safe"])
        self.asked_again = {fact: tuple(words) for fact, words in asked_again.items()}
        self._who, self._who_corrected = tuple(groups["who"]), tuple(groups["who_corrected"])

    def relief_in(self, text: str, kind: str | None = None) -> Heard | None:
        """« la patrouille arrive »; asked (« quand ? »), it is none. `kind`: of the danger, None for any."""
        if text.rstrip().endswith("?"):
            return None
        return _first([relief for relief in self.relief if relief.is_of(kind)], text, LONGEST_RELIEF)

    def question_in(
        self, text: str, *, calm: bool = False, kind: str | None = None, firm: bool = False
    ) -> Heard | None:
        """What the danger makes people ask; once it is calm, only what is still asked then. `kind`: as in relief;
        `firm`: only what goes before the learned reading."""
        entries = [q for q in self.questions if (q.calm_too or q.calm_only if calm else not q.calm_only)]
        return _first([q for q in entries if q.is_of(kind) and (q.firm or not firm)], text, LONGEST_QUESTION)

    def who_is_meant(self, text: str) -> str | None:
        """`other` when somebody else is spoken of (« mon fils veut mourir »), `self` for the writer, None: unsaid."""
        return _answer_in(self._who, text)

    def who_is_corrected(self, text: str) -> str | None:
        """`self` or `other` when the writer puts right whom it is about: « mais c’est de moi que je parle »."""
        return _answer_in(self._who_corrected, text) if len(text.split()) <= LONGEST_RELIEF else None

    def told_in(self, text: str) -> frozenset[str]:
        """The facts that a message tells of a danger: safe, called, near."""
        read = _read(text)
        return frozenset(heard.answer for heard in self._told if heard.is_in(read))

    def asks_us_to_call(self, text: str) -> bool:
        """« vous ne pouvez pas le faire, vous, appeler ? », in any sentence of it."""
        return any(_answer_in(self._call_for_me, sentence) is not None for sentence in sentences(text))

    def cannot_call_in(self, text: str) -> bool:
        """« nous on est à l’abri. Mais je ne peux pas appeler la police »: told in one sentence of several."""
        return any(_answer_in(self._cannot_call, sentence) is not None for sentence in sentences(text))

    def is_not_safe(self, text: str) -> bool:
        """« non, on n’est pas en sécurité, il est juste au-dessus »: the writer is not."""
        return len(text.split()) <= LONGEST_RELIEF and _answer_in(self._not_safe, text) is not None

    def doubts(self, text: str) -> bool:
        """« je sais plus si c’était une blague »: no relief, whatever else is said."""
        return _answer_in(self._doubts, text) is not None

    def help_came_in(self, text: str) -> bool:
        """« les policiers sont venus », « l’ambulance l’a emmené »."""
        return _answer_in(self._help_came, text) is not None

    def police_knows_in(self, text: str) -> bool:
        """« la police vient de rappeler, ils l’ont vu », or they came: those who were called know how it ended."""
        return self.help_came_in(text) or _answer_in(self._police_told, text) is not None

    def all_is_well_in(self, text: str) -> bool:
        """« … elle dormait, elle est en sécurité maintenant »: somebody is, whatever else stands there."""
        return _answer_in(self._surely_well, text) is not None

    def is_ashamed_in(self, text: str) -> bool:
        """« ils sont là… j’ai l’air de quoi maintenant »"""
        return _answer_in(self._ashamed, text) is not None

    def begins_with_a_false_alarm(self, text: str) -> bool:
        """« attendez, elle vient d’écrire. Bon ben fausse alerte, elle est chez sa marraine »: a sentence does."""
        return any(self._is_a_false_alarm(fold(said)) for said in sentences(text))

    def _is_a_false_alarm(self, said: str) -> bool:
        cut = (f" {said} ".partition(f" {alarm} ") for alarm in self._false_alarms)
        return any(found and self._before_a_false_alarm.issuperset(before.split()) for before, found, _ in cut)

    def behind_a_no(self, text: str) -> str | None:
        """What stands behind « non », folded; None where the message does not begin so."""
        first, _, rest = fold(text).partition(" ")
        return rest if first in self._noes else None

    def plain_denial_in(self, text: str) -> Denial | None:
        """« il a jamais dit qu’il voulait mourir », with what is said besides; None of a longer message."""
        read = _read(text)
        heard = [each for each in self._plain_denials if each.is_in(read)]
        if not heard or len(text.split()) > LONGEST_DENIAL or text.rstrip().endswith("?"):
            return None
        return Denial("told", _without(read, _words_of(heard)))

    def denial_in(self, text: str, kind: str | None = None) -> Denial | None:
        """« mais personne n’est en danger ! », with what the message says besides; `kind`: as in relief."""
        if len(text.split()) > LONGEST_DENIAL:
            return None
        read = _read(text)
        heard = [each for each in self._denials if each.is_of(kind) and each.is_in(read)]
        if heard:
            return Denial(heard[0].answer, _without(read, _words_of(heard)))
        if not self.begins_with_a_false_alarm(text):
            return None
        # « bon ben fausse alerte […] il va leur mettre une raclée, qu’il dit »
        return Denial("false_alarm", _without(read, self._false_alarm_words))


def _words_of(heard: Sequence[Heard]) -> Iterable[re.Pattern[str]]:
    return (pattern.regex for each in heard for pattern in each.patterns)


def _without(read: Sentence, words: Iterable[re.Pattern[str]]) -> str:
    """The folded text without the words that deny, which sound urgent by themselves (« personne ne veut mourir »)."""
    rest = read.text
    for word in words:
        rest = word.sub(" ", rest)
    return " ".join(rest.split())


def _answer_in(entries: Sequence[Heard], text: str) -> str | None:
    read = _read(text)
    return next((heard.answer for heard in entries if heard.is_in(read)), None)


def _first(entries: Sequence[Heard], text: str, longest: int) -> Heard | None:
    words, read = len(text.split()), _read(text)
    return next((e for e in entries if 0 < words <= (e.longest or longest) and e.is_in(read)), None)


def _read(text: str) -> Sentence:
    return Sentence.of(" . ".join(fold(sentence) for sentence in sentences(text)))


def load_alarm_talk(path: Path | None = None) -> AlarmTalk:
    """Raises AlarmTalkIsInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "alarm_talk.yml")
    try:
        families = {str(name): list(map(str, words)) for name, words in data["families"].items()}
        groups = {group: [_heard(entry, families) for entry in data[group]] for group in GROUPS}
        words = {key: _words(data, key) for key in ("noes", "false_alarms", "before_a_false_alarm")}
        return AlarmTalk(groups, data["asked_again"], **words)
    except (KeyError, TypeError, AttributeError, PatternIsInvalid) as error:
        raise AlarmTalkIsInvalid(f"alarm_talk.yml: {error}") from None


def _words(data: Mapping[str, Any], key: str) -> list[str]:
    if not isinstance(data[key], list) or not all(isinstance(word, str) and word for word in data[key]):
        raise AlarmTalkIsInvalid(f"alarm_talk.yml: {key} is a list of words")
    return [fold(word) for word in data[key]]


def _heard(entry: Mapping[str, Any], families: Mapping[str, Sequence[str]]) -> Heard:
    state = entry.get("state", "open")
    if state not in STATES:
        raise AlarmTalkIsInvalid(f"alarm_talk.yml: {entry['answer']}: a state is one of {STATES}")
    patterns, unless = (_compiled(entry.get(key) or (), families) for key in ("patterns", "unless"))
    return Heard(
        str(entry["answer"]),
        cast(State, state),
        bool(entry.get("calm_too")),
        frozenset(entry.get("only") or ()),
        patterns,
        unless,
        bool(entry.get("firm")),
        bool(entry.get("calm_only")),
        int(entry["longest"]) if "longest" in entry else None,
    )


def _compiled(written: Sequence[Any], families: Mapping[str, Sequence[str]]) -> tuple[WordPattern, ...]:
    return tuple(compile_pattern(str(pattern), families) for pattern in written)
