"""A time that takes the place of another, both named: « changez le matin en après-midi », « au lieu du matin mettez
14h », « pas le matin, plutôt l’après-midi ». Only the new one counts. Called by contact_facts; words in
data/contact_form.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.typed_words import TypedWords, any_of, clauses
from casework.words import Words, any_comparable, comparable

LONGEST_OLD = 4  # words
HOUR = re.compile(r"(?<!\d)\d{1,2} ?(?:h|heures?)(?:\d\d)?(?!\w)")
_OF = r"(?:du |de la |de l |de |d |le |la |l |les )?"
_PHRASE = rf"\S+(?: \S+){{0,{LONGEST_OLD - 1}}}?"


@dataclass(frozen=True)
class TimeInstead:
    """`changed`: « changez … en … »; `instead`: « au lieu du … », « plutôt … que … » (`rather`), up to a mark or a new
    order; `barred`: « pas le … »; `anew`: what is put in another's place; `days`, `parts`: of the week, of the day;
    `bounds`: « avant », « entre », which bar no time of the day; `whole`: a time as it is said everywhere else."""

    changed: re.Pattern[str]
    instead: re.Pattern[str]
    rather: Words
    barred: re.Pattern[str]
    anew: Words
    days: Words
    parts: Words
    bounds: Words
    whole: Mapping[str, str]

    def new_in(self, text: str) -> str:
        """The text without the time that is not meant any more; as it is where no other takes its place."""
        return self._behind_a_change(text) or self._without_what_is_replaced(text) or self._without_the_barred(text)

    def _behind_a_change(self, text: str) -> str | None:
        typed = TypedWords(text)
        for hit in self.changed.finditer(typed.line):
            if self._takes_its_place(hit["new"], hit["old"]):
                front = typed.typed(0, hit.end("verb"))
                return f"{front} {self._whole(typed.typed(hit.start('new'), len(typed.line)))}"
        return None

    def _without_what_is_replaced(self, text: str) -> str | None:
        typed = TypedWords(text)
        for hit in self.instead.finditer(typed.line):
            if hit["than"] and not self.rather.are_in(typed.line[: hit.start()]):
                continue  # « que », without « plutôt » before it
            before = typed.typed(0, hit.start() - 1) if hit.start() else ""
            behind = typed.typed(hit.end() + 1, len(typed.line)) if hit.end() < len(typed.line) else ""
            rest = f"{before} {behind}".strip(" ,")
            if self._takes_its_place(rest, hit["old"]):
                return rest
        return None

    def _without_the_barred(self, text: str) -> str:
        """« sauf le mercredi », « pas avant 17h, plutôt le soir » bar something else than what is told, and stay."""
        parts = clauses(text)
        others = [part for part in parts if not self.barred.match(comparable(part))]
        if not self.anew.are_in(text) and "mais" not in comparable(text).split():
            return text
        for part in parts:
            hit = self.barred.match(comparable(part))
            bounds = hit is not None and self.bounds.are_in(self.parts.taken_out_of(hit["old"]))
            if hit and not bounds and self._takes_its_place(" ".join(others), hit["old"]):
                text = text.replace(part, "", 1).strip(" ,.;")
        return text

    def _takes_its_place(self, new: str, old: str) -> bool:
        """Both are times of one kind: a day for a day, a part of the day or an hour for another."""
        kinds = self._kinds(old)
        return bool(kinds) and kinds <= self._kinds(new)

    def _kinds(self, text: str) -> set[str]:
        of_day = self.parts.are_in(text) or HOUR.search(comparable(text)) is not None
        return ({"day"} if self.days.are_in(text) else set()) | ({"part"} if of_day else set())

    def _whole(self, new: str) -> str:
        """« après-midi » → « l’après-midi »"""
        return self.whole.get(comparable(new), new)


def time_instead(facts: Mapping[str, Any]) -> TimeInstead:
    """Raises KeyError for a list that is missing."""
    words = facts["instead"]
    verbs, into, instead = any_of(words["changing"]), any_of(words["into"]), any_of(words["in_place_of"])
    ends = rf"(?= [,;.:!?…]| (?:{any_of((*facts['putting'], *facts['time_ends']))})(?!\S)|$)"
    fronts = any_comparable(words["fronts"])
    return TimeInstead(
        changed=re.compile(rf"(?<!\S)(?P<verb>{verbs}) (?!(?:{into}) )(?P<old>{_PHRASE}) (?:{into}) (?P<new>\S.*)$"),
        instead=re.compile(rf"(?<!\S)(?:{instead}|(?P<than>que|qu)) {_OF}(?P<old>{_PHRASE}){ends}"),
        rather=Words(words["rather"]),
        barred=re.compile(rf"(?:(?:{fronts}) )*pas (?:pour |dans )?(?P<old>{_PHRASE})(?: (?:{fronts}))*$"),
        anew=Words(facts["putting"]), days=Words(facts["days"]), parts=Words(words["parts"]),
        bounds=Words(words["bounds"]), whole={comparable(str(k)): str(v) for k, v in words["whole"].items()},
    )  # fmt: skip
