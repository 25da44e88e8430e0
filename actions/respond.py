"""Everything calm: answers a question, or understands a short answer by what was asked before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, in_short, light_of
from actions.finish import finish
from actions.guidance import start_guidance
from actions.memory import context_of, counted, danger_is_near, times_given, urgent_is_open
from actions.reading import answer_meant
from actions.referral import start_referral
from actions.requests import ways_after_sending
from actions.speak import go_on_with, say, set_slot, speak
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, drop_request
from actions.waiting import KEEP, answer_what_waits, button_meant
from actions.world import World
from casework.directory import visible_address, visible_phone, visible_url
from casework.opening_hours import visible_hours

Events = list[dict[str, Any]]
# Buttons and commands whose answer stands in the content under another name.
ANSWER_OF = {"start_conversation": "start", "stop_conversation": "stop", "main_menu": "ask_capabilities"}
# Reached here only by a yes to « voulez-vous… ? »: a tap goes to these by a rule.
ACTION_OF = {
    "request_contact": FORM, "erase_my_data": "action_erase", "request_follow_up": "action_follow_up",
    "withdraw_request": "action_withdraw",
    "check_urgency": "action_check_urgency",
}  # fmt: skip
AFTER_URGENT = {"safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me"}
# Parts of ask_referral that are answered as they are: the others are asked for and given in order.
REFERRAL_AS_IT_IS = {"ask_referral/without_naming", "ask_referral/police_worker"}
# Our questions that a message of another subject leaves behind.
PASSED = {"danger_check", "safety", "found", "child_safe", "referral", "erase", "withdraw", "reference", KEEP}
# « Vous voulez parler de… ? » names subjects, not courtesies.
NO_GUESS = {
    "affirm", "deny", "greet", "goodbye", "thank", "insult", "harmful_request", "out_of_scope", "other_language",
    "bot_challenge",
}  # fmt: skip
# Few words on the subject, for which there is no answer of their own.
NOTHING_WRITTEN = "follow/no_ready_answer"
GUESSES = 3
SOURCES = 5


def _close_old_question(turn: Turn) -> Events:
    """A question of ours that the person passed over: a « oui » two turns later must not answer it."""
    passed = turn.slot("awaiting") in PASSED and turn.intent != "nlu_fallback"
    return [set_slot("awaiting", None), set_slot("unclear", None)] if passed else []


class Respond(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_respond"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return await self.answer(dispatcher, Turn.of(tracker))

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """All of it for one calm message; also called for a message that is hardly unsure."""
        events = await answer_what_waits(self._world, dispatcher, turn)
        if events is None:
            meant = button_meant(self._world, turn)
            now = turn.as_tapped(meant) if meant else turn
            if now.intent == "start_referral":
                # « vers qui orienter un élève de 15 ans ? » says more than its button
                now = replace(now, text=turn.text)
            events = [*_close_old_question(turn), *self._by_intent(dispatcher, now)]
            self._also(dispatcher, turn)
        events = [*events, *finish(self._world, dispatcher, turn, events)]
        return [*events, set_slot("context", self._context(turn)), *self._leave_if_over(turn)]

    def _context(self, turn: Turn) -> dict[str, str]:
        """A worker's sector is remembered with the rest: it is not asked again."""
        context = context_of(self._world, turn)
        if turn.text and self._world.words.meaning("speaker", turn.text) == "professional":
            sector = self._world.referral.question("sector").read(turn.text)
            context |= {"sector": sector} if sector else {}
        return context

    def _also(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        """A second question in the same message is answered in short, after the first."""
        also = turn.parse.get("also")
        if not also or also == turn.intent or not turn.text or urgent_is_open(turn):
            return
        answer_id = self._answer_id(turn, str(also))
        if answer_id.split("/")[0] in self._world.content.answers:
            speak(dispatcher, [in_short(self._world, turn, answer_id)])

    def _leave_if_over(self, turn: Turn) -> Events:
        if turn.intent not in {"start_conversation", "stop_conversation"} or not turn.form_is_active:
            return []
        return [{"event": "active_loop", "name": None, "timestamp": None}, set_slot("paused_form", FORM)]

    def _by_intent(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        intent = turn.intent
        if intent == "drop_request":
            return drop_request(self._world, dispatcher, turn)
        if intent in ACTION_OF:
            return [go_on_with(ACTION_OF[intent])]
        if intent == "choose":
            return self._old_button(dispatcher, turn)
        if intent in AFTER_URGENT:
            return after_urgent(self._world, dispatcher, turn, intent)
        if meant := answer_meant(self._world, turn):
            return [*self._give(dispatcher, turn, meant), set_slot("misunderstood", 0)]
        if intent == "nlu_fallback":
            return self._not_understood(dispatcher, turn)
        if intent == "other_language":
            return self._other_language(dispatcher, turn)
        if intent == "show_source":
            return self._show_source(dispatcher, turn)
        if intent == "start_guidance":
            return start_guidance(self._world, dispatcher, turn)
        answer_id = turn.value if intent == "ask" and turn.value else self._answer_id(turn, intent)
        if intent == "start_referral" or (intent == "ask_referral" and answer_id not in REFERRAL_AS_IT_IS):
            return [*start_referral(self._world, dispatcher, turn), set_slot("misunderstood", 0)]
        return [*self._give(dispatcher, turn, answer_id), set_slot("misunderstood", 0)]

    def _give(self, dispatcher: CollectingDispatcher, turn: Turn, answer_id: str) -> Events:
        content = self._world.content
        if answer_id == NOTHING_WRITTEN and "urgent" not in light_of(self._world, turn):
            return self._nothing_written(dispatcher, turn)
        if answer_id == "repeat":
            return self._say_otherwise(dispatcher, turn)
        if ":" in answer_id:
            return self._about_service(dispatcher, turn, *answer_id.split(":", 1))
        known = answer_id in content.answers or answer_id.split("/")[0] in content.answers
        events = give_answer(self._world, dispatcher, turn, answer_id if known else "ask_capabilities")
        asks_a_child = {"event": "slot", "name": "last_answer", "value": "child/tell", "timestamp": None} in events
        return [*events, set_slot("awaiting", "child_safe")] if asks_a_child else events

    def _nothing_written(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """Under « pas de réponse toute faite », two ways on from what was just spoken of."""
        light, content = light_of(self._world, turn), self._world.content
        before = content.answers.get(str(turn.slot("last_answer") or ""))
        events = give_answer(self._world, dispatcher, turn, NOTHING_WRITTEN)
        ways = before.variant(light).buttons[:2] if before else ()
        if len(ways) == 2 and dispatcher.messages and not turn.slot("paused_form"):
            dispatcher.messages[-1]["buttons"] = [button.to_json() for button in ways]
        return [event for event in events if event.get("name") != "last_answer"]

    def _say_otherwise(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """« j’ai pas compris »: the last answer in its other words."""
        last = "after_more" if "urgent" in light_of(self._world, turn) else turn.slot("last_answer")
        known = last if last in self._world.content.answers else "follow/not_my_question"
        return give_answer(self._world, dispatcher, turn, known)

    def _about_service(self, dispatcher: CollectingDispatcher, turn: Turn, aspect: str, service_id: str) -> Events:
        """One thing of the service that was just spoken of; what is not confirmed is said to be."""
        content, service = self._world.content, self._world.directory.service(service_id)
        phone = visible_phone(service)
        value = {
            "cost": service.cost,
            "hours": visible_hours(service),
            "place": visible_address(service) or visible_url(service),
            "phone": phone.display if phone else None,
        }[aspect]
        key = f"service_{aspect}" if value else "service_unknown"
        text = content.text(key, turn.moment, service=service.short_name, value=str(value or "").rstrip(". "))
        say(dispatcher, text, *self._menu())
        return []

    def _answer_id(self, turn: Turn, intent: str) -> str:
        if intent.startswith("ask_namur_"):
            return "ask_namur/" + intent.removeprefix("ask_namur_")
        return self._world.parts.answer_id(ANSWER_OF.get(intent, intent), turn.text)

    def _old_button(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of a request that is over: sent already, or forgotten."""
        reference = turn.slot("contact_reference")
        if reference and turn.value == "contact_confirmed:yes":
            text = self._world.form.texts["already_saved"]
            ways = ways_after_sending(self._world)
            say(dispatcher, self._world.content.fill(text, turn.moment, reference=reference), *ways)
        else:
            say(dispatcher, self._world.content.text("dead_button", turn.moment), *self._menu())
        return []

    def _menu(self) -> list[tuple[str, str]]:
        content = self._world.content
        return [
            (content.text("button.ask_capabilities"), "/ask_capabilities"),
            (content.text("button.talk_to_human"), "/talk_to_human"),
        ]

    def _not_understood(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """In danger, or from a child, words that are not understood are still a call for help."""
        if danger_is_near(turn):
            return give_answer(self._world, dispatcher, turn, "after_more")
        if context_of(self._world, turn).get("writer") == "child":
            return self._give(dispatcher, turn, "child/tell")
        if urgent_is_open(turn):
            return self._give(dispatcher, turn, NOTHING_WRITTEN)
        return self._ask_back(dispatcher, turn)

    def _ask_back(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """The first time two or three guesses; the second time a person and the menu."""
        times, again = int(turn.slot("misunderstood") or 0), times_given(turn, "fallback")
        content = self._world.content
        guesses = [g for g in turn.parse.get("guesses") or [] if f"label.{g}" in content.texts and g not in NO_GUESS]
        if times == 0 and guesses:
            buttons = [(content.text(f"label.{g}"), f"/{g}") for g in guesses[:GUESSES]]
            say(dispatcher, content.text("fallback_first", turn.moment, again=again), *buttons)
        else:
            say(dispatcher, content.text("fallback_second", turn.moment, again=again), *self._menu())
        noted = [set_slot("misunderstood", times + 1), counted(turn, "fallback")]
        return [*noted, *self._ask_to_keep(dispatcher, turn, times)]

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
        key = key if key in content.texts else "language.other"
        danger = (content.text("button.urgent_menu"), "/urgent_menu")
        say(dispatcher, content.text(key, turn.moment, again=times_given(turn, key)), danger, self._menu()[0])
        return [counted(turn, key)]

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
