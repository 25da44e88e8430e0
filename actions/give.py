"""Gives whatever was chosen: an answer of the content, its other words, one thing about a service, its source. Called
by respond and not_understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, light_of
from actions.sent_already import say_already_sent
from actions.speak import say, set_slot
from actions.turn import Turn
from actions.world import World

Events = list[dict[str, Any]]
MORE_IN_DANGER = "after_more"
# Few words on the subject, for which there is no answer of their own.
NOTHING_WRITTEN = "follow/no_ready_answer"
SOURCES = 5


def give(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer_id: str) -> Events:
    content = world.content
    if answer_id == NOTHING_WRITTEN and "urgent" not in light_of(world, turn):
        return _nothing_written(world, dispatcher, turn)
    if answer_id == "repeat":
        return _say_otherwise(world, dispatcher, turn)
    if ":" in answer_id:
        return _about_service(world, dispatcher, turn, *answer_id.split(":", 1))
    known = answer_id in content.answers or answer_id.split("/")[0] in content.answers
    events = give_answer(world, dispatcher, turn, answer_id if known else "ask_capabilities")
    asks_a_child = {"event": "slot", "name": "last_answer", "value": "child/tell", "timestamp": None} in events
    return [*events, set_slot("awaiting", "child_safe")] if asks_a_child else events


def _nothing_written(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Under « pas de réponse toute faite », two ways on from what was just spoken of."""
    light, content = light_of(world, turn), world.content
    before = content.answers.get(str(turn.slot("last_answer") or ""))
    events = give_answer(world, dispatcher, turn, NOTHING_WRITTEN)
    ways = before.variant(light).buttons[:2] if before else ()
    if len(ways) == 2 and dispatcher.messages and not turn.slot("paused_form"):
        dispatcher.messages[-1]["buttons"] = [button.to_json() for button in ways]
    return [event for event in events if event.get("name") != "last_answer"]


def _say_otherwise(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« j’ai pas compris »: the last answer in its other words."""
    last = MORE_IN_DANGER if "urgent" in light_of(world, turn) else turn.slot("last_answer")
    known = last if last in world.content.answers else "follow/not_my_question"
    return give_answer(world, dispatcher, turn, known)


def _about_service(world: World, dispatcher: CollectingDispatcher, turn: Turn, aspect: str, services: str) -> Events:
    """One thing of what was just spoken of, a service or a list; what is not confirmed is said to be."""
    content, aspects = world.content, world.aspects
    ids = services.split("+")
    asked = [world.directory.service(id) for id in ids]
    known = [(s.short_name, v) for s in asked if (v := aspects.value(s, aspect, turn.moment))]
    lines = [content.text(f"service_{aspect}", turn.moment, service=name, value=value) for name, value in known]
    unknown = [s.short_name for s in asked if s.short_name not in dict(known)]
    if unknown:
        key = "service_unknown_too" if lines else "service_unknown"
        lines.append(content.text(key, turn.moment, service=", ".join(unknown)))
    elif aspect in ("hours", "open"):
        lines.append(content.text("service_in_danger", turn.moment))
    say(dispatcher, "\n".join(lines), *_back_to(world, turn, ids))
    return [set_slot("misunderstood", 0)]


def _back_to(world: World, turn: Turn, ids: list[str]) -> list[tuple[str, str]]:
    """The service itself is one tap away, and the menu."""
    one = f"service/{ids[0]}"
    if len(ids) > 1 or one not in world.content.answers:
        return menu(world)
    title = world.content.text("button.about_the_service")
    return [(title, f'/ask{{"value":"{one}"}}'), *menu(world)]


def say_button_is_old(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """A button of a request that is over: sent already, or forgotten."""
    if turn.slot("contact_reference") and turn.value == "contact_confirmed:yes":
        say_already_sent(world, dispatcher, turn)
    else:
        say(dispatcher, world.content.text("dead_button", turn.moment), *menu(world))
    return []


def show_source(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    content = world.content
    answer = content.answers.get(turn.slot("last_answer") or "")
    if answer is None:
        return give_answer(world, dispatcher, turn, "bot_challenge")
    review = content.text("source_reviewed" if answer.reviewed_on else "source_not_reviewed", turn.moment)
    names = dict.fromkeys(content.text(f"source_name.{source.split()[0]}") for source in answer.sources)
    shown, day = ", ".join(list(names)[:SOURCES]), f"{answer.researched_on:%d/%m/%Y}"
    text = content.text("source_shown", turn.moment, source=shown, date=day, review=review)
    say(dispatcher, text, *menu(world))
    return []


def menu(world: World) -> list[tuple[str, str]]:
    content = world.content
    return [
        (content.text("button.ask_capabilities"), "/ask_capabilities"),
        (content.text("button.talk_to_human"), "/talk_to_human"),
    ]
