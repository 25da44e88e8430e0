"""A message of the contact request that is handed over or told among other lines: « Nadia. Message : … », « moi c’est
Julie. il ne mange plus avec nous ». Called by contact_answer and contact_orders."""

from __future__ import annotations

from typing import Any

from actions.contact_added import ContactAdded
from actions.contact_early import still_open
from actions.contact_given import ContactGiven
from actions.contact_heard import MOMENT, TELLING, TELLS, heard_in_form
from actions.contact_steps import ContactSteps
from actions.turn import Turn
from actions.world import World
from casework.contact_field import SKIPPED, Field
from casework.contact_reading import HandedMessage, facts_in, is_of_a_line, message_apart, told_behind
from casework.contact_ways import chooses_a_way
from casework.contact_who import LATE
from casework.typed_words import clauses, sentences
from casework.words import comparable

FEWEST_OF_A_STORY, FEWEST_UNHEARD = 5, 7  # words


class ContactHanded:
    def __init__(self, world: World, turn: Turn, field: Field, steps: ContactSteps, given: ContactGiven) -> None:
        self._world, self._turn, self._field, self._steps, self._form = world, turn, field, steps, world.form
        self._given, self._values = given, steps.values
        self._added = ContactAdded(world, turn, field, steps.values)

    def all_of(self, text: str) -> dict[str, Any]:
        """What a message gives, with a message that is handed over or added in it."""
        if self._field.name in LATE and (longer := self.with_the_addition(text)):
            return longer
        certain = self._given.facts(text) if self._field.name == "confirmed" else {}
        if self._field.name == "confirmed" and (left := self.told_of_the_open(text, certain)):
            return certain | left
        handed = self.with_a_message(text)
        return handed if handed is not None else self.with_a_story(text) or self._given.by(text)

    def with_the_addition(self, text: str) -> dict[str, Any]:
        """« ajoutez aussi qu’il a arrêté le foot, et c’est bon envoyez »: put behind the message that was written."""
        return self._added.at_the_end(text)

    def with_a_message(self, text: str) -> dict[str, Any] | None:
        """A message handed over in it, with the other lines; None where there is none, or it is too long."""
        handed = message_apart(self._form, text)
        fits = handed is not None and len(handed.message) <= self._form.field("message").longest
        return self._around(handed) if handed and fits else None

    def _around(self, handed: HandedMessage) -> dict[str, Any]:
        """« Namur. le message - il s’est fâché, comment garder le lien ? Et oui vous pouvez m’écrire ici »: what is
        asked in it is for the team; what stands before and behind it is read as it would be by itself."""
        read = self._beside_the_message if self._field.name == "message" else self._given.by
        found = read(handed.before) if handed.before else {}
        behind = told_behind(self._form, handed.behind, {**self._values, **found})
        return found | behind | self._handed_or_added(handed.message)

    def _handed_or_added(self, message: str) -> dict[str, Any]:
        """« dites-leur que … », once a message was written, adds to it; « mon message : … » takes its place."""
        written = self._values["message"] not in {None, SKIPPED}
        adds = written and not self._form.line_words["message"].are_in(self._turn.text)
        return self._added.put_behind(message) if adds else {"message": message}

    def _beside_the_message(self, text: str) -> dict[str, Any]:
        return facts_in(self._form, text, "name", self._values)

    def with_a_story(self, text: str) -> dict[str, Any]:
        """« moi c’est Julie, j’habite Floreffe. il ne mange plus avec nous… »: where lines are given, the sentences
        that tell what it is all about are the message, though nothing names them so; {} where it is not both."""
        late = self._field.name in {"consent", "message", "confirmed", *LATE}
        story = [] if late or self._values["message"] is not None or "?" in text else self._told_in(text)
        message = " ".join(story)
        if not len(message.split()) >= FEWEST_OF_A_STORY or len(message) > self._form.field("message").longest:
            return {}
        rest = " ".join(part for part in sentences(text) if part not in story)
        given = self._given.by(rest) if rest else {}
        return {**given, "message": message} if given else {}

    def _told_in(self, text: str) -> list[str]:
        """The sentences that the learned reading hears as a tale, and that give no line of the request."""
        parts = self._world.in_context.of_each_sentence(MOMENT, self._turn.parse)
        told = {comparable(one).rstrip(" .!") for one, name in parts if name == TELLS}
        heard = [part for part in sentences(text) if comparable(part).rstrip(" .!") in told or self._is_told(part)]
        return [part for part in heard if not self._gives_a_line(part)]

    def _gives_a_line(self, part: str) -> bool:
        """« Tout compte fait, je deviens dure d’oreille : je préfère un e-mail. » tells of a way."""
        named = self._form.spoken.introduced_in(part) or chooses_a_way(self._form, part)
        return bool(named or self._given.facts(part))

    def _is_told(self, part: str) -> bool:
        """Of a message without marks, which the learned reading hears as one: « c est mon mari il regarde … »."""
        typed = str(self._turn.parse.get("text") or "")
        is_run_on = part.rstrip(".") in typed and comparable(typed) != comparable(self._turn.text)
        form, long_enough = self._form, len(part.split()) >= FEWEST_UNHEARD
        told_of_a_line = form.facts.writing_here(part) or form.facts.voicemail(part) or is_of_a_line(form, part)
        return is_run_on and long_enough and form.message_words.tells_a_story(part) and not told_of_a_line

    def beside_no_message(self, text: str) -> dict[str, Any]:
        """« rien à ajouter comme message, et oui vous pouvez m’écrire ici »: the message is passed over, and what is
        said of other lines is read as it would be elsewhere."""
        told = self._beside_the_message(text)
        return {"message": SKIPPED} | {name: value for name, value in told.items() if name != "message"}

    def told_of_the_open(self, text: str, found: dict[str, Any]) -> dict[str, Any]:
        """At the read-back, of the lines that nobody was asked for: « Nadia, de Jambes », « il ne mange plus avec
        nous » (decision 0015). `found`: what is certain in it already."""
        left = [name for name in still_open(self._form, self._steps.tries, self._values) if name not in found]
        if not left or "?" in text or self._form.is_command(text) or self._form.agreement.is_plain_in(text):
            return {}
        place = self._form.facts.own_place(text)
        name = self._given.own_name(text) or (self._name_in_front(text) if place else None)
        told = {"name": name, "commune": place}
        told = {name: value for name, value in told.items() if value and name in left}
        story = self._story_of_the_open(text, found | told) if "message" in left else None
        return told | ({"message": story} if story else {})

    def _name_in_front(self, text: str) -> str | None:
        """« Patrik, j’habite Floreffe »: one word that nobody knows, before the place of the one who writes."""
        first = next(iter(clauses(text)), "")
        mere = self._form.said.acknowledging.are(first) or self._form.field("role").read(first) is not None
        alone = len(first.split()) == 1 and first[:1].isupper() and not mere and not self._form.is_command(first)
        return self._form.spoken.first_in(first, freely=False) if alone else None

    def _story_of_the_open(self, text: str, found: dict[str, Any]) -> str | None:
        """The sentences that tell, beside lines; the whole text where it gives none, and speaks of somebody."""
        story = " ".join(self._told_in(text)) if found else text.strip()
        tells = bool({self._turn.intent, self._turn.calm_intent} & TELLING)
        tells = tells or heard_in_form(self._world, self._turn).name == TELLS
        tells = tells or self._form.message_words.tells_a_story(text)
        wrong = self._form.act_in(text) or self._field.read(text) in {"change", "no"}
        fits = len(story.split()) >= FEWEST_OF_A_STORY and len(story) <= self._form.field("message").longest
        is_told = found or (tells and not wrong)
        return story if fits and is_told else None
