"""What our rules answer to a message while an alarm is open. Called by alarm_talk."""

from __future__ import annotations

import re

from actions.alarm_aside import SURE_OF_A_SUBJECT
from actions.alarm_moves import Move, of_reading, said, tapped, with_short_ones
from actions.alarm_readings import (
    LONGEST_SERIOUS_QUESTION,
    MOMENT,
    OF_THE_MACHINE,
    holds_now,
    is_serious,
    means_something_calm,
    says_no_first,
)
from actions.memory import danger_is_near, urgent_is_open
from actions.turn import Turn
from actions.urgent import is_loud, meaning_after_urgent
from actions.world import World
from casework.alarm_talk import Heard
from casework.text import sentences

# Reliefs that are also buttons: what follows from them is decided in one place.
AS_TAPPED = {"after_safe", "after_have_called", "after_false_alarm"}
# A child is asked « es-tu en sécurité ? » before any alarm; to this no « non » means danger.
NOT_HURT = "after_not_hurt"
# What is said in so many words goes before the learned reading: « j’ai appelé ma sœur » is no call to the police.
AS_SAID = {NOT_HURT, "after_told_relative", "after_police_there"}
# A doubt is none of these: « je sais plus si c’était une blague ».
NOT_IN_DOUBT, DOUBT = {"false_alarm", "not_that", "over"}, "after_ask_doubt"
SOME_OF_IT = 0.25  # of a message
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
CALLED = {"after_have_called", "after_others_call"}  # reliefs that stand before a question


def by_rules(world: World, turn: Turn) -> Move | None:
    """The first rule that says something; None when the message is no relief and no question that we know.

    The learned reading goes before the word lists: on authors left out it is right in 87 of 100 where it is sure
    enough, the word lists in 50 to 90 (docs/understanding.md).
    """
    relief = _relief_in(world, turn)
    if _asks_to_call(world, turn):
        return _told_that_a_machine_cannot(world, turn)
    called = relief is not None and (relief.firm or turn.asks)
    if not called and (asked := _firmly_asked(world, turn)) is not None:
        return _asked_in_alarm(world, turn, asked, "firm_question")
    if _is_not_safe(world, turn):
        return tapped(world, turn, "not_safe", "not_safe")
    if _safe_but_cannot_call(world, turn):
        return tapped(world, turn, "cannot_call", "cannot_call")
    if relief is None and _says_nobody_is_in_danger(world, turn):
        return said(world, turn, "after_not_that", "calm", "nobody")
    if _is_in_doubt(world, turn, relief):
        return said(world, turn, DOUBT, "open", "doubt")
    called_first = relief is not None and relief.answer in CALLED and turn.asks
    as_said = relief is not None and (relief.firm or called_first or relief.answer in AS_SAID)
    learned = None if as_said else _as_learned(world, turn)
    return learned or _as_written(world, turn, "firm_relief" if as_said else "relief")


def _is_in_doubt(world: World, turn: Turn, relief: Heard | None) -> bool:
    """« je sais plus si c’était une blague. il rigolait pas »: it sounds like a false alarm, and is none."""
    if not urgent_is_open(turn) or is_serious(turn) or not world.alarm_talk.doubts(turn.text):
        return False
    reading = world.in_context.heard(MOMENT, turn.parse)
    sounds = {reading.name if reading else "", (relief.answer if relief else "").removeprefix("after_")}
    return bool(NOT_IN_DOUBT & {*sounds, str(meaning_after_urgent(world, turn))})


def _firmly_asked(world: World, turn: Turn) -> Heard | None:
    """« faut que je dise mon nom ? », « et si je l’envoie à mon prof ? »: its words leave no doubt."""
    if not urgent_is_open(turn) or is_serious(turn):
        return None
    found = _question_in(world, turn, turn.text, firm=True)
    return found or next((f for p in _pieces(turn) if (f := _question_in(world, turn, p, firm=True))), None)


def _question_in(world: World, turn: Turn, text: str, *, firm: bool = False) -> Heard | None:
    return world.alarm_talk.question_in(text, calm=not danger_is_near(turn), kind=_kind(turn), firm=firm)


def _pieces(turn: Turn) -> list[str]:
    """The questions of a message that says more than one thing."""
    pieces = [piece.strip() for piece in SENTENCE_END.split(turn.text) if piece.rstrip().endswith("?")]
    return pieces if pieces != [turn.text.strip()] else []


def _asked_in_alarm(world: World, turn: Turn, question: Heard, source: str) -> Move:
    """The answer, and in short the one to a second question of the same message."""
    others = [found for piece in _pieces(turn) if (found := _question_in(world, turn, piece)) is not None]
    second = next(([found.answer] for found in others if found.answer != question.answer), [])
    return with_short_ones(world, turn, said(world, turn, question.answer, "open", source), *second)


