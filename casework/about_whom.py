"""Whom a contact request is about, as it was said with the wish: « c’est pour mon fils de 19 ans », « au sujet de mon
frère ». Never a name. Called by the contact form's actions; the words are in data/contact_message.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.typed_words import TypedWords, any_of
from casework.words import Words


@dataclass(frozen=True)
class AboutWhom:
    """`told`: the person behind one of the fronts; `kin`: whoever a message may name by itself."""

    told: re.Pattern[str]
    kin: Words

    def in_(self, text: str) -> str | None:
        """« mon fils de 19 ans », as it was typed; of several people nobody."""
        typed = TypedWords(text)
        whom = {_closed(typed.typed(hit.start("whom"), hit.end("whom"))) for hit in self.told.finditer(typed.line)}
        return whom.pop() if len(whom) == 1 else None

    def without(self, text: str) -> str:
        """In plain letters, without whom it is about."""
        return self.told.sub(" ", TypedWords(text).line)

    def is_left_open_by(self, message: str) -> bool:
        """« il passe ses journées avec un groupe »: who « il » is stands nowhere in it."""
        return not self.kin.are_in(message)


def _closed(typed: str) -> str:
    """« ma fille (22 ans »: the bracket that was opened is closed."""
    return f"{typed})" if typed.count("(") > typed.count(")") else typed


def about_whom(data: Mapping[str, Any]) -> AboutWhom:
    """From the whole of contact_message.yml. Raises KeyError."""
    words = data["about_whom"]
    kin = any_of(words["kin"])
    whose, kind = any_of(words["whose"]), any_of(words["kinds"])
    age = r"(?: (?:de |qui a |, )?\d{1,2} ans)?"
    return AboutWhom(
        told=re.compile(
            rf"(?<!\S)(?:{any_of(words['fronts'])}) (?P<whom>(?:{whose}) (?:(?:{kind}) )?(?:{kin}){age})(?!\S)"
        ),
        kin=Words(words["kin"]),
    )
