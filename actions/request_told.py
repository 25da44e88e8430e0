"""What one message tells of a request that was sent: new values of its lines, what is to be added to its message, the
line it names. Called by request_change, request_changing and afterwards."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from actions.turn import Turn
from actions.world import World
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import SKIPPED
from casework.contact_message import apart
from casework.contact_not_whole import NotWhole, not_whole_in
from casework.contact_reading import facts_in, is_of_a_line, told_behind
from casework.contact_ways import WAYS, has_a_way
from casework.request_changes import ADDED
from casework.words import best_match

_BUT = re.compile(r"(?<!\w)(?:mais|sauf|à part|a part|juste|par contre)(?!\w)", re.IGNORECASE)
LINES = ("phone", "email", "when", "voicemail", "name", "commune", "message", "write_here")
ONLY_BY = {"when": {"phone"}, "voicemail": {"phone"}, "write_here": {"phone", "email"}}
NOT_OF_MINORS = {"name", "commune"}
LONGEST_NUMBER, LONGEST_WISH, LONGEST_TOLD = 10, 25, 60  # words; more of them where a new value stands in it


@dataclass(frozen=True)
class Told:
    """`values`: line → new value; `adds`: its message is put behind the one that was sent."""

    values: dict[str, str] = field(default_factory=dict)
    adds: bool = False

    def of(self, lines: Collection[str]) -> Told:
        """What of it may be changed."""
        return Told({line: value for line, value in self.values.items() if line in lines}, self.adds)

    def over(self, before: Told) -> Told:
        """Both; of a line that stands in both this value, of two additions both."""
        values = {**before.values, **self.values}
        if self.adds and before.adds and (waiting := before.values.get("message")):
            new = self.values.get("message")
            values["message"] = waiting if not new or new in waiting else f"{waiting}\n{new}"
        for way, other in (WAYS, WAYS[::-1]):
            if way in self.values:
                values.pop(other, None)
        return Told(values, self.adds if "message" in self.values else before.adds)


def lines_by(channel: str, *, of_a_minor: bool) -> list[str]:
    """What may be changed of a request that is answered by this way."""
    barred = NOT_OF_MINORS if of_a_minor else set()
    return [line for line in LINES if channel in ONLY_BY.get(line, {channel}) and line not in barred]


def fields_of(told: Told) -> dict[str, Any]:
    """As fields of the request: a new way of being reached takes the place of the other."""
    values: dict[str, Any] = {}
    for line in sorted(told.values, key=lambda line: line not in {"phone", "email"}):
        values |= _of_line(line, told.values[line])
    if told.adds and values.get("message"):
        values[ADDED] = values.pop("message")
    return values


def _of_line(line: str, value: str) -> dict[str, Any]:
    if line == "phone":
        return {"channel": "phone", "phone": value, "email": None}
    if line == "email":
        return {"channel": "email", "email": value, "phone": None, "when": None, "voicemail_ok": False}
    if line in {"voicemail", "write_here"}:
        return {"voicemail_ok" if line == "voicemail" else line: value == "yes"}
    return {line: None if value == SKIPPED else value}


def told_in(world: World, text: str) -> Told:
    """« rajoutez que je travaille de nuit. et mon numéro c’est le 0496… »: both, each in its place."""
    text = world.form.as_typed(text)
    added = _added_in(world, text) if text else None
    if added is None:
        found = _lines_in(world, text)
        return Told(found, "message" in found and not world.form.line_words["message"].are_in(text))
    message, behind = apart(added, lambda part: _is_of_a_line(world, part))
    told = told_behind(world.form, behind, {"channel": "phone"}) if behind else {}
    found = _lines_in(world, text[: text.index(added)]) | _kept(told)
    return Told({**found, "message": message}, True)


def _added_in(world: World, text: str) -> str | None:
    """« … et dites-leur que ma fille est au courant » adds, too, once all is sent."""
    words, adding = world.form.message_words, world.afterwards.meaning("adding", text) is not None
    asks = text.rstrip().endswith("?")
    return words.added_in(text, freely=adding) or (None if asks else words.perhaps_added_in(text))


def wants_change(world: World, turn: Turn) -> bool:
    """A word of changing, and a line of the request or the request itself; or the new value of a line."""
    text, size = turn.text, len(turn.text.split())
    if leaves_as_it_is(world, text):
        return False
    if text and size <= LONGEST_TOLD and _gives_anew(world, text):
        return True
    if not text or size > LONGEST_WISH:
        return False
    if not_whole_way(world, text):
        return True
    if _puts_a_line(world, text):
        return True
    if turn.asks and not (line_in(world, text) or world.afterwards.meaning("adding", text)):
        return False
    if says_digits_are_wrong(world, text):
        return True
    if not world.afterwards.meaning("change", text):
        named = bool(world.form.facts.names_and_places(text))
        anew = (named or world.form.facts.puts_anew(text)) and not world.afterwards.meaning("of_another", text)
        return anew and bool(_lines_in(world, text))
    return line_in(world, text) is not None or world.afterwards.meaning("request", text) is not None


def _puts_a_line(world: World, text: str) -> bool:
    """« changez pour l’après-midi svp », « je peux changer pour le soir ? », « le matin c’est mieux »: a word of
    changing, and the new value; not « il a changé, le soir il ne sort plus »."""
    changes = any(world.afterwards.meaning(name, text) is not None for name in ("change", "better"))
    if not changes or _is_of_no_line(world, text) or world.form.message_words.tells_a_story(text):
        return False
    return bool(_lines_in(world, text))


def leaves_as_it_is(world: World, text: str) -> bool:
    """« non laissez tomber, je ne change rien, j’attends lundi. merci »: nothing is to be changed or taken back."""
    few = bool(text) and len(text.split()) <= LONGEST_WISH and "?" not in text
    if not few or _BUT.search(text) or world.afterwards.meaning("adding", text):
        return False
    return world.afterwards.meaning("as_it_is", text) is not None


def gives_a_way(world: World, turn: Turn, longest: int | None = None) -> bool:
    """A number or an address, and little else: « mon numéro c’est le 0475… et c’est le soir après 18h »; `longest`:
    all its words, for other than the few beside a number."""
    words = turn.text.split()
    besides = [word for word in words if not word.strip(".,;/").isdigit()]
    short = len(besides) <= LONGEST_NUMBER if longest is None else len(words) <= longest
    return short and not world.afterwards.meaning("of_another", turn.text) and has_a_way(world.form, turn.text)


def adds_to_it(world: World, turn: Turn) -> bool:
    """« dites-leur que ma fille est au courant », or asked: « on peut ajouter que mon père vient ? »."""
    words, text = world.form.message_words, turn.text
    return bool(words.added_in(text)) or (not turn.asks and bool(words.perhaps_added_in(text)))


def _gives_anew(world: World, text: str) -> bool:
    """« j’ai perdu mon gsm, le nouveau c’est le 0496… », « oh zut j’ai mal mis, c’est le 081… », « c’est juste, et
    rajoutez aussi que … »."""
    if world.form.message_words.added_in(text) and world.afterwards.meaning("adding", text):
        return True
    anew = any(world.afterwards.meaning(name, text) is not None for name in ("new_way", "change", "mistaken"))
    return anew and not _is_of_no_line(world, text) and has_a_way(world.form, text)


def not_whole_way(world: World, text: str) -> NotWhole | None:
    """« mettez plutôt le gsm de ma femme : 0495 33 44 »: the writer's new number or address lacks something."""
    begun = None if _is_of_no_line(world, text) else not_whole_in(world.form, world.form.as_typed(text))
    return begun if begun and _added_in(world, text) is None else None


