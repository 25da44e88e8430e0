"""Everything calm: answers a question, or understands a short answer by what was asked before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, in_short, light_of, part_asked
from actions.candidates import FIRST_PERSON, REFERRAL, Proposal, only_says_who
from actions.choice import NOTHING, OF_THE_INTENT, Chosen, chosen_answer
from actions.danger_question import ask_about_danger
from actions.finish import finish
from actions.guidance import start_guidance
from actions.in_passing import said_in_passing
from actions.memory import context_of, counted, danger_is_near, remembered, times_given, urgent_is_open
from actions.perhaps import perhaps_meant, said_beside
from actions.reading import NAMED_IN_PASSING, is_surely_harmful, proposed
from actions.referral import start_referral
from actions.request_taken_back import Erase, Withdraw
from actions.requests import FollowUp
from actions.sent_already import say_already_sent
from actions.service_asked import REFERRAL_AGAIN
from actions.speak import go_on_with, say, set_slot, speak
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, drop_request
from actions.waiting import KEEP, answer_what_waits, button_meant
from actions.wishes import intent_meant
from actions.world import World
from casework.own_job import load_own_job

Events = list[dict[str, Any]]
# Buttons and commands whose answer stands in the content under another name.
ANSWER_OF = {"start_conversation": "start", "stop_conversation": "stop", "main_menu": "ask_capabilities"}
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
    "ask_referral/without_naming", "ask_referral/police_worker", "ask_referral/tell_the_parents",
    "ask_referral/shut_out",
}  # fmt: skip
# Our questions that a message of another subject leaves behind.
PASSED = {"danger_check", "safety", "found", "child_safe", "referral", "erase", "withdraw", "reference", KEEP}
NOT_UNDERSTOOD = {"nlu_fallback", "out_of_scope"}
FEWEST_OF_A_CASE = 8  # words
# « Vous voulez parler de… ? » names subjects, not courtesies.
NO_GUESS = {
    "affirm", "deny", "greet", "goodbye", "thank", "insult", "harmful_request", "out_of_scope", "other_language",
    "bot_challenge", "request_follow_up", "withdraw_request", "erase_my_data",
}  # fmt: skip
# Before anything was spoken of, a guess is not better than these.
FIRST_GUESSES = ("describe_concern", "self_concern", "start_referral")
MORE_IN_DANGER = "after_more"
# Few words on the subject, for which there is no answer of their own.
NOTHING_WRITTEN, MORE_TOLD = "follow/no_ready_answer", "follow/more_told"
GUESSES = 3
SURE_OF_THEMSELVES = 0.8
# Answers that say nothing of the service that was named beside the question, and how long such a question may be.
ABOUT_A_NAME, LONGEST_WITH_A_SERVICE = ("ask_confidentiality/anonymous", "ask_referral/without_naming"), 16
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
            if now.intent in {"start_referral", "start_guidance"}:
                # « vers qui orienter un élève de 15 ans ? » says more than its button
                now = replace(now, text=turn.text)
            events = [*_close_old_question(turn), *await self._act_or_answer(dispatcher, now)]
            self._also(dispatcher, turn, events)
        events = [*events, *finish(self._world, dispatcher, turn, events)]
        return [*events, set_slot("context", remembered(self._world, turn)), *self._leave_if_over(turn)]

    def _also(self, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> None:
        """A second question in the same message is answered in short, after the first."""
        if not turn.text or urgent_is_open(turn):
            return
        also = turn.parse.get("also")
        asked = self._another_question(turn, events, str(also)) if also else self._another_part(turn, events)
        asked = asked or self._a_service_besides(turn, events)
        if asked and {asked, asked.split("/")[0]} & self._world.content.answers.keys():
            speak(dispatcher, [in_short(self._world, turn, asked)])

    def _another_question(self, turn: Turn, events: Events, also: str) -> str | None:
        given = {str(event.get("value")).split("/")[0] for event in events if event.get("name") == "last_answer"}
        return None if also == turn.intent or also.split("/")[0] in given else self._answer_id(turn, also)

    def _another_part(self, turn: Turn, events: Events) -> str | None:
        """« le numéro est gratuit ? ça répond maintenant ? »: two parts of one subject."""
        given = next((e.get("value") for e in reversed(events) if e.get("name") == "last_answer"), None)
        asked = [piece for piece in turn.text.split("?")[:-1] if piece.strip()]
        if len(asked) < 2 or not str(given).startswith(turn.intent):
            return None
        parts = [self._world.parts.answer_id(turn.intent, piece) for piece in asked]
        return next((part for part in parts if part not in (turn.intent, given)), None)

    def _a_service_besides(self, turn: Turn, events: Events) -> str | None:
        """« on peut en parler au SAJ sans donner son nom ? »: what the service is, under the answer about the name."""
        if not turn.asks or len(turn.text.split()) > LONGEST_WITH_A_SERVICE:
            return None
        given = next((str(e.get("value")) for e in reversed(events) if e.get("name") == "last_answer"), "")
        named = [s for s in self._world.directory.find(turn.text) if s.id not in NAMED_IN_PASSING]
        known = [f"service/{s.id}" for s in named if f"service/{s.id}" in self._world.content.answers]
        return known[0] if known and given.startswith(ABOUT_A_NAME) else None

    def _leave_if_over(self, turn: Turn) -> Events:
        if turn.intent not in {"start_conversation", "stop_conversation"} or not turn.form_is_active:
            return []
        return [{"event": "active_loop", "name": None, "timestamp": None}, set_slot("paused_form", FORM)]

    async def _act_or_answer(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
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
            return self._old_button(dispatcher, turn)
        if intent in AFTER_URGENT:
            return after_urgent(self._world, dispatcher, turn, intent)
        if intent == "start_guidance":
            return start_guidance(self._world, dispatcher, turn)
        return self._give_chosen(dispatcher, turn, self.proposal(turn))

    def as_meant(self, turn: Turn) -> Turn:
        """The same turn, its intent by who writes and by what is plainly wished."""
        turn = self._as_who_writes(turn)
        return turn if turn.intent == "drop_request" else replace(turn, intent=intent_meant(self._world, turn))

    def proposal(self, turn: Turn) -> Proposal:
        """What our rules answer to a turn that was read `as_meant`; to who surely asks for help to do harm, nothing
        else."""
        if is_surely_harmful(turn):
            return Proposal(turn.intent, OF_THE_INTENT)
        if passing := said_in_passing(self._world, turn):
            return Proposal(passing, "passing")
        if turn.intent == "start_referral" and turn.text and only_says_who(turn):
            return Proposal(turn.intent, OF_THE_INTENT)
        return proposed(self._world, turn) or Proposal(self._of_the_intent(turn), OF_THE_INTENT)

    def _of_the_intent(self, turn: Turn) -> str:
        if turn.intent in {NOTHING, "other_language", "show_source", "start_referral"}:
            return turn.intent
        return turn.value if turn.intent == "ask" and turn.value else self._answer_id(turn, turn.intent)

    def _give_chosen(self, dispatcher: CollectingDispatcher, turn: Turn, proposal: Proposal) -> Events:
        chosen = chosen_answer(self._world, turn, proposal)
        answer = chosen.answer
        if answer == "show_source":
            return self._show_source(dispatcher, turn)
        if answer == NOTHING:
            return self._not_understood(dispatcher, turn)
        if answer == "other_language":
            return self._other_language(dispatcher, turn)
        is_found = answer == proposal.answer and (proposal.source != OF_THE_INTENT or turn.intent == "ask")
        begins = answer.startswith("ask_referral") and answer not in REFERRAL_AS_IT_IS and not is_found
        if begins and danger_is_near(turn) and context_of(self._world, turn).get("speaker") != "professional":
            return self._give(dispatcher, turn, MORE_IN_DANGER)  # no questions on a sector now
        if begins and self._tells_on_after_the_steps(turn):
            return [*self._give(dispatcher, turn, MORE_TOLD), set_slot("misunderstood", 0)]
        if answer in {"start_referral", REFERRAL_AGAIN} or begins:
            return [*start_referral(self._world, dispatcher, turn), set_slot("misunderstood", 0)]
        events = self._give(dispatcher, turn, answer)
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

    def _as_who_writes(self, turn: Turn) -> Turn:
        """What is not understood is still about coming back, from somebody who does; a worker who tells a case wants to
        know where to refer."""
        if turn.intent == "ask_capabilities" and turn.confidence < SURE_OF_THEMSELVES and self._of_the_machine(turn):
            return replace(turn, intent="bot_challenge")
        if turn.intent == "self_concern" and self._speaks_of_another(turn):
            return replace(turn, intent="describe_concern")
        if turn.intent == "describe_concern" and not turn.slot("given") and self._is_a_workers_case(turn):
            return replace(turn, intent="start_referral")
        if turn.intent not in NOT_UNDERSTOOD:
            return turn
        context = context_of(self._world, turn)
        if context.get("returned") == "yes" and context.get("speaker") == "self":
            return replace(turn, intent="ask_returnee")
        tells = len(turn.text.split()) >= FEWEST_OF_A_CASE and not str(turn.slot("last_answer")).startswith(
            "ask_referral"
        )
        case = self._world.words.meaning("speaker", turn.text) == "professional" and context.get("minor")
        tells = tells and self._world.needs.asked_for(turn.text) is None
        return replace(turn, intent="start_referral") if tells and case else turn

    def _of_the_machine(self, turn: Turn) -> bool:
        """« je sais pas si ça sert à quelque chose de raconter ma vie à un robot »"""
        return bool(turn.text) and self._world.words.meaning("of_the_machine", turn.text) is not None

    def _is_a_workers_case(self, turn: Turn) -> bool:
        """« éducateur en AMO ici. un jeune qui… », as the first words of a talk."""
        return len(turn.text.split()) >= FEWEST_OF_A_CASE and bool(load_own_job().told_in(turn.text))

    def _speaks_of_another(self, turn: Turn) -> bool:
        """« c’est pas ça, juste il les déteste », from a relative: hardly about themselves."""
        is_relative = (turn.slot("context") or {}).get("speaker") in {"relative", "professional"}
        of_themselves = self._world.words.meaning("speaker", turn.text) == "self" or FIRST_PERSON.search(turn.text)
        return is_relative and not of_themselves and turn.confidence < SURE_OF_THEMSELVES

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
        last = MORE_IN_DANGER if "urgent" in light_of(self._world, turn) else turn.slot("last_answer")
        known = last if last in self._world.content.answers else "follow/not_my_question"
        return give_answer(self._world, dispatcher, turn, known)

    def _about_service(self, dispatcher: CollectingDispatcher, turn: Turn, aspect: str, services: str) -> Events:
        """One thing of what was just spoken of, a service or a list; what is not confirmed is said to be."""
        content, aspects = self._world.content, self._world.aspects
        ids = services.split("+")
        asked = [self._world.directory.service(id) for id in ids]
        known = [(s.short_name, v) for s in asked if (v := aspects.value(s, aspect, turn.moment))]
        lines = [content.text(f"service_{aspect}", turn.moment, service=name, value=value) for name, value in known]
        unknown = [s.short_name for s in asked if s.short_name not in dict(known)]
        if unknown:
            key = "service_unknown_too" if lines else "service_unknown"
            lines.append(content.text(key, turn.moment, service=", ".join(unknown)))
        elif aspect in ("hours", "open"):
            lines.append(content.text("service_in_danger", turn.moment))
        say(dispatcher, "\n".join(lines), *self._back_to(turn, ids))
        return [set_slot("misunderstood", 0)]

    def _back_to(self, turn: Turn, ids: list[str]) -> list[tuple[str, str]]:
        """The service itself is one tap away, and the menu."""
        one = f"service/{ids[0]}"
        if len(ids) > 1 or one not in self._world.content.answers:
            return self._menu()
        title = self._world.content.text("button.about_the_service")
        return [(title, f'/ask{{"value":"{one}"}}'), *self._menu()]

    def _answer_id(self, turn: Turn, intent: str) -> str:
        if intent.startswith("ask_namur_"):
            return self._part_of_the_town("ask_namur/" + intent.removeprefix("ask_namur_"), turn.text)
        subject = ANSWER_OF.get(intent, intent)
        if turn.text and turn.text.count("?") <= 1:
            return part_asked(self._world, turn, subject)
        return self._world.parts.answer_id(subject, turn.text)  # of several questions each is found by its words

    def _part_of_the_town(self, read: str, text: str) -> str:
        """The police have a referent of their own: only words of the police mean that one."""
        said = self._world.parts.answer_id("ask_namur", text)
        two = {"ask_namur/referent", "ask_namur/referent_police"}
        return said if {said, read} == two else read

    def _old_button(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """A button of a request that is over: sent already, or forgotten."""
        if turn.slot("contact_reference") and turn.value == "contact_confirmed:yes":
            say_already_sent(self._world, dispatcher, turn)
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
            return give_answer(self._world, dispatcher, turn, MORE_IN_DANGER)
        if context_of(self._world, turn).get("writer") == "child":
            return self._give(dispatcher, turn, "child/tell")
        if urgent_is_open(turn):
            return self._give(dispatcher, turn, NOTHING_WRITTEN)
        speaker = context_of(self._world, turn).get("speaker")
        if not turn.slot("given") and speaker in {"relative", "professional"}:
            return self._give(dispatcher, turn, f"opening/{speaker}")
        if self._of_the_machine(turn):
            return self._give(dispatcher, turn, "bot_challenge")
        if not turn.slot("given") and len(turn.text.split()) >= FEWEST_OF_A_CASE:
            return self._give(dispatcher, turn, "opening/told")
        return self._ask_back(dispatcher, turn)

    def _ask_back(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """The first time two or three guesses; the second time a person and the menu."""
        times, again = int(turn.slot("misunderstood") or 0), times_given(turn, "fallback")
        content = self._world.content
        guesses = [g for g in turn.parse.get("guesses") or [] if f"label.{g}" in content.texts and g not in NO_GUESS]
        if not turn.slot("given"):
            guesses = list(FIRST_GUESSES)
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
        review = content.text("source_reviewed" if answer.reviewed_on else "source_not_reviewed", turn.moment)
        names = dict.fromkeys(content.text(f"source_name.{source.split()[0]}") for source in answer.sources)
        shown, day = ", ".join(list(names)[:SOURCES]), f"{answer.researched_on:%d/%m/%Y}"
        text = content.text("source_shown", turn.moment, source=shown, date=day, review=review)
        say(dispatcher, text, *self._menu())
        return []
