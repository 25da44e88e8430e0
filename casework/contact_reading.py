"""What one message gives to the whole contact request: its facts (casework.contact_facts), read by the fields.

Called by the contact form's actions when it begins, at each answer and at the read-back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from casework.contact_field import SKIPPED, Values
from casework.contact_form import ContactForm
from casework.contact_message import FEWEST_OF_A_MESSAGE, LONGEST_TAIL, apart
from casework.contact_ways import chooses_a_way, has_a_way, puts_a_way_right, ways_in
from casework.contact_who import placed, presented, who_writes
from casework.full_names import is_given_name
from casework.phones import lacks_digits, read_phone
from casework.spoken_phones import with_digits
from casework.typed_words import clauses
from casework.words import comparable, says_more, without_closing
from casework.writer_names import name_put_right

_NAMED_LINE = re.compile(
    r"^(?:et |pour )?(?:(?:le|la|mon|ma) )?"
    r"(?:(?P<name>pr[ée]nom|pseudo(?:nyme)?)|commune|ville|village|localit[ée]) (?:de |d['’] ?)?"
    r"(?P<value>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2})$",
    re.IGNORECASE,
)
OF_A_CALL = {"when", "voicemail"}
OF_THE_WRITER = {"je", "j", "jsuis", "jprefere"}
LONGEST_WITH_FACTS = 12  # words: a longer answer to « de quoi s’agit-il ? » is a message, whatever it names
LONGEST_WITH_A_NUMBER = 60  # words: who gives a number tells when to call it
LONGEST_TIME_BESIDE = 25  # words: a longer message is a story, and an hour in it belongs to the story


def facts_in(form: ContactForm, text: str, asked: str, values: Values) -> dict[str, Any]:
    """field → value for everything that is certain, the field `asked` left to its own reading."""
    text = with_digits(text)
    if (handed := message_apart(form, text)) and handed.besides:
        return lines_beside(form, handed, asked, values) | {"message": handed.message}
    words = len(text.split())
    if asked == "message" and words > LONGEST_WITH_FACTS and not puts_a_way_right(form, text, values):
        return _renewed(form, text) if form.facts.message(text) else {}
    found: dict[str, Any] = ways_in(form, text, asked, values) | _names(form, text)
    if values.get("commune") and (home := form.facts.home(text)):
        found["commune"] = home
    if form.said.no_message.are_in(text) and values.get("message") is None and asked != "message":
        found["message"] = SKIPPED
    numbered = "phone" in found or begins_the_number(form, text)
    short = words <= LONGEST_TIME_BESIDE or (numbered and (asked == "consent" or words <= LONGEST_WITH_A_NUMBER))
    if (asked != "when" or "phone" in found) and short and (time := _time(form, text, asked, found, values)):
        found["when"] = time
    if answer := _voicemail(form, text, asked):
        found["voicemail"] = answer
    if found.get("channel") != "chat" and (answer := form.facts.writing_here(text)):
        found["write_here"] = answer
    found |= _name_right(form, text, values) | _presented(form, text, asked, values)
    if attach := form.facts.attaching(text):
        found["attach"] = attach
    said_before = asked == "consent" and values.get("role") and not form.roles.speaks_as_kin(text)
    found |= _renewed(form, text) | ({} if said_before else who_writes(form, text, asked))
    if asked in {"write_here", "attach", "confirmed"} and (text_put := form.facts.message_put(text)) and not found:
        found["message"] = text_put
    if asked == "confirmed":
        found = _put_right_at_last(form, text) | found
    return {name: value for name, value in found.items() if _is_of_use(form, name, {**values, **found})}


@dataclass(frozen=True)
class HandedMessage:
    """A message that is handed over with its name, and what stands before and behind it."""

    before: str
    message: str
    behind: str

    @property
    def besides(self) -> str:
        return ". ".join(part.rstrip(" .") for part in (self.before, self.behind) if part)


def message_apart(form: ContactForm, text: str) -> HandedMessage | None:
    """« Nadia. Message : il ne parle plus… Et oui vous pouvez m’écrire ici »: a last sentence about another line of
    the request belongs to that line."""
    handed = form.facts.message_handed(text)
    handed = handed or story_put(form, text)
    if handed is None:
        return None
    message, behind = apart(
        handed[1], lambda part: is_of_a_line(form, part) or form.is_command(part), FEWEST_OF_A_MESSAGE
    )
    return HandedMessage(handed[0], _as_wished(form, message), behind)


def story_put(form: ContactForm, text: str) -> tuple[str, str] | None:
    """« vous pouvez mettre que mon petit-fils ne vient plus »; of a line of the request it is no message."""
    put = form.facts.message_put_among(text)
    if put is None or not form.message_words.tells_a_story(put[1]) or form.facts.voicemail(put[1]):
        return None
    when_to_call = comparable(put[1]).split()[0] in OF_THE_WRITER and form.said.times.are_in(put[1])
    of_a_line = is_of_a_line(form, put[1]) or bool(form.facts.names_and_places(put[1]))
    return None if when_to_call or of_a_line else put


def is_of_a_line(form: ContactForm, part: str) -> bool:
    """« et ne laissez rien sur le répondeur », « rappelez après 10h »: short, and nothing of somebody else's story."""
    facts, words = form.facts, form.message_words
    if len(part.split()) > LONGEST_TAIL or words.tells_a_story(part) or part.rstrip().endswith("?"):
        return False
    to_call = words.calling.are_in(part) and facts.new_time(part) is not None
    told = facts.writing_here(part) or facts.voicemail(part) or facts.own_place(part) or facts.named_empty(part)
    named = form.spoken.introduced_in(part) or placed(form, part)
    return bool(to_call or told or named or has_a_way(form, part) or chooses_a_way(form, part))


