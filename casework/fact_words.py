"""Word lists of data/contact_form.yml under `facts`: how people name the lines of a contact request in free words. Read
once; called by contact_facts and contact_form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.time_instead import TimeInstead, time_instead
from casework.typed_words import any_of
from casework.words import Words


@dataclass(frozen=True)
class FactWords:
    """Word lists of data/contact_form.yml under `facts`."""

    putting: Words
    putting_a_way: Words
    no_refusal: Words
    no_trouble: Words
    promised: Words
    time_fronts: tuple[str, ...]
    time_wishes: tuple[str, ...]
    time_ends: tuple[str, ...]
    dropped: Words
    beside_times: frozenset[str]
    voicemail: Words
    writing: Words
    here: Words
    naming_the_chat: Words
    refusing: Words
    taking_out: Words
    not_suiting: Words
    instead: TimeInstead
    busy: Words
    days: Words
    allowing: Words
    joining: Words
    writing_here: Words
    exchange: Words
    being: re.Pattern[str]
    not_who: Words
    for_oneself: Words
    for_oneself_or_to_be_called: Words
    agreeing: Words
    message: re.Pattern[str]
    bare_message: re.Pattern[str]
    handed_message: re.Pattern[str]
    put_message: re.Pattern[str]
    home: re.Pattern[str]
    places: Words
    dwelling: re.Pattern[str]
    pointing_at: Words
    noted: re.Pattern[str]
    refused_by_name: Mapping[str, Words]


def fact_words(data: Mapping[str, Any], places: Words) -> FactWords:
    """Raises KeyError for a list that is missing."""
    facts = data["facts"]
    line, put = any_of(data["line_names"]["message"]), any_of(facts["message_put"])
    return FactWords(
        putting=Words(facts["putting"]), putting_a_way=Words(facts["putting_a_way"]),
        no_refusal=Words(facts["no_refusal"]), no_trouble=Words(facts["no_trouble"]), promised=Words(facts["promised"]),
        time_fronts=tuple(facts["time_fronts"]), time_wishes=tuple(facts["time_wishes"]),
        time_ends=tuple(facts["time_ends"]), busy=Words(facts["busy"]), days=Words(facts["days"]),
        dropped=Words(facts["dropped"]),
        beside_times=frozenset(facts["beside_times"]),
        voicemail=Words(facts["voicemail"]), writing=Words(facts["writing"]), here=Words(facts["here"]),
        naming_the_chat=Words(facts["naming_the_chat"]),
        refusing=Words(facts["refusing"]), taking_out=Words(data["corrections"]["remove"]),
        not_suiting=Words(facts["not_suiting"]), instead=time_instead(facts),
        allowing=Words(facts["allowing"]), joining=Words(facts["joining"]),
        writing_here=Words(facts["writing_here"]),
        exchange=Words(facts["exchange"]), for_oneself=Words(facts["for_oneself"]),
        for_oneself_or_to_be_called=Words(facts["for_oneself_or_to_be_called"]),
        agreeing=Words(facts["agreeing"]), places=places,
        not_who=Words(facts["not_who"]),
        being=re.compile(rf"(?<!\S)(?:{any_of(facts['being'])}) (?P<who>.+)"),
        message=re.compile(rf".*(?<!\S)(?:{line}) (?:, |: )?(?:(?:{put})(?!\S) ?)+(?!pas )(?P<value>\S.*)"),
        bare_message=re.compile(rf".*(?<!\S)(?:{any_of(facts['putting'])}) (?:juste |seulement )?: (?P<value>.+)"),
        handed_message=_handed_message(facts), put_message=_put_message(facts),
        home=re.compile(rf"(?<!\S)(?:{any_of(facts['home'])}) (?P<place>.+)"),
        pointing_at=Words(facts["pointing_at"]),
        refused_by_name={name: Words(words) for name, words in facts["refused_by_name"].items()},
        noted=re.compile(rf"(?<!\S)(?:{any_of(facts['noted'])}) (?:a |d |de )?(?:entre )?\S+"),
        dwelling=re.compile(rf"(?<!\S)(?:{any_of(facts['dwelling'])}) (?P<place>.+)"),
    )  # fmt: skip


def _handed_message(facts: Mapping[str, Any]) -> re.Pattern[str]:
    """Its names at the beginning of a clause, then a dash, a colon or « dites que »; or « dites-leur que »; and three
    words or more."""
    fronts, names = any_of(facts["message_fronts"]), any_of(facts["message_names"])
    told, telling = any_of(facts["message_told"]), any_of(facts["message_telling"])
    begins = rf"(?:.*?(?:^|[,;.!?:…-] |(?<!\S)(?:{fronts}) ))"
    that = "(?:(?:leur|bien|aussi|juste|simplement|seulement) )*(?:que|qu) "
    named = rf"(?:{names}) (?:(?:, |c est )?[-–—:] |(?:, )?(?:{told}) {that})"
    return re.compile(rf"{begins}(?P<front>{named}|(?:{telling}) {that})(?P<value>(?:\S+ ){{2,}}\S.*)")


def _put_message(facts: Mapping[str, Any]) -> re.Pattern[str]:
    """« mettez que », « vous pouvez écrire que », wherever it stands, and three words or more."""
    that = "(?:(?:leur|bien|aussi|juste|simplement|seulement|svp|dans|le|message) )*(?:que|qu) "
    front = rf"(?P<front>(?:{any_of(facts['message_putting'])}) {that})"
    return re.compile(rf".*?(?<!\S){front}(?P<value>(?:\S+ ){{2,}}\S.*)")