def _as_learned(world: World, turn: Turn) -> Move | None:
    foreign = turn.intent == "out_of_scope" and turn.calm_confidence >= SURE_OF_A_SUBJECT
    certainly = turn.intent.startswith("urgent_") or foreign or (turn.form_is_active and not turn.asks)
    reading = world.in_context.heard(MOMENT, turn.parse, certainly=certainly)
    if reading is None or not urgent_is_open(turn) or not holds_now(world, turn, reading):
        return None
    return of_reading(world, turn, reading)


def _as_written(world: World, turn: Turn, source: str) -> Move | None:
    """By the patterns of alarm_talk.yml and the short answers of dialogue.yml."""
    serious = is_serious(turn)
    relief = _relief_in(world, turn)
    if relief and (urgent_is_open(turn) or relief.answer == NOT_HURT):
        if relief.answer in AS_TAPPED:
            return tapped(world, turn, relief.answer.removeprefix("after_"), source)
        return said(world, turn, relief.answer, relief.state, source)
    if not urgent_is_open(turn):
        return None
    asks = not serious or len(turn.text.split()) <= LONGEST_SERIOUS_QUESTION
    asks = asks and (danger_is_near(turn) or not means_something_calm(turn))
    if asks and (question := _question_in(world, turn, turn.text)):
        return _asked_in_alarm(world, turn, question, "question")
    meaning = None if serious or _asks_in_a_joke(turn) else meaning_after_urgent(world, turn)
    told_again = meaning == "not_safe" and turn.intent.startswith("urgent_")
    meaning = "not_safe" if meaning is None and not serious and says_no_first(turn) else meaning
    return tapped(world, turn, meaning, "short_answer") if meaning and not told_again else None


def _asks_to_call(world: World, turn: Turn) -> bool:
    """« appelez-les, vous, moi j’ai les mains qui tremblent », in one sentence of several too: nobody may believe that
    the machine calls."""
    if not danger_is_near(turn) or is_serious(turn):
        return False
    plainly = any(_asks_us(world, each) for each in {turn.text, *sentences(turn.text)})
    return plainly or world.alarm_talk.asks_us_to_call(turn.text)


def _asks_us(world: World, text: str) -> bool:
    meant_so = world.words.meaning("safety", text) == "call_for_me"
    return meant_so and world.words.share("safety", "call_for_me", text) >= SOME_OF_IT


def _told_that_a_machine_cannot(world: World, turn: Turn) -> Move:
    """The plain no, and in short what is said to who does not dare: both stand in « j’ose pas, faites-le, vous »."""
    besides = ["after_cannot_call"] if world.alarm_talk.cannot_call_in(turn.text) else []
    return with_short_ones(world, turn, tapped(world, turn, "call_for_me", "asks_to_call"), *besides)


def _is_not_safe(world: World, turn: Turn) -> bool:
    """Said in an alarm that was given; what rings by itself may tell another danger."""
    rings = turn.intent.startswith("urgent_") and is_serious(turn)
    return danger_is_near(turn) and not rings and world.alarm_talk.is_not_safe(turn.text)


def _safe_but_cannot_call(world: World, turn: Turn) -> bool:
    """« nous on est à l’abri, oui. Mais je ne peux pas appeler la police »: the second half is what counts."""
    several = len(sentences(turn.text)) > 1
    return several and danger_is_near(turn) and not is_serious(turn) and world.alarm_talk.cannot_call_in(turn.text)


def _says_nobody_is_in_danger(world: World, turn: Turn) -> bool:
    """« non non je suis pas en danger, mon copain est à côté de moi »: in so many words, and nothing against it."""
    if not danger_is_near(turn) or turn.asks or is_serious(turn) or is_loud(turn):
        return False
    reading = world.in_context.heard(MOMENT, turn.parse)
    if reading is not None and reading.lowers:
        return False  # a relief of its own kind
    told = [m for m in ("said", "but") if world.words.share("not_in_danger", m, turn.text) > 0]
    return told == ["said"]


def _relief_in(world: World, turn: Turn) -> Heard | None:
    """Of a message that ends with a question, only that help was called, in the sentences before."""
    if is_serious(turn):
        return None
    if not turn.asks:
        return world.alarm_talk.relief_in(turn.text, _kind(turn))
    told = " . ".join(each for each in SENTENCE_END.split(turn.text) if not each.rstrip().endswith("?"))
    found = world.alarm_talk.relief_in(told, _kind(turn)) if told else None
    return found if found and found.answer in CALLED and not _asks_in_a_joke(turn) else None


def _kind(turn: Turn) -> str:
    return str((turn.slot("urgent") or {}).get("kind") or "danger")


def _asks_in_a_joke(turn: Turn) -> bool:
    """A question to the machine lowers nothing, whatever laughter stands before it."""
    return turn.asks and turn.calm_intent in OF_THE_MACHINE
