"""What is said after an alarm: a relief closes it kindly, a question is answered in the light of the danger."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_aside import is_of_another_matter
from actions.alarm_choice import chosen_move
from actions.alarm_readings import MOMENT, is_serious
from actions.alarm_rules import SENTENCE_END, by_rules
from actions.alarm_who import who_put_right
from actions.answer import AFTER_URGENT, give_answer, in_short
from actions.denial import HELP_CALLED, asked_besides
from actions.memory import danger_was_denied, urgent_is_open
from actions.speak import put_in, speak
from actions.turn import Turn
from actions.urgent import meant
from actions.world import World

GUIDANCE = "guidance"  # our question of « Faire le point » stands
Events = list[dict[str, Any]]
FEWEST_WITH_A_QUESTION, OF_THE_ALARM = 10, ("ask_police", "describe_concern", "urgent_")  # what is no other subject
ASHAMED, WHO_KNOWS, KNOWS_NOW = "after_called_for_nothing", "after_ask_they_know", "after_knows_now"
STILL_WORRIED = "follow/still_worried"
# How an answer to « quelqu’un est-il en danger ? » reads where the question was a mere doubt of ours.
DANGER_CHECK = {
    "safe": "danger_no", "false_alarm": "danger_no", "not_that": "danger_no", "over": "danger_no",
    "not_safe": "danger_yes", "yes_vague": "danger_yes", "safe_other_not": "danger_yes",
}  # fmt: skip


def answer_in_alarm(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """What is said of the danger, and in short what is asked beside a relief; None as in `_of_the_danger`."""
    events = _of_the_danger(world, dispatcher, turn)
    if events is not None and _is_relief(events):
        _answer_besides(world, dispatcher, turn)
        _take_the_shame_off(world, dispatcher, turn)
    return events


def _take_the_shame_off(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """« les petits vont bien… j’ai l’air de quoi maintenant »: one sentence more in what is said."""
    said = [message for message in dispatcher.messages if message.get("text")]
    if said and world.alarm_talk.is_ashamed_in(turn.text):
        put_in(said[0], world.content.text("no_shame_in_alarm", turn.moment))


def _is_relief(events: Events) -> bool:
    left = [event.get("value") for event in events if event.get("name") == "urgent"]
    return bool(left) and (left[-1] is None or bool(left[-1].get("calm")))


def _answer_besides(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """« je suis chez moi. je demandais plutôt comment on en sort ? »: in place of « de quoi avez-vous besoin ? »."""
    said = [message for message in dispatcher.messages if message.get("text")]
    asked = _asked_beside_relief(world, turn)
    if asked is None or not said:
        return
    body, gap, last = said[-1]["text"].rpartition("\n\n")
    if gap and last.rstrip().endswith("?"):
        said[-1]["text"] = body
    speak(dispatcher, [in_short(world, turn.with_slots(urgent=None), asked)])


def _asked_beside_relief(world: World, turn: Turn) -> str | None:
    """A question of the danger, a number that is asked about, or a subject; None where nothing is asked."""
    pieces = [said for said in SENTENCE_END.split(turn.text) if said.rstrip().endswith("?")]
    of_it = [found for piece in pieces if (found := world.alarm_talk.question_in(piece, calm=True, firm=True))]
    if of_it:
        return of_it[0].answer
    named = [f"service/{found.id}" for piece in pieces for found in world.directory.find(piece)]
    if (known := [each for each in named if each in world.content.answers]) and len(pieces) == 1:
        return known[0]
    asks = bool(pieces) or world.form.said.asking.are_in(turn.text)
    if not asks or len(turn.text.split()) < FEWEST_WITH_A_QUESTION or turn.calm_intent.startswith(OF_THE_ALARM):
        return None
    asked = asked_besides(world, turn, turn.text)
    return asked if asked and asked.startswith("ask_") else None


def _of_the_danger(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """None when nobody is in danger, or nothing that is said after an alarm answers the message."""
    if (asked := _asked_once_it_was_none(world, turn)) is not None:
        return give_answer(world, dispatcher, turn, asked)
    if not turn.text or not (urgent_is_open(turn) or turn.slot("awaiting") == "child_safe"):
        return None
    if turn.slot("awaiting") == GUIDANCE and world.words.meaning("safety_alone", turn.text) is None:
        return None  # « ça va », to « et vous, comment allez-vous ? »
    if is_of_another_matter(world, turn):
        return None
    if (put_right := who_put_right(world, dispatcher, turn)) is not None:
        return put_right
    move = chosen_move(world, turn, by_rules(world, turn))
    return move.make(dispatcher) if move else None


def _an_alarm_is_over(turn: Turn) -> bool:
    given: dict[str, int] = turn.slot("given") or {}
    return danger_was_denied(turn) or any(answer.startswith(AFTER_URGENT) for answer in given)


def answer_to_check(world: World, turn: Turn) -> str | None:
    """`danger_yes` or `danger_no` for an answer to « est-ce que quelqu’un est en danger ? »; None for another message.

    A word of the list counts if it is most of what was said: « oui » in « oui mais c’est quoi le CAPREV » is none.
    """
    if another_is_in_danger(world, turn):
        return "danger_yes"
    meaning = meant(world, turn, "danger_check")
    if meaning:
        return meaning
    reading = world.in_context.heard(MOMENT, turn.parse)
    return DANGER_CHECK.get(reading.name) if reading and not is_serious(turn) else None


def another_is_in_danger(world: World, turn: Turn) -> bool:
    """« non non moi ça va mais ma sœur, je ne sais pas où elle est »: no plain no, however it begins."""
    certain = world.in_context.heard(MOMENT, turn.parse, certainly=True)
    another = certain is not None and certain.name == "safe_other_not"
    return another and world.words.share("not_in_danger", "but", turn.text) > 0


def _asked_once_it_was_none(world: World, turn: Turn) -> str | None:
    """« j’ai honte, j’avais déjà appelé le 101 », « il va savoir que c’est moi ? », once the alarm was none and is
    closed; « n’empêche, ce qu’il a dit me travaille », once it is over, too."""
    if not turn.text or urgent_is_open(turn) or is_serious(turn) or not _an_alarm_is_over(turn):
        return None
    asked = world.alarm_talk.question_in(turn.text, firm=True, calm=True)
    if asked is not None and asked.answer == STILL_WORRIED:
        return STILL_WORRIED
    if not danger_was_denied(turn):
        return None
    if asked is not None and asked.answer == WHO_KNOWS and not HELP_CALLED.isdisjoint(turn.slot("given") or {}):
        return KNOWS_NOW
    return ASHAMED if asked is not None and asked.answer == ASHAMED else None
