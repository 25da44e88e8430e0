"""Stores a confirmed contact request, sealed for staff, and says its reference once the store has confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_talk import answer_in_alarm
from actions.answer import give_answer
from actions.call_refused import no_call_wanted
from actions.contact_end import ContactEnd
from actions.contact_other import ended
from actions.contact_question import answer_of_request
from actions.contact_values import (
    TO_SAY,
    UNREAD,
    given,
    message_of,
    summary_of,
    values_of,
    when_and_how,
)
from actions.earlier_request import about_an_earlier_one
from actions.memory import context_of, danger_is_near, urgent_is_open
from actions.request_asked import asks_how_to_take_back, asks_of_the_call, asks_what_became, asks_when, was_promised
from actions.request_change import begin_change, go_on_with_change, wants_change
from actions.request_lookup import requests_of
from actions.request_taken_back import ask_to_withdraw
from actions.request_told import gives_a_way
from actions.request_unknown import REFERENCE, is_lost_elsewhere, say_unknown
from actions.requests import follow_up, say_when
from actions.respond import Respond
from actions.sent_already import ways_after_sending
from actions.speak import go_on_with, set_slot
from actions.turn import FORM, Turn
from actions.urgent import after_urgent, meaning_after_urgent
from actions.wishes import is_hardly_meant
from actions.world import World
from casework.call_wishes import wishes_a_call
from casework.references import resembles_reference
from casework.requests import ContactRequest

LAST_LINES = 40
IN_DANGER = {"call_for_me", "cannot_call", "have_called", "not_safe"}


class BeginContact(Action):
    """« Appelez pour moi » while somebody is in danger asks for help now, not for an appointment; a child who types
    « je veux parler à quelqu’un » gets numbers for children, and the form by its button."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_begin_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if meaning := self._said_in_danger(turn):
            return after_urgent(self._world, dispatcher, turn, meaning)
        if (of_the_danger := self._answered_in_danger(dispatcher, turn)) is not None:
            return of_the_danger
        if turn.text and resembles_reference(turn.text):
            withdraws = self._world.afterwards.meaning("withdrawing", turn.text)
            return await (ask_to_withdraw if withdraws else follow_up)(self._world, dispatcher, turn)
        if (events := await go_on_with_change(self._world, dispatcher, turn)) is not None:
            return events
        if (events := await no_call_wanted(self._world, dispatcher, turn)) is not None:
            return events
        if turn.text and asks_when(self._world, turn):
            if mine := await requests_of(self._world, turn):
                return await say_when(self._world, dispatcher, turn, mine)
            if turn.slot("awaiting") == REFERENCE:
                return answer_of_request(self._world, dispatcher, turn, "request/when")
        if turn.text and was_promised(self._world, turn) and not turn.slot("paused_form"):
            mine = await requests_of(self._world, turn)
            said = await say_when(self._world, dispatcher, turn, mine) if mine else None
            return said or say_unknown(self._world, dispatcher, turn)
        if await self._has_lost_the_reference(turn):
            return say_unknown(self._world, dispatcher, turn, lost=True)
        changes = wants_change(self._world, turn) or gives_a_way(self._world, turn)
        if changes and await requests_of(self._world, turn) and not turn.slot("paused_form"):
            return await begin_change(self._world, dispatcher, turn)
        if (told := await self._asked_of_the_standing(dispatcher, turn)) is not None:
            return told
        if turn.text and (told := await about_an_earlier_one(self._world, dispatcher, turn)) is not None:
            return told
        if turn.text and context_of(self._world, turn).get("writer") == "child":
            return give_answer(self._world, dispatcher, turn, "child/who")
        if is_hardly_meant(self._world, turn):
            return await Respond(self._world).answer(dispatcher, replace(turn, intent="nlu_fallback"))
        return [go_on_with(FORM)]

    async def _has_lost_the_reference(self, turn: Turn) -> bool:
        """« elle est dans mon ancien téléphone », right after it was asked for: no new request, unless it is wished."""
        if (
            turn.slot("awaiting") != REFERENCE
            or wishes_a_call(turn.text)
            or self._world.afterwards.meaning("of_a_contact", turn.text)
        ):
            return False
        return await is_lost_elsewhere(self._world, turn)

    async def _asked_of_the_standing(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
        """« ils m’appellent jeudi, c’est sûr ? », « c’est arrivé ? », « si je rate leur appel ? »: no new request."""
        world = self._world
        arrived = turn.asks and world.afterwards.meaning("is_it_sent", turn.text) is not None
        of_the_sent = asks_of_the_call(world, turn) or asks_what_became(world, turn) or arrived
        asked = world.form.question_in(turn.text) if turn.asks or asks_how_to_take_back(world, turn) else None
        if not (of_the_sent or asked) or turn.slot("paused_form") or not (mine := await requests_of(world, turn)):
            return None
        if asked and not of_the_sent:
            return answer_of_request(world, dispatcher, turn, asked)
        return await say_when(world, dispatcher, turn, mine)

    def _answered_in_danger(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]] | None:
        """« vous pouvez pas les appeler, vous ? »: what is said of the danger goes before a request, unless the words
        say who is to be called back."""
        if not turn.text or not danger_is_near(turn):
            return None
        of_the_writer = self._world.afterwards.meaning("call_me", turn.text) is not None
        if of_the_writer and not self._world.alarm_talk.asks_us_to_call(turn.text):
            return None
        return answer_in_alarm(self._world, dispatcher, turn)

    def _said_in_danger(self, turn: Turn) -> str | None:
        """While an alarm is open a call is asked of us for others, unless the words say who is to be called back."""
        if not urgent_is_open(turn) or not turn.text:
            return None
        if self._world.alarm_talk.asks_us_to_call(turn.text):
            return None if danger_is_near(turn) else "call_for_me"
        meaning = meaning_after_urgent(self._world, turn)
        if meaning in IN_DANGER:
            return meaning
        heard = self._world.in_context.heard("after_alarm", turn.parse, certainly=True)
        if heard and heard.as_tapped in IN_DANGER:
            return heard.as_tapped
        for_them = self._world.afterwards.meaning("call_me", turn.text) is None
        calls = self._world.afterwards.meaning("calling", turn.text) is not None
        return "call_for_me" if calls and for_them else None