def says_digits_are_wrong(world: World, text: str) -> bool:
    """« je me suis trompée d’un chiffre, ça finit par 45 »: what was sent is sealed, so the whole number is asked."""
    return world.afterwards.meaning("digits", text) is not None and not _is_of_no_line(world, text)


def _is_of_no_line(world: World, text: str) -> bool:
    """Another person's number, or the wish to take the request back."""
    return any(world.afterwards.meaning(name, text) is not None for name in ("of_another", "withdrawing"))


def line_in(world: World, text: str) -> str | None:
    """The line that is named: « le numéro », « l’heure », « un chiffre »."""
    if says_digits_are_wrong(world, text):
        return "phone"
    return best_match(text, {line: words for line, words in world.form.line_words.items() if line in LINES})


def _lines_in(world: World, text: str) -> dict[str, str]:
    """New values of lines, said in free words: « finalement ils peuvent laisser un message »; a way first."""
    ways = ((way, world.form.field(way).read(text)) for way in WAYS)
    way = next(({way: value} for way, value in ways if value), {})
    found = _kept(facts_in(world.form, text, "confirmed", {"channel": "phone"})) if text else {}
    if way:
        found = {name: value for name, value in found.items() if name not in WAYS}
    return {**way, **found}


def _kept(found: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in found.items() if name in LINES and value != TO_BE_ASKED}


def _is_of_a_line(world: World, part: str) -> bool:
    """A part behind an addition that is about another line, or an order."""
    return world.form.is_command(part) or is_of_a_line(world.form, part)
