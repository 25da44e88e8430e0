"""The form of the contact request: reads each answer, or steps aside for what matters more.

Rasa calls `validate_contact_form` when the form starts, at each message while it is active, and when it comes back
after another action spoke. What it returns decides: a field set and the next one asked; the execution rejected, so
that the rules take over (urgent, erase…) and, for a plain question, the form asks again afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.child_at_request import (
    answer_to_child,
    aside_for_child,
    has_come_in,
    is_kept_from_child,
    say_who_is_a_child,
)
from actions.contact_answer import ContactAnswer, warn_of_the_phone
from actions.contact_begun import already_said, facts_of, is_watched, told_at_once, without_marks
from actions.contact_calm import ContactCalm
from actions.contact_end import ContactEnd
from actions.contact_given import ContactGiven
from actions.contact_heard import (
    CHANGE_OF_MIND,
    heard_in_form,
    supposed_of_the_request,
    tells_a_story,
    without_coming_back,
)
from actions.contact_other import begins_their_own, may_drop_the_other, put_aside
from actions.contact_steps import ContactSteps
from actions.contact_story import STORY, story_told
from actions.contact_to_say import set_to_say_apart, with_to_say
from actions.contact_values import (
    BEGUN_NUMBER,
    PREFIX,
    PUT_RIGHT,
    TAKEN_UP,
    choice_button,
    is_still_begun,
    kept_fields,
    set_field,
    summary_of,
    values_of,
    with_about,
)
from actions.erasure import erasure_in
from actions.memory import danger_is_near, urgent_is_open, was_said_lately
from actions.speak import set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.contact_beside import without_asking_whether, without_the_reference
from casework.contact_facts import TO_BE_ASKED
from casework.contact_field import Field
from casework.contact_reading import begins_the_number, facts_in
from casework.emails import begins_an_email
from casework.phones import begins_a_number, lacks_digits
from casework.references import resembles_reference

Events = list[dict[str, Any]]
REJECTED = {
    "event": "action_execution_rejected",
    "name": FORM,
    "policy": None,
    "confidence": None,
    "timestamp": None,
}

# These always win over the form.
LEAVING = {
    "safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me", "danger_yes",
    "danger_no", "erase_my_data", "start_conversation", "stop_conversation", "request_follow_up",
}  # fmt: skip
# Typed words of these intents may also be the name of a button: the field is asked first.
TYPED = {"withdraw_request", "drop_request"}
LONGEST_OF_A_NUMBER = 12  # words
# Questions of ours that the form leaves behind.
LEFT_BEHIND = {"change", "danger_check", "guidance", "reference"}


class ValidateContactForm(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = _as_typed(self._world, Turn.of(tracker))
        if begins_their_own(self._world, turn):
            return self._begin_another(dispatcher, turn)
        if is_kept_from_child(self._world, turn):
            return say_who_is_a_child(self._world, dispatcher, turn)
        if lines := (turn.slot("contact_tries") or {}).get(PUT_RIGHT):
            ContactEnd(self._world, dispatcher, turn).say("noted_so", lines=str(lines))
        if not turn.form_is_active or not turn.slot("requested_slot"):
            if self._drives(turn):
                ContactEnd(self._world, dispatcher, turn).say("driving")
            if turn.text and self._world.form.said.watched.are_in(turn.text):
                warn_of_the_phone(self._world, dispatcher, turn)
            elif not turn.slot(PREFIX + "consent") and is_watched(self._world, turn):
                ContactEnd(self._world, dispatcher, turn).say("watched_phone_before")
            self._say_what_is_noted(dispatcher, turn)
            return self._begin(dispatcher, turn)
        if turn.was_answered:
            return [set_field("tries", without_marks(turn) | _begun(self._world, turn)), *self._ask_next(turn, {})]
        if self._must_leave(turn):
            return [REJECTED]
        if has_come_in(self._world, turn):
            answered = give_answer(self._world, dispatcher, turn, answer_to_child(self._world, turn))
            return [*answered, *aside_for_child(self._world, turn)]
        turn, to_say = set_to_say_apart(self._world, turn)
        answer = ContactAnswer(self._world, dispatcher, turn, to_say)
        events = answer.events()
        if events is None and (to_say or turn.intent == "check_urgency"):
            events = answer.aside_answered()
        return [REJECTED] if events is None else events or self._ask_next(turn, {})

    def _begin_another(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """« c’est ma mère qui avait commencé, moi j’ai 15 ans »: theirs is kept aside, and may be dropped."""
        may_drop = may_drop_the_other(self._world, turn)
        drop = [choice_button(self._world.form.titles["drop_the_other"], "other:drop")] if may_drop else []
        alone, kept = put_aside(self._world, turn)
        ContactEnd(self._world, dispatcher, alone).say("other_kept" if may_drop else "other_kept_from_child", *drop)
        return [*kept, *self._begin(dispatcher, alone)]

    def _drives(self, turn: Turn) -> bool:
        """« rappelez-moi, là je suis au volant »; where something is urgent nobody is told that nothing presses."""
        begins = not turn.slot(PREFIX + "consent") and not urgent_is_open(turn)
        return begins and bool(turn.text) and self._world.form.said.driving.are_in(turn.text)

    def _say_what_is_noted(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        """« récapitulez ma demande », of one that was set aside."""
        rereads = bool(turn.slot("paused_form")) and self._world.form.said.rereading.are_in(turn.text)
        if rereads and not dispatcher.messages:
            summary = summary_of(self._world, turn, self._kept_of_a_doubt(turn))
            if was_said_lately(turn, summary, turns=0):
                return
            ContactEnd(self._world, dispatcher, turn).say("noted_so_far", summary=summary)

    def _must_leave(self, turn: Turn) -> bool:
        """Danger and erasure win; a plain answer to the question just asked is no danger, whatever it looks like."""
        field = self._world.form.field(str(turn.slot("requested_slot")).removeprefix(PREFIX))
        if turn.text and resembles_reference(turn.text) and field.name != "message":
            return True
        if self._speaks_of_the_danger(turn, field):
            return True
        looks_urgent = turn.intent == "check_urgency" or (
            turn.intent.startswith("urgent_") and turn.intent != "urgent_menu"
        )
        if looks_urgent:
            return not (turn.text and self._is_harmless(turn, field))
        if turn.text and turn.intent in LEAVING and self._is_about_the_form(turn, field):
            return False
        erases = erasure_in(self._world, turn.text).named
        if erases and (field.name == "confirmed" or turn.intent == "erase_my_data"):
            return turn.intent == "erase_my_data"
        if turn.text and turn.intent in LEAVING | TYPED and field.kind == "choice" and field.read(turn.text):
            return False
        return turn.intent in LEAVING

    def _is_harmless(self, turn: Turn, field: Field) -> bool:
        return ContactCalm(self._world.form, field, turn, heard_in_form(self._world, turn)).is_harmless()

    def _is_about_the_form(self, turn: Turn, field: Field) -> bool:
        """« vous avez mis quoi pour les jours ? » asks for no request that was sent, « vire le mot collages » erases no
        conversation."""
        words = self._world.form.message_words
        if turn.slot(PREFIX + "message") and (words.is_taken_out(turn.text) or words.not_needed.are_in(turn.text)):
            return True
        adds = words.added_in(turn.text) or (field.name == "confirmed" and words.perhaps_added_in(turn.text))
        if adds and field.name in {"write_here", "attach", "confirmed"}:
            return True
        if supposed_of_the_request(self._world.form, turn.text) == CHANGE_OF_MIND:
            return True
        if self._gives_lines(turn, field.name) or self._worries_if_it_was_sent(turn):
            return True
        of_the_form = {"request_follow_up", "erase_my_data", "stop_conversation"}
        named = turn.intent == "erase_my_data" and erasure_in(self._world, turn.text).named
        heard = heard_in_form(self._world, turn)
        return turn.intent in of_the_form and not named and heard.name is not None

    def _speaks_of_the_danger(self, turn: Turn, field: Field) -> bool:
        """While an alarm is open: a question that it raises, or a relief, that is no plain answer of the form."""
        if not turn.text or not danger_is_near(turn) or (field.kind == "choice" and field.read(turn.text)):
            return False
        reading = self._world.in_context.heard("after_alarm", turn.parse, certainly=not turn.asks)
        return reading is not None and (turn.asks or reading.lowers)

    def _worries_if_it_was_sent(self, turn: Turn) -> bool:
        """« je sais pas si c’est passé, envoyez ma demande »: not to look up one that was sent."""
        said = self._world.form.said
        return turn.intent == "request_follow_up" and said.sending.are_in(turn.text) and not turn.asks

    def _gives_lines(self, turn: Turn, asked: str) -> bool:
        """« attachez notre conversation » is about the request, whatever the model takes it for."""
        return bool(facts_in(self._world.form, turn.text, asked, values_of(self._world, turn)))

    def _told_on_return(self, dispatcher: CollectingDispatcher, turn: Turn, values: dict[str, Any]) -> dict[str, Any]:
        """« jsuis là. donc il filme les clients… » answers what was asked before the pause."""
        told, field = without_coming_back(self._world, turn), self._world.form.next_missing(values)
        if not told or field is None or field.kind == "choice" or field.short:
            return {}
        if field.name == "message":
            return {"message": told} if tells_a_story(self._world, turn, told) and len(told) <= field.longest else {}
        back = replace(turn, text=told)
        steps = ContactSteps(self._world, dispatcher, back, field)
        given = ContactGiven(self._world, back, field, steps).by(told)
        return {name: value for name, value in given.items() if value != TO_BE_ASKED}

    def _begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """What was already said is not asked again; consent comes before it is used."""
        known, kept = values_of(self._world, turn), self._kept_of_a_doubt(turn)
        known |= kept
        begun = _gives_a_begun_number(self._world, turn, known) and not known["phone"]
        if begun and not known["channel"]:
            known["channel"] = "phone"
        now = facts_of(self._world, turn, known) if known["consent"] else already_said(self._world, turn, known)
        first = kept | now
        old = [set_slot("awaiting", None)] if turn.slot("awaiting") in LEFT_BEHIND else []
        if known["consent"]:
            first |= self._told_on_return(dispatcher, turn, {**known, **first})
        if begun and "phone" not in first:
            first = {"channel": "phone"} | first
            if not known["consent"]:
                ContactEnd(self._world, dispatcher, turn).say("begun_at_first")
        _, to_say = set_to_say_apart(self._world, turn)
        beside, left = told_at_once(self._world, turn, known, first)
        first = {**left, **first}
        if not known["consent"] and not known["message"] and (story := story_told(self._world, turn)):
            beside = {STORY: story, **beside}
        beside = with_about(self._world, beside, turn.text)
        noted = set_field("tries", {**with_to_say(beside, to_say), TAKEN_UP: 1} | _begun(self._world, turn))
        done = [noted, set_slot("paused_form", None), *([set_slot("calm_reading", None)] if kept else [])]
        return [*old, *done, *self._ask_next(turn, first)]

    def _kept_of_a_doubt(self, turn: Turn) -> dict[str, Any]:
        """What was said in the form when danger was asked about, however the form is taken up again."""
        fields = kept_fields(turn) if turn.slot("paused_form") else {}
        return {name: value for name, value in fields.items() if name in self._world.form.names}

    def _ask_next(self, turn: Turn, fresh: dict[str, Any]) -> Events:
        """A field that only the person asks for (`on_demand`) stays asked while it is open."""
        asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
        values = values_of(self._world, turn) | fresh
        missing = self._world.form.next_missing(values)
        if asked in self._world.form.names and self._world.form.field(asked).on_demand and values[asked] is None:
            missing = self._world.form.field(asked)
        events = [set_field(name, value) for name, value in fresh.items()]
        return [*events, set_slot("requested_slot", PREFIX + missing.name if missing else None)]


def _as_typed(world: World, turn: Turn) -> Turn:
    """A message that was dictated, or written without marks, with its marks; in the form a wish alone, without « on
    peut encore le changer ? » behind it, an order to send without « et écrivez-moi la référence »."""
    if not turn.text:
        return turn
    marked = world.form.as_typed(turn.text)
    if turn.form_is_active:
        asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
        marked = without_the_reference(world.form, without_asking_whether(world.form, marked, asked))
    return replace(turn, text=marked)


def _begun(world: World, turn: Turn) -> dict[str, Any]:
    """An address whose end is missing, a number that lacks digits: what is wrong with it is said when it is asked."""
    by_phone = _gives_a_begun_number(world, turn, values_of(world, turn))
    before = BEGUN_NUMBER in (turn.slot("contact_tries") or {}) and is_still_begun("", values_of(world, turn))
    return {BEGUN_NUMBER: 1} if begins_an_email(turn.text) or by_phone or before else {}


def _gives_a_begun_number(world: World, turn: Turn, known: dict[str, Any]) -> bool:
    """« par téléphone, 0475 12 », « rappelez-moi au 0478 12 34 »; « voilà. 0475 38 21 », where the way was asked."""
    if begins_a_number(turn.text) and world.form.said.way_named(turn.text) == "phone":
        return True
    is_asked = known["consent"] == "yes" and known["channel"] in {None, "phone"} and known["phone"] is None
    short = len(turn.text.split()) <= LONGEST_OF_A_NUMBER
    return begins_the_number(world.form, turn.text) or (is_asked and short and lacks_digits(turn.text))
