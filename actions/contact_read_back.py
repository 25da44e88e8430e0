"""What is said to the read-back of the contact request: what changes it, what sends it, what is asked again. Called by
contact_answer."""

from __future__ import annotations

from typing import Any

from actions.contact_answer_part import AnswerPart
from actions.contact_heard import asked_of_the_request, heard_in_form, said_and_asked, supposed_of_the_request
from actions.contact_question import answer_besides
from actions.contact_values import ASIDE, as_read_back
from actions.erasure import erasure_in
from casework.typed_words import clauses

Events = list[dict[str, Any]]


class ReadBack(AnswerPart):
    """`events`: None where the rules know what it is."""

    def events(self) -> Events | None:
        """What is changed is read back again before anything is sent, whatever « oui » stands beside it."""
        text, field = self._turn.text, self._field
        if longer := self._handed.with_the_addition(text):
            return self._taken_if_it_fits(longer)
        if self._changes_a_part_of_the_message():
            return self._steps.open_line("message")
        if self._agrees_and_repeats(text):
            return self._agreed()
        said, question = self._said_and_asked()
        facts = self._given.facts(said) | self._other_recipient(text)
        facts = facts | self._handed.told_of_the_open(text, facts)
        if facts and all(self._values.get(name) == value for name, value in facts.items()):
            return self._already_so(facts)
        if facts:
            asked = answer_besides(self._world, self._dispatcher, self._turn, question) if question else []
            return [*asked, *self._steps.take(facts)]
        if question and (told := self._answered(question)) is not None:
            return told
        if erasure_in(self._world, text).named and not question:
            return self._end.cancelled()
        if field.is_one_of_its_words(text) and (tapped := self._by_its_word(str(field.read(text)))) is not None:
            return tapped
        if self._form.agreement.is_plain_in(text):
            return self._agreed()
        if (events := self._learned.events()) is not None:
            return events
        if time := self._given.time_told_anew(heard_in_form(self._world, self._turn)):
            return self._steps.take({"when": time})
        return self._not_agreed(question)

    def _agrees_and_repeats(self, text: str) -> bool:
        """« voilà oui c’est bien juste, le matin par téléphone »: what stands, said again, and a plain yes beside it;
        what it changes is read back again."""
        parts = clauses(text)
        rest = [part for part in parts if not self._stands(part)]
        agrees = 0 < len(rest) < len(parts) and self._form.agreement.is_plain_in(", ".join(rest))
        return agrees and "?" not in text and not self._doubts()

    def _stands(self, part: str) -> bool:
        """A clause that gives lines, and each as it was given."""
        facts = self._given.facts(part)
        way = self._form.said.way_named(part)
        told = {**facts, **({"channel": way} if way else {})}
        return bool(told) and all(self._values.get(name) == value for name, value in told.items())

    def _already_so(self, facts: dict[str, Any]) -> Events:
        """« non ne m’écrivez pas ici », and it stands so: the line is said, not the whole request."""
        self._end.say("already_so", lines=as_read_back(self._form, facts))
        return self._steps.ask_again(ASIDE)

    def _said_and_asked(self) -> tuple[str, str]:
        """« vous pouvez mettre Floreffe comme commune ? » puts a line right, its mark or not."""
        if supposed_of_the_request(self._form, self._turn.text):
            return "", self._turn.text  # « et si demain j’ai plus envie je fais comment »
        said, question = said_and_asked(self._world, self._turn)
        if not question and asked_of_the_request(self._form, self._turn.text):
            return "", self._turn.text  # « est ce que mon fils va savoir »
        puts = question and self._form.message_words.asking_to_put.are_in(question) and self._given.facts(question)
        return (f"{said} {question}".strip(" ?"), "") if puts else (said, question)

    def _changes_a_part_of_the_message(self) -> bool:
        """« enlevez le passage sur le groupe »: written anew; what stood there is kept until then."""
        return bool(self._values["message"]) and self._form.message_words.a_part_is_named(self._turn.text)

    def _taken_if_it_fits(self, longer: dict[str, Any]) -> Events:
        """Of a message that would be too long nothing is cut off: that is said, and nothing is changed."""
        longest = self._form.field("message").longest
        if len(str(longer.get("message") or "")) <= longest:
            return self._steps.take(longer)
        self._end.say("too_long_with_it", max=str(longest))
        return self._steps.ask_again(ASIDE)

    def _agreed(self) -> Events:
        """After « voulez-vous changer une ligne ? » a bare « oui » is no leave to send."""
        meant = not self._steps.is_choosing or self._form.agreement.orders.are_in(self._turn.text)
        return self._steps.fill({"confirmed": "yes"}) if meant else self._steps.ask_what_to_change()

    def _by_its_word(self, value: str) -> Events | None:
        """« envoyer », « modifier », « non », and nothing else."""
        if value == "yes":
            return self._agreed()
        return self._steps.say_not_sent() if value == "no" else self._steps.ask_what_to_change()

    def _not_agreed(self, question: str) -> Events | None:
        """Whatever « oui » stands in it: a line, a condition, a no, or something that is asked again."""
        text, value = self._turn.text, self._field.read(self._turn.text)
        if self._form.agreement.hangs_on_something(text) and (told := self._answered(text)) is not None:
            return told
        if self._form.agreement.finds_nothing_wrong(text):
            return self._steps.ask_again(ASIDE)
        if line := self._orders.line_named():
            return self._steps.open_line(line)
        if value == "no" and not self._doubts(but="pas"):
            return self._steps.say_not_sent()
        if value in {"change", "no"} and not question:
            return self._steps.ask_what_to_change()
        if value == "yes" and not question:
            return (
                self._steps.ask_what_to_change()
                if self._doubts()
                else self._steps.say_and_ask_again("clear_yes", ASIDE)
            )
        if self._seems_to_cancel():
            return self._end.set_aside()
        if (events := self._learned.events(at_last=True)) is not None:
            return events
        return None if self._given.is_aside(text) else self._not_understood()

    def _doubts(self, but: str = "") -> bool:
        """« oui mais … »: something is still wrong."""
        left = self._form.said.wondering.taken_out_of(self._turn.text)
        for choice in self._field.choices:
            if choice.value != "change":
                left = choice.words.taken_out_of(left)
        return self._form.said.doubting.are_in(" ".join(word for word in left.split() if word != but))

    def _other_recipient(self, text: str) -> dict[str, Any]:
        wanted = self._form.said.recipient_wanted(text)
        if wanted is None or wanted == (self._values["recipient"] or "caprev"):
            return {}
        self._steps.say_notice(wanted)
        return {"recipient": wanted}
