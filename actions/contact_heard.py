"""What a message does in the contact request as learned (moment `in_form` of components/context_reader.py), and where
it asks behind what it tells. Called by contact_form, contact_calm and contact_learned."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.turn import Turn
from actions.world import World
from casework.contact_form import ContactForm
from casework.contact_reading import facts_in
from casework.contact_who import says_who_writes
from casework.typed_words import clauses, questions_apart, sentences
from casework.words import Words, comparable

MOMENT = "in_form"
CHANGE_OF_MIND = "request/change_of_mind"
QUESTION, RESUME, TELLS = "question", "resume", "tells"
# What somebody tells where a button or a name was expected is answered too.
TELLING = {"describe_concern", "self_concern"}
# A yes or a no by itself, as the intent has it.
BY_ITSELF, SURE_BY_ITSELF, LONGEST_YES = {"affirm": "agrees", "deny": "declines"}, 0.9, 4  # words
# The read-back asks again whether it is meant (decision 0008).
ASKS_LEAVE = "contact_consent"
SURE_OF_A_YES, SURE_OF_A_SUBJECT, SURE_OF_A_QUESTION = 0.6, 0.5, 0.6
FEWEST_BEHIND_A_NUMBER, LONGEST_SUPPOSED, LONGEST_UNMARKED = 4, 18, 10  # words
UNMARKED = ("ou pas", "ou non")
BESIDE_A_NUMBER = {"when", "voicemail"}
_LAST_DIGIT = re.compile(r"^(?P<told>.*\d)(?P<rest>\D*)$", re.DOTALL)


@dataclass(frozen=True)
class Heard:
    """`name`: the reading, None where none is sure enough; `sure`: its confidence, 0 to 1."""

    name: str | None
    sure: float

    def surely(self, least: float, *names: str) -> bool:
        return self.name in names and self.sure >= least


def heard_in_form(world: World, turn: Turn) -> Heard:
    """Of a whole short message; where no model speaks, nothing."""
    reading, sure = world.in_context.likeliest(MOMENT, turn.parse)
    known = reading is not None and sure >= reading.sure and bool(turn.text)
    return Heard(reading.name if reading and known else None, sure)


def comes_back(world: World, turn: Turn) -> bool:
    """« bon assise. allez suite »: what was set aside is taken up again."""
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    return heard_in_form(world, turn).name == RESUME or any(name == RESUME for _, name in parts)


def without_coming_back(world: World, turn: Turn) -> str:
    """« jsuis là. donc il filme les clients… »: what is told beside it; empty where nothing is."""
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    if not any(name == RESUME for _, name in parts):
        return ""
    return ". ".join(one for one, name in parts if name != RESUME)


def tells_a_story(world: World, turn: Turn, said: str) -> bool:
    """A sentence of it tells what it is all about."""
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    return any(name == TELLS for one, name in parts if one in said)


def agrees_or_declines(world: World, turn: Turn) -> str | None:
    """Of the answer to a yes-or-no question: the reading of the form, or, of a few words, a sure yes or no by itself
    (« affirmatif », « jamais de la vie »)."""
    few = len(turn.text.split()) <= LONGEST_YES and not turn.asks
    if few and turn.intent in BY_ITSELF and turn.intent_confidence >= SURE_BY_ITSELF:
        return BY_ITSELF[turn.intent]
    heard = heard_in_form(world, turn)
    least = 0.0 if turn.slot("requested_slot") == ASKS_LEAVE else SURE_OF_A_YES
    if heard.name == "agrees" and turn.intent.startswith("ask_") and turn.intent_confidence >= SURE_OF_A_QUESTION:
        return None  # « d’abord dites-moi qui va lire ça » agrees to nothing yet
    return heard.name if heard.surely(least, "agrees", "declines") else None


def part_agrees(world: World, turn: Turn, said: str) -> str | None:
    """yes, no or None: « Est-ce utile ? Bon, joignez. »"""
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    names = {name for one, name in parts if one in said}
    return next((value for name, value in (("declines", "no"), ("agrees", "yes")) if name in names), None)


def said_and_asked(world: World, turn: Turn) -> tuple[str, str]:
    """What is told, and what is asked, its mark or not: « 16. ça fait quoi si jsuis pas majeur »; not « c’est moi qu’il
    faut appeler, je suis le grand-oncle »."""
    said, question = questions_apart(turn.text)
    if question:
        return said, question
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    whole = [(one, name) for one, name in parts if one in turn.text]  # what is to be said on the phone was taken out
    last, reading = whole[-1] if whole else ("", None)
    asks = reading == QUESTION and not any(says_who_writes(world.form, clause) for clause in clauses(last))
    if asks and (told := turn.text[: turn.text.rindex(last)].strip()):
        return told, last
    return _asked_behind_a_number(world, turn) or (said, "")


def asked_of_the_request(form: ContactForm, text: str) -> str | None:
    """« mon fils le saura ? », « est ce que mon fils va savoir », « il va le savoir ou pas »: the id of the answer to a
    question about the request, its mark or not; without it only of few words."""
    unmarked = ends_as_a_question(text) or form.said.asking.are_in(text)
    asks = "?" in text or (unmarked and len(text.split()) <= LONGEST_UNMARKED)
    return form.question_in(text) if asks else None


def ends_as_a_question(text: str) -> bool:
    return comparable(text).endswith(UNMARKED)


def supposed_of_the_request(form: ContactForm, text: str) -> str | None:
    """« et si je change d’avis demain », its mark or not: the id of the answer to what it supposes."""
    supposes = form.said.supposing.length_at_start(comparable(text)) > 0 and len(text.split()) <= LONGEST_SUPPOSED
    return form.question_in(text) if supposes else None


def said_and_to_reread(rereading: Words, text: str) -> tuple[str, str]:
    """What is told, and the sentences that ask to read again what was noted."""
    parts = sentences(text)
    orders = [part for part in parts if rereading.are_in(part)]
    return " ".join(part for part in parts if part not in orders), " ".join(orders)


def _asked_behind_a_number(world: World, turn: Turn) -> tuple[str, str] | None:
    """« 0471 23 45 67 mais attendez ils vont pas le dire à l’école »: the number is told, the rest asks."""
    found = _LAST_DIGIT.match(turn.text)
    if found is None or world.form.field("phone").read(found["told"]) is None:
        return None
    rest = found["rest"].strip(" ,.;")
    if facts_in(world.form, rest, "phone", {"channel": "phone"}).keys() & BESIDE_A_NUMBER:
        return None  # « 0470 10 20 30, le matin, répondeur oui »
    asks = heard_in_form(world, turn).name == QUESTION
    asks = asks or (turn.calm_intent.startswith("ask_") and turn.confidence >= SURE_OF_A_SUBJECT)
    return (found["told"], rest) if asks and len(rest.split()) >= FEWEST_BEHIND_A_NUMBER else None
