"""The message of a contact request among other lines, and what is added to it: « Message : … . Et oui vous pouvez
m’écrire ici », « ajoutez aussi qu’il a arrêté le foot ». Called by casework.contact_reading and the form's actions.

The words are in data/contact_message.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from casework.typed_words import TypedWords, any_of, sentences
from casework.words import Words, without_closing

LONGEST_TAIL, FEWEST_OF_A_MESSAGE, FEWEST_ADDED, FEWEST_FREELY = 14, 3, 2, 3  # words
_LAST_CLAUSE = re.compile(
    r"^(?P<kept>.*\S)(?:\s*[,;:]\s+(?:et |mais |puis )?|\s+(?:et|mais) )(?P<last>\S[^,;:]*)$", re.S
)


@dataclass(frozen=True)
class MessageWords:
    """`surely` adds to the message, `freely` does where the request is named, `perhaps` where it says nothing else;
    `calling` and a time tell when to call; `of_another` belong to a story, unless they are `of_the_writer`;
    `asking_to_put`: a wish with a question mark, `asking_whether_it_may` behind what is
    wished; `taken_out`: the whole message, `part`: some of it,
    `not_needed`: it may be left out."""

    surely: re.Pattern[str]
    freely: re.Pattern[str]
    perhaps: re.Pattern[str]
    endings: tuple[str, ...]
    calling: Words
    of_the_writer: Words
    of_another: Words
    asking_to_put: Words
    asking_whether_it_may: Words
    taken_out: re.Pattern[str]
    part: re.Pattern[str]
    not_needed: Words

    def is_taken_out(self, text: str) -> bool:
        """« effacez le message, je le dirai de vive voix »: the message, not the voicemail."""
        return self.taken_out.search(TypedWords(text).line) is not None

    def a_part_is_named(self, text: str) -> bool:
        """« enlevez le passage sur le groupe »"""
        return self.part.search(TypedWords(text).line) is not None

    def added_in(self, text: str, freely: bool = False) -> str | None:
        """« on peut ajouter au message que notre mère viendra ? » → « notre mère viendra »; `freely`, where the request
        itself is named: whatever stands between (« ajoutez à ma demande d’hier que … »)."""
        added = self._behind(self.surely, text)
        return added or (self._behind(self.freely, text, FEWEST_FREELY) if freely else None)

    def perhaps_added_in(self, text: str) -> str | None:
        """« mettez que je travaille de nuit »"""
        return self._behind(self.perhaps, text)

    def tells_a_story(self, text: str) -> bool:
        """Somebody else is spoken of: « il », « ma mère »."""
        return self.of_another.are_in(self.of_the_writer.taken_out_of(text))

    def _behind(self, pattern: re.Pattern[str], text: str, fewest: int = FEWEST_ADDED) -> str | None:
        typed = TypedWords(text)
        hit = pattern.search(typed.line)
        if hit is None:
            return None
        start = next(place for place in (hit.start(name) for name in hit.re.groupindex) if place >= 0)
        told = without_closing(typed.typed(start, len(typed.line)).strip(" ?!.,"), self.endings)
        return told if len(told.split()) >= fewest else None


def apart(message: str, is_tail: Callable[[str], bool], fewest: int = 1) -> tuple[str, str]:
    """The message, and the last sentences or clauses of it that `is_tail` knows; it keeps `fewest` words or more."""
    tail: list[str] = []
    while cut := next((c for c in _cuts(message) if is_tail(c[1]) and len(c[0].split()) >= fewest), None):
        message = cut[0]
        tail.insert(0, cut[1])
    return message.rstrip(" ,;:"), ". ".join(part.rstrip(" .") for part in tail)


def _cuts(message: str) -> list[tuple[str, str]]:
    """Before the last sentence, and before the last clause."""
    parts = sentences(message)
    cuts = [(message[: message.rindex(parts[-1])].rstrip(), parts[-1])] if len(parts) > 1 else []
    found = _LAST_CLAUSE.match(message.rstrip())
    return [*cuts, (found["kept"], found["last"])] if found else cuts


def message_words(data: Mapping[str, Any]) -> MessageWords:
    """From the whole file. Raises KeyError for what is missing."""
    words, tail = data["added"], data["tail"]
    adding, telling, besides, between, leading = (
        any_of(words[key]) for key in ("adding", "telling", "besides", "between", "leading")
    )
    removing, rewriting, parts, wholes = (
        any_of(data["taken_out"][key]) for key in ("removing", "rewriting", "parts", "wholes")
    )
    small = rf"(?:(?:{between}|{besides}) )*"
    told = rf"(?:{telling}) (?:(?:{between}) )*(?:{besides}) {small}|(?:{besides}) {small}(?:{telling}) {small}"
    not_behind = "".join(rf"(?<!\b{re.escape(word)} )" for word in words["not_behind"])
    value = r"(?P<value>\S.*)"
    return MessageWords(
        surely=re.compile(rf"(?<!\S)(?:(?:{adding}) {small}|{told})(?:{leading}|[:?]|(?=(?:k|qu)[ie]l)) ?{value}"),
        freely=re.compile(
            rf"(?<!\S)(?:(?:{any_of(words['stems'])})\S*|{any_of(words['freely'])})(?: [^\s:]+)*? "
            rf"(?:(?:{leading}|:) |(?=(?:k|qu)[ie]l )){value}"
        ),
        perhaps=re.compile(
            rf"(?<!\S){not_behind}(?:{any_of(words['ordering'])}) {small}(?:{leading}) {value}"
            rf"|^(?:(?:{any_of(words['fronts'])}) (?:, )?)*(?:{any_of(words['too'])}) [,:.] (?P<too>\S.*)"
        ),
        endings=tuple(words["endings"]), calling=Words(tail["calling"]), of_the_writer=Words(tail["of_the_writer"]),
        of_another=Words(tail["of_another"]), asking_to_put=Words(data["asking_to_put"]),
        asking_whether_it_may=Words(data["asking_whether_it_may"]),
        taken_out=re.compile(rf"(?<!\S)(?:{removing}) (?:tout )?(?:{wholes})(?=$| [,;.!]| svp| stp)"),
        part=re.compile(rf"(?<!\S)(?:{removing}|{rewriting}) (?:tout )?(?:{parts})(?!\S)"),
        not_needed=Words(data["taken_out"]["not_needed"]),
    )  # fmt: skip
