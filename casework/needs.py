"""Services, parts of the town and workers' questions asked for by what they do or mean: data/needs.yml.

Called by the actions. Two ways: a phrase of a few words (« un psy gratuit »), and meaning words that stand anywhere in
a longer question (« quel service pour une femme que son mari contrôle ? »)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.words import comparable
from casework.yaml_files import DATA, read_yaml

# « pas de violence », « sans violence »: named only to say that it is not there.
_NOT_THERE = re.compile(r"(?<!\w)(?:pas|aucun|aucune|sans|ni|jamais|plus)(?: de| d| du| des| un| une| la| le)? $")


# Word lists beside the answers.
BESIDES = ("asks", "asks_firmly", "asks_whom", "matter", "targeted", "targeting")


class NeedsAreInvalid(ValueError):
    """needs.yml is not of its form; the text says where."""


class Phrases:
    """Words and phrases; each may be the beginning of a typed word, unless it ends with « $ »."""

    def __init__(self, phrases: Iterable[str]) -> None:
        made = {(comparable(str(p).rstrip("$")), str(p).endswith("$")) for p in phrases}
        self._all = frozenset(phrase for phrase, _ in made if phrase)
        ordered = sorted(made, key=lambda pair: (-len(pair[0]), pair[0]))
        pattern = "|".join(re.escape(phrase) + (r"(?!\w)" if whole else "") for phrase, whole in ordered if phrase)
        self._found = re.compile(rf"(?<!\w)(?:{pattern})") if pattern else None

    def longest_in(self, text: str) -> int:
        """The length of the longest phrase that the text says, and does not say to be absent."""
        if self._found is None:
            return 0
        said = comparable(text)
        hits = self._found.finditer(said)
        return max((len(hit.group()) for hit in hits if not _NOT_THERE.search(said[: hit.start()])), default=0)


@dataclass(frozen=True)
class Combination:
    """Of every group one word must be said."""

    groups: tuple[Phrases, ...]

    def score(self, text: str) -> int:
        """How much of the text its words make up; 0 when a group is missing."""
        lengths = [group.longest_in(text) for group in self.groups]
        return sum(lengths) if all(lengths) else 0


@dataclass(frozen=True)
class Need:
    """`asked` counts only in a question, `meant` always; both only after an answer that begins as `after` says."""

    asked: tuple[Combination, ...]
    meant: tuple[Combination, ...]
    after: tuple[str, ...]

    def score(self, text: str, asks: bool, last: str) -> int:
        if self.after and not last.startswith(self.after):
            return 0
        fitting = (*self.meant, *(self.asked if asks else ()))
        return max((combination.score(text) for combination in fitting), default=0)


class Needs:
    """For each answer the words by which people ask for what it does."""

    def __init__(self, lists: Mapping[str, Phrases], needs: Mapping[str, Need], besides: Mapping[str, Phrases]) -> None:
        self._lists, self._needs = lists, needs
        self._asks, self._firm = besides["asks"], besides["asks_firmly"]
        self._whom, self._matter = besides["asks_whom"], besides["matter"]
        self._targeted, self._targeting = besides["targeted"], besides["targeting"]

    def speaks_of_the_matter(self, text: str) -> bool:
        """The text speaks of what this line is for."""
        return self._matter.longest_in(text) > 0

    def tells_of_people_targeted(self, text: str) -> bool:
        """« y a 2 filles marocaines dans la classe, il les traite de rats »"""
        return self._targeted.longest_in(text) > 0 and self._targeting.longest_in(text) > 0

    def answer(self, text: str) -> str | None:
        """The answer whose phrase found in `text` is the longest."""
        return _best({answer: phrases.longest_in(text) for answer, phrases in self._lists.items()})

    def asks_whom(self, text: str) -> bool:
        """« vers qui pour lui ? »: for a service, whichever it is."""
        return self._whom.longest_in(text) > 0

    def share(self, answer: str, text: str) -> float:
        """How much of the text the phrase of that answer makes up, 0 to 1."""
        return self._lists[answer].longest_in(text) / max(1, len(comparable(text)))

    def asked_for(self, text: str, last: str = "", *, firmly: bool = False) -> str | None:
        """The answer whose meaning words say the most; `firmly`: only if the text plainly asks for a service."""
        plainly = self._firm.longest_in(text) > 0
        if firmly and not plainly:
            return None
        asks = plainly or text.rstrip().endswith("?") or self._asks.longest_in(text) > 0
        return _best({answer: need.score(text, asks, last) for answer, need in self._needs.items()})

    def all_ids(self) -> frozenset[str]:
        return frozenset(self._lists) | frozenset(self._needs)


def _best(scores: Mapping[str, int]) -> str | None:
    best = max(scores, key=lambda answer: scores[answer], default=None)
    return best if best is not None and scores[best] else None


def load_needs(path: Path | None = None) -> Needs:
    """Raises NeedsAreInvalid, YamlFileIsInvalid."""
    data: Mapping[str, Any] = read_yaml(path or DATA / "needs.yml")
    try:
        lists = {answer: Phrases(words) for answer, words in data["phrases"].items()}
        needs = {answer: _need(entry) for answer, entry in data["meanings"].items()}
        besides = {name: Phrases(data[name]) for name in BESIDES}
        return Needs(lists, needs, besides)
    except (KeyError, AttributeError, TypeError) as error:
        raise NeedsAreInvalid(f"needs.yml: {error!r} is missing or of the wrong form") from None


def _need(entry: Mapping[str, Any]) -> Need:
    return Need(_combinations(entry, "asked"), _combinations(entry, "meant"), tuple(entry.get("after") or ()))


def _combinations(entry: Mapping[str, Any], name: str) -> tuple[Combination, ...]:
    listed: Sequence[Sequence[str]] = entry.get(name) or ()
    return tuple(Combination(tuple(Phrases(group.split("|")) for group in groups)) for groups in listed)
