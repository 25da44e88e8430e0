"""How to be reached, as one message tells it: a number, an address, the way that is named or liked. Called by
contact_reading and the actions of the form."""

from __future__ import annotations

import re
from typing import Any

from casework.contact_field import Values
from casework.contact_form import ContactForm
from casework.emails import read_email
from casework.typed_words import clauses, sentences

_RATHER_THAN = re.compile(r"(?<!\w)plut[oô]t (?:qu['’]|que |ke |k['’]?)[^,.;]*", re.IGNORECASE)
WAYS = ("phone", "email")
BEFORE_THE_WAY = {"role", "adult", "channel"}
BEFORE_THE_NUMBER = {"consent", "role", "adult", "channel"}
LONGEST_CORRECTION = 32  # words


def ways_in(form: ContactForm, text: str, asked: str, values: Values) -> dict[str, Any]:
    """A number, an address, a number’s other ending; of two ways the one that is named."""
    found = {"phone": form.field("phone").read(text), "email": read_email(text)}
    given = {way: value for way, value in found.items() if value}
    if not given and asked in WAYS and (other := _way_instead(form, text, values)):
        return {"channel": other}
    named = form.said.way_named(text) or (_way_liked(form, text) if asked in BEFORE_THE_NUMBER else None)
    if named == "chat" and given and form.facts.writing_here(text) == "yes":
        named = None  # « 0475… , et ok pour m’écrire dans le chat aussi »
    if named and asked not in {"message", "write_here", "attach"} and named != values.get("channel"):
        return given | {"channel": named}
    if not given and asked in BEFORE_THE_WAY and not values.get("channel") and form.facts.wants_writing_here(text):
        return {"channel": "chat"}
    if given:
        return given | {"channel": named if named in given else next(iter(given))}
    ending = form.facts.phone_ending(text, values.get("phone"))
    if ending:
        return {"phone": ending, "channel": "phone"}
    put_right = form.facts.email_put_right(text, values.get("email")) if values.get("channel") == "email" else None
    return {"email": put_right} if put_right else {}


def _way_liked(form: ContactForm, text: str) -> str | None:
    """« au téléphone c’est mieux, les mails je n’y connais rien », « le gsm plutôt, je n’ai pas d’adresse mail »: of
    the ways that are spoken of the one that is liked, or the only one that is not refused."""
    liking, unliked = form.said.liking_a_way, form.said.not_liking_a_way
    told = [(clause, way) for clause in _clauses_of_ways(text) if (way := _way_in(form, clause))]
    refused = {way for clause, way in told if unliked.are_in(clause)}
    liked = {way for clause, way in told if liking.are_in(clause) and not unliked.are_in(clause)}
    wanted = liked or ({way for _, way in told} - refused if refused else set())
    return next(iter(wanted)) if len(wanted) == 1 else None


def _clauses_of_ways(text: str) -> list[str]:
    """What stands behind « car » and « parce que » apart; without « plutôt que par téléphone »."""
    said = _RATHER_THAN.sub(" ", text)
    return [part for clause in clauses(said) for part in re.split(r"\s(?:car|parce que?|vu que)\s", clause)]


def _way_in(form: ContactForm, clause: str) -> str | None:
    """« je préfère qu’on m’appelle » is by telephone."""
    named = form.field("channel").read(clause)
    return named or ("phone" if form.message_words.calling.are_in(clause) else None)


def _way_instead(form: ContactForm, text: str, values: Values) -> str | None:
    """« pas de mail, plutôt ici » where the address is asked."""
    channel = form.field("channel")
    wanted = channel.read(text) if channel.left_out.are_in(text) else None
    return wanted if wanted != values.get("channel") else None


def has_a_way(form: ContactForm, text: str) -> bool:
    """A telephone number or an e-mail address stands in it, whole."""
    return any(form.field(way).read(text) for way in WAYS)


def chooses_a_way(form: ContactForm, part: str) -> bool:
    """« je deviens dure d’oreille : je préfère que l’on m’écrive un e-mail »: a way, and that it is liked."""
    liking = form.said.liking_a_way
    told = any(liking.are_in(clause) and _way_in(form, clause) for clause in _clauses_of_ways(part))
    return told and not form.message_words.tells_a_story(part)


def puts_a_way_right(form: ContactForm, text: str, values: Values) -> bool:
    """« au lieu du courriel prenez le téléphone de ma fille, 0486… » where the message is asked."""
    given = any(form.field(way).read(text) not in {None, values.get(way)} for way in WAYS)
    puts = form.facts.puts_a_way(text) or any(chooses_a_way(form, part) for part in sentences(text))
    return given and puts and len(text.split()) <= LONGEST_CORRECTION
