"""Everything calm: answers a question, or understands a short answer by what was asked before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.guidance import start_guidance
from actions.memory import context_of
from actions.speak import say, set_slot
from actions.turn import FORM, Turn
from actions.urgent import drop_request
from actions.waiting import KEEP, answer_what_waits, button_meant
from actions.world import World

Events = list[dict[str, Any]]
# Buttons and commands whose answer stands in the content under another name.
ANSWER_OF = {
    "start_conversation": "start", "stop_conversation": "stop", "main_menu": "ask_capabilities",
    "start_referral": "ask_referral",
}  # fmt: skip
# Reached here only by a yes to « voulez-vous… ? »: a tap goes to these by a rule.
ACTION_OF = {"request_contact": FORM, "erase_my_data": "action_erase", "request_follow_up": "action_follow_up"}
# Readings that a name in the message outweighs.
WEAK = {
    "nlu_fallback", "out_of_scope", "ask_capabilities", "ask_caprev", "ask_green_number", "talk_to_human",
    "bot_challenge", "ask_support_for_me", "ask_minor", "ask_hate", "ask_online", "ask_namur", "greet", "ask_referral",
    "request_contact", "ask_training", "ask_confidentiality", "affirm",
}  # fmt: skip
LONGEST_NAMING, LONGEST_FOLLOW_UP = 10, 6  # words
GUESSES = 3
SOURCES = 5


def _close_old_question(turn: Turn) -> Events:
    """A question of ours that the person passed over: a « oui » two turns later must not answer it."""
    passed = (
        turn.slot("awaiting") in {"danger_check", "erase", "withdraw", "change", KEEP} and turn.intent != "nlu_fallback"
    )
    return [set_slot("awaiting", None), set_slot("unclear", None)] if passed else []


class Respond(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_respond"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        events = await answer_what_waits(self._world, dispatcher, turn)
        if events is None:
            meant = button_meant(self._world, turn)
            events = self._by_intent(dispatcher, turn.as_tapped(meant) if meant else turn)
            events += _close_old_question(turn)
        return [*events, set_slot("context", context_of(self._world, turn)), *self._leave_if_over(turn)]

    def _leave_if_over(self, turn: Turn) -> Events:
        if turn.intent not in {"start_conversation", "stop_conversation"} or not turn.form_is_active:
            return []
        return [{"event": "active_loop", "name": None, "timestamp": None}, set_slot("paused_form", FORM)]

    def _by_intent(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        intent = turn.intent
        if intent == "drop_request":
            return drop_request(self._world, dispatcher)
        if intent in ACTION_OF:
            return [{"event": "followup", "name": ACTION_OF[intent], "timestamp": None}]
        if intent == "choose":
            return self._old_button(dispatcher, turn)
        if answer_id := self._asked_by_name(turn):
            return [*give_answer(self._world, dispatcher, turn, answer_id), set_slot("misunderstood", 0)]
        if intent == "nlu_fallback":
            return self._ask_back(dispatcher, turn)
        if intent == "other_language":
            return self._other_language(dispatcher, turn)
        if intent == "show_source":
            return self._show_source(dispatcher, turn)
        if intent == "start_guidance":
            return start_guidance(self._world, dispatcher, turn)
        answer_id = turn.value if intent == "ask" and turn.value else self._answer_id(turn)
        known = answer_id.split("/")[0] in self._world.content.answers or answer_id in self._world.content.answers
        events = give_answer(self._world, dispatcher, turn, answer_id if known else "ask_capabilities")
        return [*events, set_slot("misunderstood", 0)]

    def _asked_by_name(self, turn: Turn) -> str | None:
        """A service called by its name, or a follow-up of a few words that the understanding cannot place alone."""
        words = len(turn.text.split())
        if not words or words > LONGEST_NAMING or turn.intent not in WEAK:
            return None
        found = [s for s in self._world.directory.find(turn.text) if s.id != "caprev-0800"]
        if found and f"service/{found[0].id}" in self._world.content.answers:
            return f"service/{found[0].id}"
        return self._world.words.meaning("follow_ups", turn.text) if words <= LONGEST_FOLLOW_UP else None

    def _answer_id(self, turn: Turn) -> str:
        if turn.intent.startswith("ask_namur_"):
            return "ask_namur/" + turn.intent.removeprefix("ask_namur_")
        return self._world.parts.answer_id(ANSWER_OF.get(turn.intent, turn.intent), turn.text)

    def _old_button(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of a request that is over: sent already, or forgotten."""
        reference = turn.slot("contact_reference")
        if reference and turn.value == "contact_confirmed:yes":
            text = self._world.form.texts["already_saved"]
            say(dispatcher, self._world.content.fill(text, turn.moment, reference=reference))
        else:
            say(dispatcher, self._world.content.text("dead_button", turn.moment), *self._menu())
        return []

    def _menu(self) -> list[tuple[str, str]]:
        content = self._world.content
        return [
            (content.text("button.ask_capabilities"), "/ask_capabilities"),
            (content.text("button.talk_to_human"), "/talk_to_human"),
        ]

    def _ask_back(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """The first time two or three guesses; the second time a person and the menu."""
        times = int(turn.slot("misunderstood") or 0)
        content = self._world.content
        guesses = [g for g in turn.parse.get("guesses") or [] if f"label.{g}" in content.texts][:GUESSES]
        if times == 0 and guesses:
            buttons = [(content.text(f"label.{g}"), f"/{g}") for g in guesses]
            say(dispatcher, content.text("fallback_first", turn.moment), *buttons)
        else:
            say(dispatcher, content.text("fallback_second", turn.moment, again=max(times - 1, 0)), *self._menu())
        return [set_slot("misunderstood", times + 1), *self._ask_to_keep(dispatcher, turn, times)]

    def _ask_to_keep(self, dispatcher: CollectingDispatcher, turn: Turn, times: int) -> Events:
        """Once a conversation, after the second failure: may this sentence be kept, masked, to improve the data?"""
        if times != 1 or not turn.text or turn.form_is_active:
            return []
        content = self._world.content
        buttons = [(content.text("button.yes"), "/affirm"), (content.text("button.no"), "/deny")]
        say(dispatcher, content.text("may_keep_sentence", turn.moment), *buttons)
        return [set_slot("awaiting", KEEP), set_slot("unclear", turn.text)]

    def _other_language(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        content = self._world.content
        key = f"language.{turn.parse.get('language')}"
        say(dispatcher, content.text(key if key in content.texts else "language.other", turn.moment))
        return []

    def _show_source(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        content = self._world.content
        answer = content.answers.get(turn.slot("last_answer") or "")
        if answer is None:
            return give_answer(self._world, dispatcher, turn, "bot_challenge")
        review = content.text("source_reviewed" if answer.reviewed_on else "source_not_reviewed")
        names = dict.fromkeys(content.text(f"source_name.{source.split()[0]}") for source in answer.sources)
        shown, day = ", ".join(list(names)[:SOURCES]), f"{answer.researched_on:%d/%m/%Y}"
        say(dispatcher, content.text("source_shown", turn.moment, source=shown, date=day, review=review))
        return []
