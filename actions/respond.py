"""Everything calm: answers a question, or understands a short answer by what was asked before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.by_writer import (
    FOR_RELATIVES,
    OF_THE_NUMBER,
    SHUT_OUT,
    as_who_writes,
    asks_where_to_refer,
    asks_whether_to_shut_out,
    is_a_relative,
    nobody_picked_up,
    told_by_a_worker,
)
from actions.candidates import Proposal, only_says_who
from actions.choice import BY_RULE, NOTHING, OF_THE_INTENT, Chosen, chosen_answer
from actions.danger_question import ask_about_danger
from actions.finish import finish
from actions.give import MORE_IN_DANGER, give, say_button_is_old, show_source
from actions.guidance import start_guidance
from actions.in_passing import said_in_passing
from actions.left_open import ask_what_was_left
from actions.memory import context_of, danger_is_near, remembered
from actions.not_meant import COURTEOUS, REFERRAL
from actions.not_understood import ask_what_is_meant, say_in_their_language
from actions.perhaps import perhaps_meant, said_beside
from actions.plainly_said import plainly_said
from actions.reading import is_surely_harmful, proposed
from actions.referral import start_referral
from actions.request_taken_back import Erase, Withdraw
from actions.requests import FollowUp
from actions.second_answer import answer_of_intent, say_second_answer
from actions.service_asked import REFERRAL_AGAIN
from actions.speak import go_on_with, set_slot, speak
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, drop_request
from actions.waiting import KEEP, answer_what_waits, button_meant
from actions.wishes import WHAT_NOW, asks_what_to_do, intent_meant
from actions.world import World

Events = list[dict[str, Any]]
# Reached here only by a yes to « voulez-vous… ? », or as the calm reading of a doubtful message: what is tapped or said
# plainly goes to these by a rule. They are run at once: gone on with as a next action, none of Rasa's rules would end
# the turn. The form alone ends its own.
ACTS: dict[str, type[Action]] = {
    "erase_my_data": Erase, "request_follow_up": FollowUp, "withdraw_request": Withdraw,
}  # fmt: skip
SURE_OF_AN_ACT = 0.45  # « ma fille ne prendra plus le bus » takes no request back
AFTER_URGENT = {"safe", "not_safe", "false_alarm", "have_called", "cannot_call", "call_for_me"}
# Parts of ask_referral that are answered as they are: the others are asked for and given in order.
REFERRAL_AS_IT_IS = {
    "ask_referral/without_naming", "ask_referral/police_worker", "ask_referral/tell_the_parents", SHUT_OUT,
}  # fmt: skip
# Our questions that a message of another subject leaves behind.
PASSED = {"danger_check", "safety", "found", "child_safe", "referral", "erase", "withdraw", "reference", KEEP}
MORE_TOLD = "follow/more_told"  # few words on the subject, for which there is no answer of their own


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
            if now.intent in {"start_referral", "start_guidance"}:
                # « vers qui orienter un élève de 15 ans ? » says more than its button
                now = replace(now, text=turn.text)
            events = [*_close_old_question(turn), *await self._act_or_answer(dispatcher, now)]
            say_second_answer(self._world, dispatcher, turn, events)
            events = [*events, *ask_what_was_left(self._world, dispatcher, turn, events)]
        events = [*events, *finish(self._world, dispatcher, turn, events)]
        return [*events, set_slot("context", remembered(self._world, turn)), *self._leave_if_over(turn)]

    def _leave_if_over(self, turn: Turn) -> Events:
        if turn.intent not in {"start_conversation", "stop_conversation"} or not turn.form_is_active:
            return []
        return [{"event": "active_loop", "name": None, "timestamp": None}, set_slot("paused_form", FORM)]

    async def _act_or_answer(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        if nobody_picked_up(self._world, turn):
            turn = replace(turn, intent=OF_THE_NUMBER)
        if turn.intent not in ACTS:
            return self._by_intent(dispatcher, turn)
        if turn.text and turn.confidence < SURE_OF_AN_ACT:
            return self._by_intent(dispatcher, replace(turn, intent=NOTHING))
        return list(await ACTS[turn.intent](self._world).run(dispatcher, turn.tracker, {}))

    def _by_intent(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        turn = self.as_meant(turn)
        intent = turn.intent
        if intent == "drop_request":
            return drop_request(self._world, dispatcher, turn)
        if intent == "request_contact":
            return [go_on_with(FORM)]
        if intent == "check_urgency":
            return ask_about_danger(self._world, dispatcher, turn)
        if intent == "choose":
            return say_button_is_old(self._world, dispatcher, turn)
        if intent in AFTER_URGENT:
            return after_urgent(self._world, dispatcher, turn, intent)
        if intent == "start_guidance":
            return start_guidance(self._world, dispatcher, turn)
        return self._give_chosen(dispatcher, turn, self.proposal(turn))

    def as_meant(self, turn: Turn) -> Turn:
        """The same turn, its intent by who writes and by what is plainly wished."""
        turn = as_who_writes(self._world, turn)
        return turn if turn.intent == "drop_request" else replace(turn, intent=intent_meant(self._world, turn))

    def proposal(self, turn: Turn) -> Proposal:
        """What our rules answer to a turn that was read `as_meant`; to who surely asks for help to do harm, nothing
        else."""
        if is_surely_harmful(turn):
            return Proposal(turn.intent, OF_THE_INTENT)
        if asks_whether_to_shut_out(self._world, turn) and not danger_is_near(turn):
            return Proposal(SHUT_OUT, BY_RULE)
        if asks_where_to_refer(self._world, turn) and not danger_is_near(turn):
            return Proposal("start_referral", BY_RULE)
        if turn.intent == NOTHING and asks_what_to_do(self._world, turn) and not danger_is_near(turn):
            found = proposed(self._world, turn)
            return found if found and found.answer not in COURTEOUS else Proposal(WHAT_NOW, BY_RULE)
        if passing := said_in_passing(self._world, turn):
            return Proposal(passing, "passing")
        if turn.intent == "start_referral" and turn.text and only_says_who(turn):
            return Proposal(turn.intent, OF_THE_INTENT)
        return proposed(self._world, turn) or Proposal(self._of_the_intent(turn), OF_THE_INTENT)

    def _of_the_intent(self, turn: Turn) -> str:
        if turn.intent in {NOTHING, "other_language", "show_source", "start_referral"}:
            return turn.intent
        return turn.value if turn.intent == "ask" and turn.value else answer_of_intent(self._world, turn, turn.intent)

    def _give_chosen(self, dispatcher: CollectingDispatcher, turn: Turn, proposal: Proposal) -> Events:
        if (plain := plainly_said(self._world, turn)) is not None:
            return [*give(self._world, dispatcher, turn, plain), set_slot("misunderstood", 0)]
        chosen = chosen_answer(self._world, turn, proposal)
        answer = told_by_a_worker(self._world, turn, chosen.answer)
        if answer == "show_source":
            return show_source(self._world, dispatcher, turn)
        if answer == NOTHING:
            return ask_what_is_meant(self._world, dispatcher, turn)
        if answer == "other_language":
            return say_in_their_language(self._world, dispatcher, turn)
        is_found = answer == proposal.answer and (proposal.source != OF_THE_INTENT or turn.intent == "ask")
        begins = answer.startswith("ask_referral") and answer not in REFERRAL_AS_IT_IS and not is_found
        if begins and danger_is_near(turn) and context_of(self._world, turn).get("speaker") != "professional":
            return give(self._world, dispatcher, turn, MORE_IN_DANGER)  # no questions on a sector now
        if begins and self._tells_on_after_the_steps(turn):
            more = told_by_a_worker(self._world, turn, MORE_TOLD)
            return [*give(self._world, dispatcher, turn, more), set_slot("misunderstood", 0)]
        begins = begins or answer in {"start_referral", REFERRAL_AGAIN}
        if begins and is_a_relative(self._world, turn):
            return [*give(self._world, dispatcher, turn, FOR_RELATIVES), set_slot("misunderstood", 0)]
        if begins:
            return [*start_referral(self._world, dispatcher, turn), set_slot("misunderstood", 0)]
        events = give(self._world, dispatcher, turn, answer)
        self._perhaps(dispatcher, turn, proposal, chosen)
        return [*events, set_slot("misunderstood", 0)]

    def _perhaps(self, dispatcher: CollectingDispatcher, turn: Turn, proposal: Proposal, chosen: Chosen) -> None:
        """What may be meant instead, in short; a second question of the message itself goes before it."""
        given = proposal.answer_id if chosen.answer == proposal.answer else chosen.answer
        perhaps = None if turn.parse.get("also") else perhaps_meant(self._world, turn, chosen.weighed, given)
        if perhaps:
            speak(dispatcher, [said_beside(self._world, turn, perhaps)])

    def _tells_on_after_the_steps(self, turn: Turn) -> bool:
        """« le pire, c’est qu’une élève a vu ces dessins », right after the list: the same list says nothing."""
        just_given = str(turn.slot("last_answer") or "").startswith(REFERRAL)
        asks = turn.asks or self._world.form.said.asking.are_in(turn.text)
        asks = asks or self._world.words.meaning("asks", turn.text) == "start_referral"
        return just_given and not asks