def lines_beside(form: ContactForm, handed: HandedMessage, asked: str, values: Values) -> dict[str, Any]:
    """field → value for what stands around a message."""
    asked = "name" if asked == "message" else asked
    found = facts_in(form, handed.besides, asked, values)
    return told_behind(form, handed.behind, {**values, **found}) | found


def told_behind(form: ContactForm, text: str, values: Values) -> dict[str, Any]:
    """Of sentences that are about lines of the request and nothing else."""
    if not text:
        return {}
    found = facts_in(form, text, "write_here", values) | dict.fromkeys(form.facts.named_empty(text), SKIPPED)
    if name := form.spoken.introduced_in(text):
        found.setdefault("name", name)
    if place := form.facts.own_place(text):
        found.setdefault("commune", place)
    return found


def _put_right_at_last(form: ContactForm, text: str) -> dict[str, Any]:
    """At the read-back: « c’est Jambes pas Namur », « c’est pas le bon prénom, moi c’est Hanne », « effacez le
    message »."""
    found = {"commune": form.facts.place_put(text), "name": form.spoken.introduced_in(text)}
    found |= dict.fromkeys(form.facts.named_empty(text), SKIPPED)
    if form.message_words.is_taken_out(text) and not form.facts.puts_anew(text):
        found["message"] = SKIPPED
    return {name: value for name, value in found.items() if value}


def begins_the_number(form: ContactForm, text: str) -> bool:
    """« qu’on m’appelle au 0476 51 28, plutôt le mercredi »: digits are missing, and the rest holds."""
    to_call = form.message_words.calling.are_in(text) or form.line_words["phone"].are_in(text)
    return to_call and lacks_digits(text)


def _is_of_use(form: ContactForm, name: str, values: Values) -> bool:
    """« bon le tel, mais pas avant 17h »: how to be called is kept where the way is not chosen yet."""
    early = name in OF_A_CALL and values.get("channel") is None
    return early or form.field(name).is_kept(values)


def _voicemail(form: ContactForm, text: str, asked: str) -> str | None:
    """Where that very question is open, its own yes and no come first: « ouais mais pas trop long »."""
    own = form.field("voicemail").read(text) if asked == "voicemail" else None
    named = form.facts.voicemail(text)
    return named if own in {None, named} else None


def _names(form: ContactForm, text: str) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(form.facts.left_empty(text), SKIPPED)
    for name, typed in form.facts.names_and_places(text).items():
        if name in form.names and (value := form.field(name).read(typed)):
            found[name] = value
    return _named_lines(form, text) | found


def _named_lines(form: ContactForm, text: str) -> dict[str, Any]:
    """« commune Namur », « prénom : Sophie »: a clause that is the name of a line, and what stands in it."""
    found: dict[str, Any] = {}
    for clause in clauses(text):
        hit = _NAMED_LINE.match(clause)
        line = ("name" if hit["name"] else "commune") if hit else ""
        town = form.facts.town_in(hit["value"]) if hit and line == "commune" else None
        value = form.field(line).read(hit["value"]) if hit else None
        if value and (town or value[0].isupper()) and not form.spoken.never.are(value):
            found[line] = town or value
    return found


def _name_right(form: ContactForm, text: str, values: Values) -> dict[str, Any]:
    """« c’est Sophia avec un a, pas Sophie », wherever it is said."""
    before = values.get("name")
    name = name_put_right(text, None if before == SKIPPED else before)
    return {"name": name} if name and form.field("name").read(name) else {}


def _presented(form: ContactForm, text: str, asked: str, values: Values) -> dict[str, Any]:
    """« Sophie, sa tante, de Gembloux »: what was not given yet of the one who writes."""
    told = {} if asked == "message" else presented(form, text)
    return {name: value for name, value in told.items() if name != asked and values.get(name) in {None, SKIPPED}}


def _renewed(form: ContactForm, text: str) -> dict[str, Any]:
    message = form.facts.message(text)
    return {"message": _as_wished(form, message)} if message else {}


def _as_wished(form: ContactForm, message: str) -> str:
    """« que c’est pour mon fils Théo, non attendez mettez pas son prénom » → « c’est pour mon fils »."""
    message = message.removeprefix("que ")
    if not form.said.rewriting.are_in(message):
        return message
    kept = [part for part in message.split(",") if not form.said.rewriting.are_in(part)]
    named = (word for word in ",".join(kept).split() if not (word[:1].isupper() and is_given_name(word.strip(".;:!"))))
    return " ".join(named) or message


def _time(form: ContactForm, text: str, asked: str, found: dict[str, Any], values: Values) -> str | None:
    """Once a time was given, only words that put another in its place change it. Where the message is asked, one stands
    beside a number that takes the place of the way (« pas le mail, 0475…, le soir »)."""
    if {"phone", "email"} & found.keys() and read_phone(text) is None:
        return None
    of_a_story = asked == "message" and not ("phone" in found and puts_a_way_right(form, text, values))
    before = values.get("when")
    settled = (before and asked != "confirmed") or of_a_story
    told = form.facts.new_time(without_closing(text, form.field("name").closings))
    meant = form.facts.puts_anew(text) or (asked != "message" and form.facts.is_only_a_time(text))
    more = told and before and not of_a_story and says_more(told, form.field("when").title_of(before))
    if settled and not (meant or more):
        return None
    behind = (
        form.facts.times_behind_the_number(text) if "phone" in found and asked not in {"message", "confirmed"} else None
    )
    time = max((time for time in (told, behind) if time), key=len, default=None)
    return before if time and before and says_more(form.field("when").title_of(before), time) else time
