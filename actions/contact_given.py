"""What one message gives to the contact request: the answer to the question that is open, and what was not asked.
Called by contact_answer."""

from __future__ import annotations

import re
from typing import Any

from actions.contact_added import ContactAdded
from actions.contact_early import NO_LEAVE
from actions.contact_heard import TELLING, Heard, heard_in_form
from actions.contact_steps import ContactSteps
from actions.contact_values import BEGUN_NUMBER
from actions.turn import Turn
from actions.world import World
from casework.ages import own_age, read_age
from casework.ages_of_others import ADULT
from casework.contact_facts import TO_BE_ASKED
from casework.contact_form import SKIPPED, Field
from casework.contact_reading import (
    facts_in,
    is_kin,
    of_a_job,
)
from casework.emails import begins_an_email
from casework.phones import begins_a_number
from casework.typed_words import clauses

# A message of these intents is a question or a word in passing: answered, then the form goes on.
PASSING = {
    "talk_to_human", "bot_challenge", "ask_capabilities", "insult", "harmful_request", "other_language", "thank",
    "greet", "goodbye", "ask", "urgent_menu", "main_menu", "show_source", "start_guidance", "start_referral",
}  # fmt: skip
# How and when to be reached.
REACHING = {"phone", "email", "when", "channel"}
# Who tells one of these beside « non » puts something right, and refuses nothing.
OF_A_REQUEST = {"message", "name", "commune"}
# « ok. j’habite Floreffe » answers none of these.
NOT_BY_THE_WAY = {"adult", "voicemail", "write_here", "attach"}
SURE_OF_A_QUESTION = 0.5
BEFORE_THE_NAME = {"role", "channel", "phone", "email", "when", "voicemail"}
BEFORE_THE_WAY = {"consent", "role", "adult"}
_PUT_RIGHT = re.compile(
    r"(?:(?:non|pardon|enfin|oups|plut[oô]t|c['’ ]est)\s+)+(?P<town>[A-ZÀ-Þ][\w'’-]+(?: \w+){0,2})$", re.I
)
_AN_HOUR = re.compile(r"(?<!\d)\d{1,2} ?(?:h|heures?)(?!\w)", re.IGNORECASE)
_BEFORE_18 = re.compile(r"(?:dans|d['’]ici) \w+ (?:jours?|semaines?|mois)(?!\w)", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"(?<!\w)(?:il|elle|lui|ils|elles|l['’]a|l['’]ont)(?!\w)", re.IGNORECASE)
LONGEST_BARE_AGE, LONGEST_WITH_AGE = 2, 12  # words
LONGEST_TIME, LONGEST_TOWN, LONGEST_AGE = 15, 10, 4  # words: more is a story