class SubmitContact(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_submit_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Any failure of the store is left to fail the turn: nothing is said that did not happen."""
        turn = Turn.of(tracker)
        values = values_of(self._world, turn)
        if values["confirmed"] != "yes" or values["consent"] != "yes":
            return []
        request = request_of(values, turn)
        when = self._when(values, turn) or request.when
        message = message_of(self._world, turn, values)
        request = replace(request, conversation=await self._attached(values, turn), when=when, message=message)
        reference = await self._world.requests.create(turn.message_id, request, self._world.sealer)
        end = ContactEnd(self._world, dispatcher, turn)
        if (turn.slot("contact_tries") or {}).get(UNREAD):
            end.say("saved_unread", summary=summary_of(self._world, turn))
        end.say("saved", *ways_after_sending(self._world), reference=str(reference))
        return [*ended(self._world, turn), set_slot("contact_reference", str(reference))]

    def _when(self, values: dict[str, Any], turn: Turn) -> str | None:
        """With how the team is to speak on the telephone; None where nothing of it was told."""
        told = (turn.slot("contact_tries") or {}).get(TO_SAY)
        by_phone = values["channel"] == "phone"
        return when_and_how(self._world, turn, values["when"]) if by_phone and told else None

    async def _attached(self, values: dict[str, Any], turn: Turn) -> list[dict[str, Any]] | None:
        """Only after a yes to that very question; sealed with the request, and never kept in the clear."""
        if values["attach"] != "yes":
            return None
        lines = await self._world.transcripts.of(turn.person, last=LAST_LINES)
        return [dict(line.to_json()) for line in lines]


def request_of(values: dict[str, Any], turn: Turn) -> ContactRequest:
    """Only what was asked and given: fields that a later choice made needless are left out."""
    urgent = turn.slot("urgent") or {}
    by_phone, by_email = values["channel"] == "phone", values["channel"] == "email"
    role = given(values["role"])
    minor = values["adult"] == "no" and role != "professional"
    return ContactRequest(
        recipient=values["recipient"] or "caprev",
        role=role or "relative",
        minor=minor,
        channel=given(values["channel"]) or "chat",
        phone=values["phone"] if by_phone else None,
        email=values["email"] if by_email else None,
        when=given(values["when"]),
        voicemail_ok=by_phone and values["voicemail"] == "yes",
        name=None if minor else given(values["name"]),
        commune=None if minor else given(values["commune"]),
        message=given(values["message"]),
        urgent=bool(urgent) and not urgent.get("over"),
        urgent_reasons=tuple(urgent.get("reasons") or ()),
        write_here=not (by_phone or by_email) or values["write_here"] == "yes",
        source_channel=turn.channel,
        person=turn.person,
    )
