"""How the writer of a contact request presents themself in one line, « Sophie, sa tante, de Gembloux », and a first
name put right, « c’est Sophia avec un a, pas Sophie ». Called by casework.contact_reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from casework.full_names import is_given_name
from casework.words import comparable

_WORD = r"[^\W\d_][\w'’-]+"
_NAME = r"[A-ZÀ-Þ][\w'’-]+"
_PRESENTED = re.compile(
    rf"(?:^|[.!?;:…\n]\s*|,\s+)(?P<name>{_NAME}),\s*(?P<who>(?:(?:sa|son|leur|la|le)\s+|l['’])?[^\W\d]+)"
    r"(?:(?<!fils)(?<!fille)(?<!ami)(?<!amie)(?=\s+(?:d['’]une?|de (?:deux|trois)|du|d['’]ados?)\s)|"
    rf"(?=\s*(?:$|[.!]?$|,?\s*(?:d[e']|d’|à|habitant)\s*{_NAME}|,?\s*[\d+]|,\s*[\w.-]+@)))"
    rf"(?:,?\s*(?:de |d['’]|à |habitant )(?P<town>{_NAME}))?"
)
_SPELLED = re.compile(
    rf"(?P<own>pr[ée]nom\s+)?(?P<front>(?:c['’ ]?est|est|m['’ ]appelle)\s+(?:plut[oô]t\s+)?)?(?P<name>{_WORD}),?\s+"
    r"avec\s+(?:(?:une?|deux|des|le)\s+)?(?:[a-z]|[a-z]h|ck|gu|qu|ie|ey|ai|(?P<twice>[a-z])(?P=twice))(?!\w)",
)
_NOT_THE_OTHER = re.compile(rf"(?P<name>{_WORD})(?:\s+avec[^,.]*)?,?\s+(?:et\s+)?(?:pas|non)\s+(?P<other>{_WORD})")
_THE_OTHER_FIRST = re.compile(
    rf"pas\s+(?P<other>{_WORD}),?\s+(?:mais\s+)?(?:(?:moi\s+)?c['’ ]?est\s+)?(?P<name>{_WORD})"
)
# « Nadia, de Namur. », « moi c’est Ilyes, d’Andenne, tel … », « Fatiha, j’habite Jemeppe »: the writer, where the
# sentence ends or goes on about them.
_FROM = (
    r"(?:de\s+|d['’]\s?|à\s+|habitant\s+(?:à\s+)?|,\s*(?:et\s+)?(?:j['’ ]?habite|je vis|je suis d[e'’])\s*(?:à\s+)?)"
)
_PLACED = re.compile(
    rf"(?:^|[.!?;:…\n]\s*|,\s+|(?P<front>(?:moi\s+c['’ ]?\s?est|je m['’ ]appelle|c['’ ]est|je suis)\s+))"
    rf"(?P<name>{_NAME})(?:,?\s+)??{_FROM}(?P<town>{_NAME}(?:[ -]{_NAME}){{0,2}})"
    r"(?=\s*(?:$|[.!?;\n]|,\s*(?:je|j['’]|moi|t[ée]l|gsm|par|au|sa|son|ici|plut[oô]t|joignable|\+?\d)(?!\w)|"
    r",\s*(?:\+?\d|j['’]|(?:mon|ma)\s+(?:gsm|t[ée]l|num|portable|fixe|mail|e-?mail|adresse))))",
    re.IGNORECASE,
)
# « Momo de Sambreville », and nothing else.
_ALONE = re.compile(
    rf"(?:(?:bonjour|bonsoir|oui|ok|moi|c['’ ]?est|ici)[\s,]+)*(?P<name>{_NAME}),?\s+(?:de\s+|d['’]\s?|à\s+)"
    rf"(?P<town>{_WORD}(?:[ -]{_WORD}){{0,2}})[\s.!]*",
    re.IGNORECASE,
)
Placed = tuple[str, str] | None
ALIKE = 0.6  # of 1: « Sophia » and « Sophie »


@dataclass(frozen=True)
class Presented:
    name: str
    who: str
    town: str | None


def presented_in(text: str, is_kin: Callable[[str], bool]) -> Presented | None:
    """A first name that is known, who that is to the one who worries them, and the place, the number or the end."""
    for found in _PRESENTED.finditer(text):
        if is_given_name(found["name"]) and is_kin(found["who"]):
            return Presented(found["name"], found["who"], found["town"])
    return None


def named_with_a_place(text: str, is_town: Callable[[str], bool]) -> tuple[str, str] | None:
    """(name, town) of a writer who says no more of themself: « Nadia, de Namur. », « c’est Rosa, de Gembloux »."""
    for found in _PLACED.finditer(text):
        name, town = found["name"], found["town"]
        alone = name[:1].isupper() or found.group().startswith(".")  # « … 33. nadia de jambes. »
        known = (is_given_name(name) and alone) or (found["front"] and name[:1].isupper())
        if known and is_town(town):
            return name[0].upper() + name[1:], town
    return None


def alone_with_a_place(text: str, is_town: Callable[[str], bool], is_no_name: Callable[[str], bool]) -> Placed:
    """(name, town) of a message that says no more: a name that is known, or begins with a large letter; « prof de
    Namur », « Ville de Namur » are none."""
    found = _ALONE.fullmatch(text.strip())
    if found is None or not is_town(found["town"]) or is_no_name(found["name"]):
        return None
    named = found["name"][0].isupper() or is_given_name(found["name"])
    return (_as_a_name(found["name"]), _as_a_name(found["town"])) if named else None


def name_put_right(text: str, before: str | None) -> str | None:
    """The name in place of `before`; where none was given, only behind « c’est » and spelled out."""
    found = _SPELLED.search(text)
    if before is None:
        return found["name"] if found and found["front"] and found["name"][0].isupper() else None
    if found and (found["own"] or _alike(found["name"], before)):
        return _as_a_name(found["name"])
    for other in (*_NOT_THE_OTHER.finditer(text), *_THE_OTHER_FIRST.finditer(text)):
        meant = is_given_name(other["name"]) or _alike(other["name"], before)
        if comparable(other["other"]) == comparable(before) and meant:
            return _as_a_name(other["name"])
    return None


def _as_a_name(typed: str) -> str:
    return typed[0].upper() + typed[1:]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, comparable(one), comparable(other)).ratio() >= ALIKE