class ContactGiven:
    def __init__(self, world: World, turn: Turn, field: Field, steps: ContactSteps) -> None:
        self._world, self._turn, self._field, self._steps, self._form = world, turn, field, steps, world.form
        self._values = steps.values
        self._added = ContactAdded(world, turn, field, steps.values)

    def by(self, text: str) -> dict[str, Any]:
        """Everything that the message gives: the answer to the question, and what was not asked."""
        besides = self._called(text) | self._lives(text) | self.facts(text) | self._said_elsewhere(text)
        age = own_age(text)
        if age is not None and self._field.name == "role":
            return besides | self._role_and_age(text, age)
        if self._field.name == "consent" and self._form.facts.is_for_oneself(text):
            age = read_age(text) if age is None else age
            besides |= {"role": "self"} | ({"adult": "yes" if age >= ADULT else "no"} if age is not None else {})
        given = self._own_value(text, besides) | besides
        if given and self._stays_anonymous(text):
            given = {"name": SKIPPED} | given
        return self._agreed_by_giving(given) if self._field.name == "consent" else given

    def _called(self, text: str) -> dict[str, Any]:
        """« Lina. c’est gratuit ? » where something else is asked; not beside a word of family: it may be theirs."""
        late = self._field.name in {"name", "message", "confirmed"} or self._values["name"] is not None
        if late or not self._form.field("name").is_asked(self._values):
            return {}
        name = self.own_name(text)
        return {"name": name} if name else {}

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
        if not (given.keys() & REACHING or of_a_time):
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

    def facts(self, text: str) -> dict[str, Any]:
        return facts_in(self._form, text, self._field.name, self._values)

    def beside_a_pause(self, text: str) -> dict[str, Any]:
        """« Non pas de message. Je finirai ça ce soir »: what is certain, and the clause that answers a choice."""
        own = self.in_a_clause(text) if self._field.kind == "choice" else None
        return ({self._field.name: own} if own else {}) | self._lives(text) | self.facts(text)

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
        return (asked == "channel" or named) and self._values["phone"] is None and begins_a_number(text)

    def _age_in_front(self, text: str) -> str | None:
        """« 16 pk », « 51 au compteur », « 16. ça fait quoi si je suis pas majeur »"""
        known = heard_in_form(self._world, self._turn).name in {"answer", "question"}
        return _bare_age(text, longest=LONGEST_WITH_AGE if known else LONGEST_BARE_AGE)

    def _own_value(self, text: str, besides: dict[str, Any]) -> dict[str, Any]:
        field, value = self._field, None
        if field.name in besides and not (field.name == "name" and besides["name"] == SKIPPED):
            return {}
        if field.name == "name" and not field.is_one_of_its_words(text) and "?" not in text:
            return self._name_and_town(text, besides)
        if (field.name == "adult" and self._speaks_of_a_time(text)) or self._hesitates(text):
            return {}
        if besides and field.name == "when":
            value = self._form.facts.new_time(text) or self.in_a_clause(text)
        elif besides and field.name != "consent":
            value = self.in_a_clause(text) or self._for_oneself(text) or self._kin_told(text)
        elif not self._asks_rather_than_answers(text):
            value = self._time(text) if field.name == "when" else self._free_value(text)
            value = self.in_a_clause(text) if value is None and field.short else value
            if field.name == "commune":
                value = self._town(text) if value is None else self._town_alone(value, text)
        if field.name == "commune" and value and str(besides.get("name")) in value:
            return {}  # « c’est Sophia, et pas Sophie »
        if field.name == "role" and value == "self" and (job := of_a_job(self._form, text)):
            return job  # « c’est pour moi, coach du club »: who is to be called, and as what
        return {} if value is None else {field.name: value} | self._said_with(value) | self._told_of(text)

    def _hesitates(self, text: str) -> bool:
        """« euh oui. enfin non, je sais pas » agrees to nothing, and refuses nothing."""
        asked = self._field.name == "consent"
        return asked and any(self._form.said.hesitating.are(clause) for clause in clauses(text))

    def _kin_told(self, text: str) -> str | None:
        """« mon tel 0472 11 22 33 je suis le papa … »"""
        return "relative" if self._field.name == "role" and is_kin(self._form, text) else None

    def _for_oneself(self, text: str) -> str | None:
        """« c’est pour moi-même, pas pour un pote, par téléphone »"""
        is_own = self._field.name == "role" and self._form.facts.is_for_oneself(text)
        return "self" if is_own and self._field.read(text) == "self" else None

    def _speaks_of_a_time(self, text: str) -> bool:
        """« non mais le matin après 9h elle est à l’école » where the age is asked."""
        tells = self._form.said.times.are_in(text) and read_age(text) is None
        rest = self._form.said.refusing_words.taken_out_of(text)
        return tells and len(text.split()) > LONGEST_AGE and self._field.read(rest) is None

    def _name_and_town(self, text: str, besides: dict[str, Any]) -> dict[str, Any]:
        """« Bon, Sabrina ! et Jambes pour la commune »; of a message that says something in passing, a plain clause."""
        if self._form.is_command(text):
            return {}
        if self._form.spoken.towns.are(text):  # « Salzinnes »: the next question, answered
            return {"name": SKIPPED, "commune": self._form.facts.town_in(text) or text}
        if self.is_aside(text) and not self._form.spoken.is_surely_in(text):
            plain, town = self.in_a_clause(text), self._form.facts.own_place(text)
            return {name: value for name, value in (("name", plain), ("commune", town)) if value}
        name = self._form.spoken.first_in(text, freely=not besides)
        if name is None:
            return {}
        part = self._form.spoken.town_beside(text, name)
        town = self._form.facts.town_in(part) if part else None
        return {"name": name} | ({"commune": town} if town and "commune" not in besides else {})

    def _town(self, text: str) -> str | None:
        """« Namur je l’ai déjà dit »"""
        short = len(text.split()) <= LONGEST_TOWN and "?" not in text
        return self._form.facts.town_in(text) if short else None

    def _town_alone(self, value: str, text: str) -> str:
        """« ixelles jai dit » is Ixelles, « entre Ciney et Namur, disons Assesse » is Assesse."""
        town = self._form.facts.last_town_in(text) if self._form.said.beside_a_town.are_in(text) else None
        return town or value

    def in_a_clause(self, text: str) -> str | None:
        """« La Bruyère, et au fait la messe c’était pour rire »: the clause that answers, and is nothing else."""
        parts = clauses(text)
        if self._field.name in NOT_BY_THE_WAY and len(parts) > 1:
            parts = [part for part in parts if not self._form.said.acknowledging.are(part)]
        plain = [part for part in parts if self._is_plain(part) and (part == parts[0] or not self._field.short)]
        opened = [part for part in parts if self._field.short and self._opens(part)]
        return next((value for part in [*plain, *opened] if (value := self._field.read(part))), None)

    def _opens(self, clause: str) -> bool:
        other = self._form.is_command(clause) or self._form.facts.puts_anew(clause)
        return self._field.is_opened_by(clause) and not other

    def _is_plain(self, clause: str) -> bool:
        is_order = self._form.is_command(clause) and self._field.kind == "text"
        is_act = self._form.act_in(clause) and not (self._field.name in NO_LEAVE and self._field.read(clause) == "no")
        if self._form.facts.puts_anew(clause) or is_order or is_act:
            return False
        return self._form.is_plain_answer(self._field, clause) and not self.facts(clause)

    def _free_value(self, text: str) -> str | None:
        field = self._field
        if field.kind == "text" and self._form.is_command(text):
            return None
        value = field.read(text)
        opened = field.short and field.is_opened_by(text)
        return value if opened or not (field.kind == "text" and self.is_aside(text)) else None

    def _time(self, text: str) -> str | None:
        """The clauses that tell a time; anything short at the second try, when it is no question and no order."""
        if self._form.is_command(text) or self._form.said.asking.are_in(text):
            return None
        value = self._field.read(text)
        told = value if value in {c.value for c in self._field.choices} else self._form.facts.time_in(text)
        if told is None and self._steps.tries.get("when"):
            told = value
        return told if told and len(told) <= self._field.longest and not self.is_aside(text) else None

    def _asks_rather_than_answers(self, text: str) -> bool:
        """« d’accord avec quoi au juste ? » is no consent, « ça a marché ? » no time."""
        if self._field.name == "when":
            return text.rstrip().endswith("?") and not self._form.said.tells_a_time(text)
        if self._field.short:
            return self._form.said.asking.are_in(text) and len(text.split()) > 1
        if self._field.kind == "choice" and self._field.name != "consent":
            return self._surely_asks(text)
        return self._field.name == "consent" and "?" in text

    def _surely_asks(self, text: str) -> bool:
        """« c’est gratuit pour un proche ? » where the role is asked."""
        heard = self._turn.calm_intent if self._turn.intent == "check_urgency" else self._turn.intent
        sure = heard.startswith("ask_") and self._turn.confidence >= SURE_OF_A_QUESTION
        return "?" in text and sure and not self._form.is_plain_answer(self._field, text)

    def _said_with(self, value: str) -> dict[str, Any]:
        """« ok je suis sa sœur »: who writes, said with the consent."""
        if self._field.name != "consent" or value != "yes" or self._values["role"]:
            return {}
        role = self._world.words.meaning("speaker", self._turn.text)
        return {"role": role} if role else {}

    def _told_of(self, text: str) -> dict[str, Any]:
        """« c pas moi c mon grand frère… »: the message is about another than the one who writes."""
        told = self._field.name == "message" and self._values["role"] == "self" and self._form.roles.is_of_another(text)
        return {"role": "relative"} if told else {}

    def is_aside(self, text: str) -> bool:
        """A question or a word in passing, rather than what the field asks for."""
        intent, asks, words = self._turn.intent, text.rstrip().endswith("?"), len(text.split())
        if self._field.name == "message" and not asks:
            return intent in PASSING - {"thank", "greet", "goodbye", "talk_to_human"}
        if self._field.name == "when" and not asks and words <= LONGEST_AGE and self._form.facts.new_time(text):
            return False  # « bon, en matinée »
        if intent in PASSING:
            return self._field.kind != "text" or words > 2 or intent in {"greet", "insult"}
        if intent in TELLING and words > 2:
            return self._field.kind == "choice" or self._field.short
        if intent in TELLING and self._field.name == "when":
            return words > LONGEST_TIME
        is_open = self._field.kind == "choice" and asks
        is_open = is_open or self._world.afterwards.meaning("asks", text) is not None
        if self._field.name == "when" and not asks and self._form.said.times.are_in(self._turn.text):
            return False  # « je travaille de nuit donc l’après-midi »
        return is_open or (intent.startswith("ask_") and (asks or words > 3))


def _bare_age(text: str, longest: int) -> str | None:
    """« 16 pk »: a number, and no more than `longest` words in all."""
    first, *rest = text.split()
    number = first.rstrip(".,;:!?")
    return number if number.isdigit() and 1 <= len(number) <= 2 and len(rest) < longest else None


def _put_right(clause: str) -> str | None:
    """« non pardon Sombreffe », also of a town that we do not know."""
    found = _PUT_RIGHT.match(clause)
    return found["town"] if found and found["town"][0].isupper() else None
