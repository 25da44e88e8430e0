"""« je veux bien qu’on m’appelle »: a call to the writer is wished or accepted. « on m’appelle la sorcière » is a name,
« vous pouvez me rappeler le numéro » asks to be told again. Called by actions.wishes; words in data/call_wishes.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from casework.typed_words import any_of
from casework.words import comparable
from casework.yaml_files import DATA, read_yaml

_A_NUMBER = re.compile(r"0\d[\s\d./]{6,}")
_MARK = re.compile(r"([.,;:!?])")


@dataclass(frozen=True)
class CallWishes:
    """`wishes`: patterns of a wish, each of them; `named`: of a name that is called; `told_again`: of a reminder."""

    wishes: tuple[re.Pattern[str], ...]
    named: re.Pattern[str]
    told_again: re.Pattern[str]


def wishes_a_call(text: str) -> bool:
    """« ok, moi je veux bien qu’on m’appelle, mais sans lui dire », « qu’ils m’appellent alors »."""
    said = _spaced(text)
    return any(wish.search(said) for wish in _patterns().wishes) and not speaks_of_a_name(text)


def speaks_of_a_name(text: str) -> bool:
    """« elle veut bien qu’on l’appelle mamie », « rappelez-moi le numéro »: of no call."""
    said, patterns = _spaced(text), _patterns()
    found = patterns.named.search(said) or patterns.told_again.search(said)
    return found is not None and _A_NUMBER.search(said) is None


def _spaced(text: str) -> str:
    return comparable(_MARK.sub(r" \1 ", text))


@cache
def _patterns() -> CallWishes:
    words: Mapping[str, Sequence[str]] = read_yaml(DATA / "call_wishes.yml")
    one = {name: f"(?:{any_of(listed)})" for name, listed in words.items()}
    that, who, call = one["that"], one["who"], one["call"]
    wished = rf"{one['wishing']} (?:(?:{one['between']}|,) )*{that} ?{who}"
    accepted = rf"{one['accepting']} (?:, )?{that} ?ils"
    asked = rf"{one['asking']} (?:{one['asked_between']} )*{one['made_to_call']}"
    of_a_name = rf"{one['kin']}(?!\w)|{one['articles']} (?!{one['times']}(?!\w)|\d)|{one['by_a_name']}(?!\w)"
    return CallWishes(
        wishes=(
            re.compile(rf"(?<!\w)(?:je |j |moi |j)?(?:{wished}|{accepted}) ?{call}(?!\w)"),
            re.compile(rf"(?:^|[.,;:!?] )(?:(?:{one['fronts']}|,) )*{that} ?(?:{who}|ils) ?{call}(?!\w)(?! pas(?!\w))"),
            re.compile(rf"(?<!\w){asked}(?!\w)"),
        ),
        named=re.compile(rf"(?<!\w)(?<!je )(?<!j ){one['whom']} ?{one['naming']} (?:{of_a_name})"),
        told_again=re.compile(rf"(?<!\w){one['telling_again']} (?:moi )?{one['again']}(?!\w)"),
    )
