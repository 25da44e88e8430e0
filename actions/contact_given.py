"""What one message gives to the contact request: the answer to the question that is open, and what was not asked.
Called by contact_answer_part, contact_form and danger_question."""

from __future__ import annotations

import re
from typing import Any

from actions.contact_added import ContactAdded
from actions.contact_heard import Heard, heard_in_form
from actions.contact_own_value import LONGEST_TIME, OwnValue
from actions.contact_steps import ContactSteps
from actions.contact_values import ABOUT, BEGUN_NUMBER
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age, read_age
from casework.ages_of_others import ADULT
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import SKIPPED, Field
from casework.contact_reading import begins_the_number, facts_in
from casework.contact_who import is_kin, is_kin_of_whom_it_is_about, writes_of_the_past
from casework.emails import begins_an_email
from casework.phones import begins_a_number
from casework.typed_words import clauses
from casework.words import comparable, says_more

# How and when to be reached.
REACHING = {"phone", "email", "when", "channel"}
# Who tells one of these beside « non » puts something right, and refuses nothing.
OF_A_REQUEST = {"message", "name", "commune"}
BEFORE_THE_NAME = {"role", "channel", "phone", "email", "when", "voicemail"}
BEFORE_THE_WAY = {"consent", "role", "adult"}
_PUT_RIGHT = re.compile(
    r"(?:(?:non|pardon|enfin|oups|plut[oô]t|c['’ ]est)\s+)+(?P<town>[A-ZÀ-Þ][\w'’-]+(?: \w+){0,2})$", re.I
)
_AN_HOUR = re.compile(r"(?<!\d)\d{1,2} ?(?:h|heures?)(?!\w)", re.IGNORECASE)
_BEFORE_18 = re.compile(r"(?:dans|d['’]ici) \w+ (?:jours?|semaines?|mois)(?!\w)", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?<!\w)(?:il|elle|lui|ils|elles|l['’]a|l['’]ont)(?!\w)", re.IGNORECASE)
# « sauf le jeudi » takes the place of no time.
_BARRING = re.compile(r"(?:sauf|pas|jamais|[ée]vite[rz])(?!\w)", re.IGNORECASE)
LONGEST_BARE_AGE, LONGEST_WITH_AGE = 2, 12  # words


