"""What one message says to the question of the contact request that is open: its value, and what goes with it; or that
it is no answer, but a word in passing. Called by contact_given."""

from __future__ import annotations

from typing import Any

from actions.contact_early import NO_LEAVE
from actions.contact_heard import TELLING
from actions.contact_steps import ContactSteps
from actions.turn import Turn
from actions.world import World
from casework.ages import read_age
from casework.contact_field import SKIPPED, Field
from casework.contact_reading import facts_in
from casework.contact_ways import has_a_way
from casework.contact_who import is_kin, of_a_job
from casework.typed_words import clauses

# A message of these intents is a question or a word in passing: answered, then the form goes on.
PASSING = {
    "talk_to_human", "bot_challenge", "ask_capabilities", "insult", "harmful_request", "other_language", "thank",
    "greet", "goodbye", "ask", "urgent_menu", "main_menu", "show_source", "start_guidance", "start_referral",
}  # fmt: skip
# « ok. j’habite Floreffe » answers none of these.
NOT_BY_THE_WAY = {"adult", "voicemail", "write_here", "attach"}
SURE_OF_A_QUESTION = 0.5
LONGEST_TIME, LONGEST_TOWN, LONGEST_AGE = 15, 10, 4  # words: more is a story
SURELY_RUDE = 0.85


class OwnValue:
    def __init__(self, world: World, turn: Turn, field: Field, steps: ContactSteps) -> None:
        self._world, self._turn, self._field, self._steps, self._form = world, turn, field, steps, world.form
        self._values = steps.values

    def of(self, text: str, besides: dict[str, Any]) -> dict[str, Any]:
        """{} where there is none. `besides`: what it gives of other lines."""
        field, value = self._field, None
        if field.name in besides and not (field.name == "name" and besides["name"] == SKIPPED):
            return {}
        if field.name == "name" and not field.is_one_of_its_words(text) and "?" not in text:
            return self._name_and_town(text, besides)
        if field.name == "adult" and field.read(text) is None and self._form.grown_up.is_told_in(text):
            return {"adult": "yes"}  # « bah j’ai des gosses moi, mes gosses sont grands »
        if (field.name == "adult" and self._speaks_of_a_time(text)) or self._hesitates(text):
            return {}
        if self.agrees_to_the_rest(text):
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
                value = None if value and self._form.facts.new_time(value) else value
        if field.name == "commune" and value and str(besides.get("name")) in value:
            return {}  # « c’est Sophia, et pas Sophie »
        if field.name == "role" and value == "self" and (job := of_a_job(self._form, text)):
            return job  # « c’est pour moi, coach du club »: who is to be called, and as what
        return {} if value is None else {field.name: value} | self._said_with(value) | self._told_of(text)

    def agrees_to_the_rest(self, text: str) -> bool:
        """« pour le reste oui », « oui je suis d’accord, le matin », « par téléphone, oui »: no leave for the
        voicemail, or to write here."""
        if self._field.name not in NO_LEAVE:
            return False
        parts, words = clauses(text), self._form.agreement
        if words.of_the_rest.are_in(text):
            return True
        lines = [bool(self._form.facts.new_time(part) or self._tells_a_line(part)) for part in parts]
        of_all = any(words.of_all.are_in(part) for part in parts)
        return any(lines) and (of_all or (lines[0] and self._form.facts.voicemail(text) is None))

    def _tells_a_line(self, clause: str) -> bool:
        """A way, who writes: what was given, said again."""
        told = self._form.said.way_named(clause) or has_a_way(self._form, clause)
        role = self._form.field("role")
        return bool(told) or self._form.is_plain_answer(role, clause)

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
        name = self._form.spoken.first_in(self._without_times(text), freely=not besides)
        if name is None:
            return {}
        part = self._form.spoken.town_beside(text, name)
        town = self._form.facts.town_in(part) if part else None
        return {"name": name} | ({"commune": town} if town and "commune" not in besides else {})

    def _without_times(self, text: str) -> str:
        """« Plutôt l’après-midi, pas le mercredi », « Sauf le jeudi » call nobody so."""
        return ", ".join(part for part in clauses(text) if not self._form.facts.new_time(part))

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
        return self._form.is_plain_answer(self._field, clause) and not facts_in(
            self._form, clause, self._field.name, self._values
        )

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
        role = self._world.words.speaker_in(self._turn.text)
        return {"role": role} if role else {}

    def _told_of(self, text: str) -> dict[str, Any]:
        """« c pas moi c mon grand frère… »: the message is about another than the one who writes."""
        told = self._field.name == "message" and self._values["role"] == "self" and self._form.roles.is_of_another(text)
        return {"role": "relative"} if told else {}

    def is_aside(self, text: str) -> bool:
        """A question or a word in passing, rather than what the field asks for."""
        intent, asks, words = self._turn.intent, text.rstrip().endswith("?"), len(text.split())
        if intent == "insult" and self._turn.confidence < SURELY_RUDE:
            return False  # « je suis un grille-pain »
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
