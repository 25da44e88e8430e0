"""« je veux bien qu’on m’appelle »: a call to the writer is wished or accepted. « on m’appelle la sorcière » is a name,
« vous pouvez me rappeler le numéro » asks to be told again. Called by actions.wishes; words in data/call_wishes.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from casework.typed_words import any_of, clauses
from casework.words import comparable
from casework.yaml_files import DATA, read_yaml

_A_NUMBER = re.compile(r"0\d[\s\d./]{6,}")
_MARK = re.compile(r"([.,;:!?])")


@dataclass(frozen=True)
class CallWishes:
    """`wishes`: patterns of a wish, each of them; `named`: of a name that is called; `told_again`: of a reminder;
    `refusals`: of a clause that wants no call."""

    wishes: tuple[re.Pattern[str], ...]
    named: re.Pattern[str]
    told_again: re.Pattern[str]
    refusals: tuple[re.Pattern[str], ...]


def wishes_a_call(text: str) -> bool:
    """« ok, moi je veux bien qu’on m’appelle, mais sans lui dire », « qu’ils m’appellent alors »."""
    said = _spaced(text)
    return any(wish.search(said) for wish in _patterns().wishes) and not speaks_of_a_name(text)


def speaks_of_a_name(text: str) -> bool:
    """« elle veut bien qu’on l’appelle mamie », « rappelez-moi le numéro »: of no call."""
    said, patterns = _spaced(text), _patterns()
    found = patterns.named.search(said) or patterns.told_again.search(said)
    return found is not None and _A_NUMBER.search(said) is None


def refuses_a_call(clause: str) -> bool:
    """« je ne veux pas qu’on me rappelle », « surtout ne m’appelez pas »; not « ne m’appelez pas le matin »."""
    said = comparable(clause)
    return any(refusal.search(said) for refusal in _patterns().refusals)


def refused_apart(text: str) -> tuple[str, str]:
    """(the clauses that want no call, all the others)."""
    parts = clauses(text)
    refused = [part for part in parts if refuses_a_call(part)]
    return ", ".join(refused), ", ".join(part for part in parts if part not in refused)


def _spaced(text: str) -> str:
    return comparable(_MARK.sub(r" \1 ", text))


@cache
def _patterns() -> CallWishes:
    words: Mapping[str, Sequence[str]] = read_yaml(DATA / "call_wishes.yml")
    one = {name: f"(?:{any_of(listed)})" for name, listed in words.items()}
    that, who, call = one["that"], one["who"], one["call"]
    needing = rf"(?<!pas )(?<!plus ){one['needing']}"
    wished = rf"(?:{one['wishing']}|{needing}) (?:(?:{one['between']}|,) )*{that} ?{who}(?: {one['of_whom']})?"
    accepted = rf"{one['accepting']} (?:, )?{that} ?ils"
    asked = rf"{one['asking']} (?:{one['asked_between']} )*{one['made_to_call']}"
    of_a_name = rf"{one['kin']}(?!\w)|{one['articles']} (?!{one['times']}(?!\w)|\d)|{one['by_a_name']}(?!\w)"
    return CallWishes(
        wishes=(
            re.compile(rf"(?<!\w)(?:je |j |moi |j)?(?:{wished}|{accepted}) ?{call}(?!\w)"),
            re.compile(rf"(?:^|[.,;:!?] )(?:(?:{one['fronts']}|,) )*{that} ?(?:{who}|ils) ?{call}(?!\w)(?! pas(?!\w))"),
            re.compile(rf"(?<!\w){asked}(?!\w)"),
            re.compile(rf"(?<!\w){needing} {one['needed']}(?!\w)"),
        ),
        named=re.compile(rf"(?<!\w)(?<!je )(?<!j ){one['whom']} ?{one['naming']} (?:{of_a_name})"),
        told_again=re.compile(rf"(?<!\w){one['telling_again']} (?:moi )?{one['again']}(?!\w)"),
        refusals=_refusals(one, that, who, call),
    )


def _refusals(one: Mapping[str, str], that: str, who: str, call: str) -> tuple[re.Pattern[str], ...]:
    """Of a wish against it, an order at the beginning, that it is needless, and of the call as a thing."""
    end = rf"(?: {one['refused_ends']})*$"
    front = rf"^(?:{one['refused_fronts']} )*"
    nobody = rf"(?:{who}|ils|personne)"
    against = rf"(?<!\w)(?:ne |n )?{one['refusing']}(?: {one['stressed']})? (?:pas|plus)(?: {one['stressed']})?"
    patterns = (
        rf"{against} {that} ?{nobody} ?(?:ne )?{call}{end}",
        rf"(?:{front}|prefere ){that} ?{nobody} ?(?:ne )?{call}(?: {one['stressed']})? (?:pas|plus){end}",
        rf"{front}{that} personne (?:ne )?{call}{end}",
        rf"{front}(?:ne )?{one['ordered']}(?: {one['stressed']})? (?:pas|plus){end}",
        rf"(?<!\w){one['needless']} (?:de {one['to_call']}|{that} ?{nobody} ?{call}){end}",
        rf"(?:{front}(?:merci de |priere de |de )?|prefere )(?:ne )?pas (?:etre {one['called']}|{one['to_call']}){end}",
        rf"{against} (?:etre {one['called']}|{one['a_call']}){end}",
        rf"{front}pas {one['a_call']}{end}",
    )
    return tuple(re.compile(pattern) for pattern in patterns)