class ContactGiven:
    def __init__(self, world: World, turn: Turn, field: Field, steps: ContactSteps) -> None:
        self._world, self._turn, self._field, self._steps, self._form = world, turn, field, steps, world.form
        self._values = steps.values
        self._own = OwnValue(world, turn, field, steps)
        self._added = ContactAdded(world, turn, field, steps.values)

    def by(self, text: str) -> dict[str, Any]:
        """Everything that the message gives: the answer to the question, and what was not asked."""
        besides = self._called(text) | self._lives(text) | self.facts(text) | self._said_elsewhere(text)
        besides |= self._to_be_reached(text, besides.get("when"))
        age = own_age(text)
        if age is not None and self._field.name == "role":
            return besides | self._role_and_age(text, age)
        if self._field.name == "consent" and self._is_of_oneself(text):
            age = read_age(text) if age is None else age
            besides |= {"role": "self"} | ({"adult": "yes" if age >= ADULT else "no"} if age is not None else {})
        given = self._own.of(text, besides) | besides
        of_oneself = given.get("role") == "self" or (
            self._field.name == "consent" and self._form.facts.is_for_oneself(text)
        )
        if of_oneself and self._field.name in {"role", "consent"} and is_kin(self._form, text):
            given["role"] = "relative"  # « je suis sa tante, mais c’est moi qui m’en occupe »
            given.pop("adult", None)
        elif self._field.name == "role" and self._is_near_whatever_the_job(text):
            given["role"] = "relative"
        if given and self._stays_anonymous(text):
            given = {"name": SKIPPED} | given
        return self._agreed_by_giving(given) if self._field.name == "consent" else given

    def _is_of_oneself(self, text: str) -> bool:
        """« c’est pour moi », save in a request about « mon mari »: who is to be called may be meant."""
        about_another = bool((self._turn.slot("contact_tries") or {}).get(ABOUT)) or self._values["role"] == "relative"
        facts = self._form.facts
        return facts.is_plainly_for_oneself(text) or (facts.is_for_oneself(text) and not about_another)

    def _called(self, text: str) -> dict[str, Any]:
        """« Lina. c’est gratuit ? » where something else is asked; not beside a word of family: it may be theirs."""
        late = self._field.name in {"name", "message", "confirmed"} or self._values["name"] is not None
        if late or not self._form.field("name").is_asked(self._values):
            return {}
        name = self.own_name(text)
        return {"name": name} if name else {}

    def _is_near_whatever_the_job(self, text: str) -> bool:
        """« en tant que sœur, je suis infirmière », « je suis prof, c’est pour mon fils », « ancien entraîneur »"""
        past = writes_of_the_past(self._form, text) or self._form.roles.is_a_former_title(text)
        return past or self._form.roles.speaks_as_kin(text) or is_kin_of_whom_it_is_about(self._form, text)

    def _to_be_reached(self, text: str, told: str | None) -> dict[str, Any]:
        """« Bien. Alors le matin, sauf le jeudi où je garde mes petits-enfants » where a first name or a town is asked:
        when to call, put beside the time that was given. `told`: the time that is certain in it."""
        time = self._form.facts.time_told_alone(text) if self._field.short and "?" not in text else None
        before = self._values["when"]
        bars = time is not None and _BARRING.match(time) is not None
        surer = not bars and len(time or "") <= len(told or "")
        less = bool(time and before) and says_more(self._form.field("when").title_of(str(before)), str(time))
        if time is None or surer or less or not self._form.field("when").is_kept(self._values):
            return {}
        anew = self._world.afterwards.meaning("better", text) is not None
        new = not anew and (bars or not told) and comparable(time) not in comparable(before or "")
        beside = new and before and before != SKIPPED
        whole = f"{before} ; {time}" if beside else time
        return {"when": whole if len(whole) <= self._form.field("when").longest else time}

    def own_name(self, text: str) -> str | None:
        kin = self._form.field("role").read(text) == "relative" or _OF_ANOTHER.search(text) is not None
        return self._form.spoken.introduced_in(text) or (None if kin else self._form.spoken.alone_in(text))

    def _lives(self, text: str) -> dict[str, Any]:
        """« ok. j’habite Floreffe » where something else is asked."""
        late = self._field.name in {"commune", "name", "message", "confirmed"} or self._values["commune"] is not None
        if late or not self._form.field("commune").is_asked(self._values):
            return {}
        place = self._form.facts.own_place(text)
        if place and (meant := next((town for clause in clauses(text) if (town := _put_right(clause))), None)):
            place = meant  # « j’habite Gembloux, non pardon Sombreffe »
        return {"commune": place} if place else {}

    def _stays_anonymous(self, text: str) -> bool:
        """« ici dans le chat, et je préfère rester anonyme »: no first name is asked for."""
        before = self._field.name in BEFORE_THE_NAME and self._values["name"] is None
        return before and self._form.said.refusals.are_in(text)

    def _role_and_age(self, text: str, age: int) -> dict[str, Any]:
        """« c’est pour moi, j’ai 22 ans »: the age is not asked again."""
        if age < ADULT:
            return {"role": "self", "adult": "no"}
        role = self._field.read(text)
        return {"role": role, "adult": "yes"} if role == "self" else {"role": role} if role else {}

    def _agreed_by_giving(self, given: dict[str, Any]) -> dict[str, Any]:
        """Who answers « êtes-vous d’accord ? » with a number or a time goes on with the request, unless there is a no
        in it; the read-back asks once more before anything is kept (decision 0008)."""
        of_a_time = given.get("consent") == "no" and self._form.facts.new_time(self._turn.text)
        if given.get("consent") == "no" and given.keys() & OF_A_REQUEST:
            return {name: value for name, value in given.items() if name != "consent"}
        way = self._values["channel"] or given.get("channel")
        reaching = given.keys() & (REACHING if way else REACHING - {"when"})  # a time alone agrees to nothing
        if not (reaching or of_a_time):
            return given
        if given.get("consent") == "no":
            return {name: value for name, value in given.items() if name != "consent"}
        if "consent" not in given and not self._form.said.keeping_back.are_in(self._turn.text):
            self._steps.say("consent_understood")
            return {**given, "consent": "yes"}
        return given

    def beside_a_reread(self, text: str) -> dict[str, Any]:
        """« ne m’écrivez pas ici. vous pouvez me relire ? »: what is certain, else the answer, where it is no mere
        « ok »; it agrees to nothing else."""
        found = self.facts(text) | self._lives(text)
        mere = self._form.said.acknowledging.are(text) or self._field.name in {"consent", "confirmed"}
        found = found or ({} if mere else self.by(text))
        return {name: value for name, value in found.items() if value != TO_BE_ASKED}

    def time_told_anew(self, heard: Heard) -> str | None:
        """« ah non mercredi j’ai danse » where something else is asked: put beside the time that was given, unless it
        plainly takes its place. Nothing that was told is lost."""
        text, before = self._turn.text, self._values["when"]
        short = len(text.split()) <= LONGEST_TIME
        facts = self._form.facts
        tells = heard.name == "answer" and short and bool(facts.new_time(text) or _AN_HOUR.search(text))
        if not before or not tells or self._field.name in {"when", "message", "phone", "adult"}:
            return None
        anew = facts.new_time(text) if facts.puts_anew(text) else None
        told = anew or (text if before == SKIPPED else f"{before} ; {text}")
        return told if len(told) <= self._form.field("when").longest else text

    def in_a_clause(self, text: str) -> str | None:
        """The clause that answers what is asked, and is nothing else."""
        return self._own.in_a_clause(text)

    def agrees_to_the_rest(self, text: str) -> bool:
        """A yes that is said of other lines than the one asked."""
        return self._own.agrees_to_the_rest(text)

    def only_repeats(self, text: str) -> bool:
        """« je répète, par téléphone, le matin avant dix heures »: lines that were given, as they were given, and no
        word of a pause."""
        facts, way = self.facts(text), self._form.said.way_named(text)
        told = {**facts, **({"channel": way} if way else {})}
        same = bool(told) and all(self._values.get(name) == value for name, value in told.items())
        return same and not self._form.said.pauses(text)

    def is_aside(self, text: str) -> bool:
        """A question or a word in passing, rather than what the field asks for."""
        return self._own.is_aside(text)

    def facts(self, text: str) -> dict[str, Any]:
        way = {"channel": "phone"} if self._begins_its_number(text) else {}
        return facts_in(self._form, text, self._field.name, {**self._values, **way})

    def beside_a_pause(self, text: str) -> dict[str, Any]:
        """« Non pas de message. Je finirai ça ce soir »: what is certain, and the clause that answers a choice."""
        own = self.in_a_clause(text) if self._field.kind == "choice" else None
        return ({self._field.name: own} if own else {}) | self._lives(text) | self.facts(text)

    def beside_a_refusal(self, text: str) -> dict[str, Any]:
        """« pas de prénom et pas de commune svp. le message - … »: what is given, and refused, besides."""
        told = self.facts(text) if self._field.short else {}
        refused = dict.fromkeys(self._form.facts.named_empty(text), SKIPPED) if self._field.short else {}
        open_ones = {name: value for name, value in refused.items() if self._values[name] is None}
        return open_ones | {name: value for name, value in told.items() if value != TO_BE_ASKED}

    def _said_elsewhere(self, text: str) -> dict[str, Any]:
        """« ici » where the role was asked, « c’est pour moi » where the message was; a number that was begun."""
        asked, form = self._field.name, self._form
        channel, role = form.field("channel"), form.field("role")
        if self._begins_its_number(text):
            self._steps.mark(BEGUN_NUMBER)
            return {"channel": "phone"}
        if asked in {"role", "adult"} and form.is_plain_answer(channel, text):
            return {"channel": channel.read(text)}
        if asked not in {"consent", "message", "confirmed"} and (added := self._added.before_the_end(text)):
            return {"message": added}
        if asked == "message" and form.is_plain_answer(role, text):
            return {"role": role.read(text)}
        if form.field(asked).age_from and (age := self._age_in_front(text)):
            return {asked: form.field(asked).read(age)}
        if asked == "adult" and _BEFORE_18.match(text):
            return {"adult": "no"}
        may_be_written = self._values["channel"] is None and not channel.left_out.are_in(text)
        return {"channel": "email"} if may_be_written and begins_an_email(text) else {}

    def _begins_its_number(self, text: str) -> bool:
        """« c’est pour moi. par tel, 0468 55 12 »: a number that lacks digits, before it is asked."""
        asked = self._field.name
        named = asked in BEFORE_THE_WAY and "phone" in {self._form.said.way_named(text), self._values["channel"]}
        named = named or (asked in BEFORE_THE_WAY and begins_the_number(self._form, text))
        return (asked == "channel" or named) and self._values["phone"] is None and begins_a_number(text)

    def _age_in_front(self, text: str) -> str | None:
        """« 16 pk », « 51 au compteur », « 16. ça fait quoi si je suis pas majeur »"""
        known = heard_in_form(self._world, self._turn).name in {"answer", "question"}
        return _bare_age(text, longest=LONGEST_WITH_AGE if known else LONGEST_BARE_AGE)


def _bare_age(text: str, longest: int) -> str | None:
    """« 16 pk »: a number, and no more than `longest` words in all."""
    first, *rest = text.split()
    number = first.rstrip(".,;:!?")
    return number if number.isdigit() and 1 <= len(number) <= 2 and len(rest) < longest else None


def _put_right(clause: str) -> str | None:
    """« non pardon Sombreffe », also of a town that we do not know."""
    found = _PUT_RIGHT.match(clause)
    return found["town"] if found and found["town"][0].isupper() else None
