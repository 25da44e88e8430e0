"""What is said after an alarm: a relief closes it kindly, a question is answered in the light of the danger."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.alarm_aside import SURE_OF_A_SUBJECT, asks_of_caprev, is_of_another_matter
from actions.alarm_who import who_put_right, writer_is_in_danger
from actions.answer import give_answer, in_short, light_of, with_numbers_of_the_kind
from actions.denial import asked_besides
from actions.memory import (
    danger_is_near,
    danger_was_denied,
    note_given,
    only_the_model_doubts,
    times_given,
    urgent_is_open,
)
from actions.speak import set_slot, speak
from actions.turn import Turn
from actions.urgent import after_urgent, is_loud, meaning_after_urgent, meant, offer_what_stepped_aside
from actions.world import World
from casework.alarm_talk import Heard, State
from casework.in_context import Reading
from casework.text import fold, sentences
from casework.urgency import judge

GUIDANCE = "guidance"  # our question of « Faire le point » stands
Events = list[dict[str, Any]]
# Reliefs that are also buttons: what follows from them is decided in one place.
AS_TAPPED = {"after_safe", "after_have_called", "after_false_alarm"}
# A child is asked « es-tu en sécurité ? » before any alarm; to this no « non » means danger.
NOT_HURT = "after_not_hurt"
FEWEST_WITH_A_QUESTION, OF_THE_ALARM = 10, ("ask_police", "describe_concern", "urgent_")  # what is no other subject
# What is said in so many words goes before the learned reading: « j’ai appelé ma sœur » is no call to the police.
AS_SAID = {NOT_HURT, "after_told_relative", "after_police_there"}
# A doubt is none of these: « je sais plus si c’était une blague ».
ASHAMED = "after_called_for_nothing"
NOT_IN_DOUBT, DOUBT = {"false_alarm", "not_that", "over"}, "after_ask_doubt"
SURE_OF_A_CALL = 0.95
LONGEST_SERIOUS_QUESTION = 9  # words that the readable rules hear as urgent, and that still only ask something
SOME_OF_IT = 0.25  # of a message
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Questions to the machine, and readings that let somebody go: asked as questions, neither takes anything off an alarm.
OF_THE_MACHINE = {"bot_challenge", "insult", "talk_to_human"}
STOPPING = {"drop_it", "thanks"}
CALLED = {"after_have_called", "after_others_call"}  # reliefs that stand before a question
TOLD_BEFORE_ASKING = {"safe", "have_called", "others_call", "police_there", "over", "found"}
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
    return events


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
    """None when nobody is in danger, or the message is no relief and no question that we know.

    The learned reading goes first: on authors left out it is right in 87 of 100 where it is sure enough, the word lists
    in 50 to 90 (docs/understanding.md).
    """
    if _is_ashamed_of_calling(world, turn):
        return give_answer(world, dispatcher, turn, ASHAMED)
    if not turn.text or not (urgent_is_open(turn) or turn.slot("awaiting") == "child_safe"):
        return None
    if turn.slot("awaiting") == GUIDANCE and world.words.meaning("safety_alone", turn.text) is None:
        return None  # « ça va », to « et vous, comment allez-vous ? »
    if is_of_another_matter(world, turn):
        return None
    if (put_right := who_put_right(world, dispatcher, turn)) is not None:
        return put_right
    relief = _relief_in(world, turn)
    if _asks_to_call(world, turn):
        return _told_that_a_machine_cannot(world, dispatcher, turn)
    called = relief is not None and (relief.firm or turn.asks)
    if not called and (asked := _firmly_asked(world, turn)) is not None:
        return _asked_in_alarm(world, dispatcher, turn, asked)
    if _is_not_safe(world, turn):
        return after_urgent(world, dispatcher, turn, "not_safe")
    if _safe_but_cannot_call(world, turn):
        return after_urgent(world, dispatcher, turn, "cannot_call")
    as_said = relief is not None and (relief.firm or relief.answer in AS_SAID)
    if relief is None and _says_nobody_is_in_danger(world, turn):
        return _say(world, dispatcher, turn, "after_not_that", "calm")
    if _is_in_doubt(world, turn, relief):
        return give_answer(world, dispatcher, turn, DOUBT)
    if not as_said and (events := _as_learned(world, dispatcher, turn)) is not None:
        return events
    return _as_written(world, dispatcher, turn)


def answer_to_check(world: World, turn: Turn) -> str | None:
    """`danger_yes` or `danger_no` for an answer to « est-ce que quelqu’un est en danger ? »; None for another message.

    A word of the list counts if it is most of what was said: « oui » in « oui mais c’est quoi le CAPREV » is none.
    """
    if another_is_in_danger(world, turn):
        return "danger_yes"
    meaning = meant(world, turn, "danger_check")
    if meaning:
        return meaning
    reading = world.in_context.heard("after_alarm", turn.parse)
    return DANGER_CHECK.get(reading.name) if reading and not _is_serious(turn) else None


def another_is_in_danger(world: World, turn: Turn) -> bool:
    """« non non moi ça va mais ma sœur, je ne sais pas où elle est »: no plain no, however it begins."""
    certain = world.in_context.heard("after_alarm", turn.parse, certainly=True)
    another = certain is not None and certain.name == "safe_other_not"
    return another and world.words.share("not_in_danger", "but", turn.text) > 0


def _is_ashamed_of_calling(world: World, turn: Turn) -> bool:
    """« j’ai honte, j’avais déjà appelé le 101 », once the alarm was none and is closed."""
    if not turn.text or urgent_is_open(turn) or not danger_was_denied(turn) or _is_serious(turn):
        return False
    asked = world.alarm_talk.question_in(turn.text, firm=True)
    return asked is not None and asked.answer == ASHAMED


def _is_in_doubt(world: World, turn: Turn, relief: Heard | None) -> bool:
    """« je sais plus si c’était une blague. il rigolait pas »: it sounds like a false alarm, and is none."""
    if not urgent_is_open(turn) or _is_serious(turn) or not world.alarm_talk.doubts(turn.text):
        return False
    reading = world.in_context.heard("after_alarm", turn.parse)
    sounds = {reading.name if reading else "", (relief.answer if relief else "").removeprefix("after_")}
    return bool(NOT_IN_DOUBT & {*sounds, str(meaning_after_urgent(world, turn))})


def _firmly_asked(world: World, turn: Turn) -> Heard | None:
    """« faut que je dise mon nom ? », « et si je l’envoie à mon prof ? »: its words leave no doubt."""
    if not urgent_is_open(turn) or _is_serious(turn):
        return None
    found = _question_in(world, turn, turn.text, firm=True)
    return found or next((f for p in _pieces(turn) if (f := _question_in(world, turn, p, firm=True))), None)


def _question_in(world: World, turn: Turn, text: str, *, firm: bool = False) -> Heard | None:
    return world.alarm_talk.question_in(text, calm=not danger_is_near(turn), kind=_kind(turn), firm=firm)


def _pieces(turn: Turn) -> list[str]:
    """The questions of a message that says more than one thing."""
    pieces = [piece.strip() for piece in SENTENCE_END.split(turn.text) if piece.rstrip().endswith("?")]
    return pieces if pieces != [turn.text.strip()] else []


def _asked_in_alarm(world: World, dispatcher: CollectingDispatcher, turn: Turn, question: Heard) -> Events:
    """The answer, and in short the one to a second question of the same message."""
    events = give_answer(world, dispatcher, turn, question.answer)
    others = [found for piece in _pieces(turn) if (found := _question_in(world, turn, piece)) is not None]
    second = next((found.answer for found in others if found.answer != question.answer), None)
    if second is not None:
        speak(dispatcher, [in_short(world, turn, second)])
    return events


def _as_learned(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    foreign = turn.intent == "out_of_scope" and turn.calm_confidence >= SURE_OF_A_SUBJECT
    certainly = turn.intent.startswith("urgent_") or foreign or (turn.form_is_active and not turn.asks)
    reading = world.in_context.heard("after_alarm", turn.parse, certainly=certainly)
    if reading is None or not urgent_is_open(turn) or not _holds_now(world, turn, reading):
        return None
    if reading.as_tapped:
        return after_urgent(world, dispatcher, turn, reading.as_tapped)
    answer = reading.of_self if reading.of_self and writer_is_in_danger(turn) else reading.answer
    return _say(world, dispatcher, turn, str(answer), reading.state)


def _says_no_first(turn: Turn) -> bool:
    """« non. la porte est fermée, il reste assis en bas », to « en sécurité ? »: no relief, whatever follows."""
    first = sentences(turn.text)[:1]
    return turn.slot("awaiting") == "safety" and [fold(sentence) for sentence in first] == ["non"]


def _has_surely_called(world: World, turn: Turn, reading: Reading) -> bool:
    """« voilà, j’ai eu le 101, ils vont chez lui », in which only the model dimly hears more danger: help is on its
    way, and the numbers stay in sight."""
    _, sure = world.in_context.likeliest("after_alarm", turn.parse)
    return reading.name == "have_called" and sure >= SURE_OF_A_CALL and only_the_model_doubts(turn)


def _holds_now(world: World, turn: Turn, reading: Reading) -> bool:
    """Danger in plain words is answered as such; and once it is calm, only what is still asked then."""
    if reading.name == "safe" and _says_no_first(turn):
        return False
    if reading.lowers and is_loud(turn):
        return False  # « je suis à l’école, caché dans les toilettes »
    doubted = _is_serious(turn) and not _has_surely_called(world, turn, reading)
    if doubted and (reading.lowers or len(turn.text.split()) > LONGEST_SERIOUS_QUESTION):
        return False
    if asks_of_caprev(world, turn, reading):
        return False
    if turn.asks and (reading.lowers or reading.name in STOPPING) and not _told_before_asking(world, turn, reading):
        return False  # « mdr t’es un robot ? » is no false alarm, « j’arrête ici. et après ? » no goodbye
    return danger_is_near(turn) or reading.lowers or (reading.calm_too and not _means_something_calm(turn))


def _told_before_asking(world: World, turn: Turn, reading: Reading) -> bool:
    """« oui je suis à l’abri chez ma tante. et comment on lui parle ? »: the relief stands in a sentence of its own."""
    certain = world.in_context.heard("after_alarm", turn.parse, certainly=True)
    told = reading.name in TOLD_BEFORE_ASKING and certain is not None and len(sentences(turn.text)) > 1
    return told and turn.calm_intent not in OF_THE_MACHINE


def _as_written(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """By the patterns of alarm_talk.yml and the short answers of dialogue.yml."""
    serious = _is_serious(turn)
    relief = _relief_in(world, turn)
    if relief and (urgent_is_open(turn) or relief.answer == NOT_HURT):
        if relief.answer in AS_TAPPED:
            return after_urgent(world, dispatcher, turn, relief.answer.removeprefix("after_"))
        return _say(world, dispatcher, turn, relief.answer, relief.state)
    if not urgent_is_open(turn):
        return None
    asks = not serious or len(turn.text.split()) <= LONGEST_SERIOUS_QUESTION
    asks = asks and (danger_is_near(turn) or not _means_something_calm(turn))
    question = (
        world.alarm_talk.question_in(turn.text, calm=not danger_is_near(turn), kind=_kind(turn)) if asks else None
    )
    if question:
        return _asked_in_alarm(world, dispatcher, turn, question)
    meaning = None if serious or _asks_in_a_joke(turn) else meaning_after_urgent(world, turn)
    told_again = meaning == "not_safe" and turn.intent.startswith("urgent_")
    meaning = "not_safe" if meaning is None and not serious and _says_no_first(turn) else meaning
    return after_urgent(world, dispatcher, turn, meaning) if meaning and not told_again else None


def _asks_to_call(world: World, turn: Turn) -> bool:
    """« appelez-les, vous, moi j’ai les mains qui tremblent », in one sentence of several too: nobody may believe that
    the machine calls."""
    if not danger_is_near(turn) or _is_serious(turn):
        return False
    plainly = any(_asks_us(world, said) for said in {turn.text, *sentences(turn.text)})
    return plainly or world.alarm_talk.asks_us_to_call(turn.text)


def _asks_us(world: World, said: str) -> bool:
    meant_so = world.words.meaning("safety", said) == "call_for_me"
    return meant_so and world.words.share("safety", "call_for_me", said) >= SOME_OF_IT


def _told_that_a_machine_cannot(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """The plain no, and in short what is said to who does not dare: both stand in « j’ose pas, faites-le, vous »."""
    events = after_urgent(world, dispatcher, turn, "call_for_me")
    if world.alarm_talk.cannot_call_in(turn.text):
        speak(dispatcher, [in_short(world, turn, "after_cannot_call")])
    return events


def _is_not_safe(world: World, turn: Turn) -> bool:
    """Said in an alarm that was given; what rings by itself may tell another danger."""
    rings = turn.intent.startswith("urgent_") and _is_serious(turn)
    return danger_is_near(turn) and not rings and world.alarm_talk.is_not_safe(turn.text)


def _safe_but_cannot_call(world: World, turn: Turn) -> bool:
    """« nous on est à l’abri, oui. Mais je ne peux pas appeler la police »: the second half is what counts."""
    several = len(sentences(turn.text)) > 1
    return several and danger_is_near(turn) and not _is_serious(turn) and world.alarm_talk.cannot_call_in(turn.text)


def _says_nobody_is_in_danger(world: World, turn: Turn) -> bool:
    """« non non je suis pas en danger, mon copain est à côté de moi »: in so many words, and nothing against it."""
    if not danger_is_near(turn) or turn.asks or _is_serious(turn) or is_loud(turn):
        return False
    reading = world.in_context.heard("after_alarm", turn.parse)
    if reading is not None and reading.lowers:
        return False  # a relief of its own kind
    said = [m for m in ("said", "but") if world.words.share("not_in_danger", m, turn.text) > 0]
    return said == ["said"]


def _relief_in(world: World, turn: Turn) -> Heard | None:
    """Of a message that ends with a question, only that help was called, in the sentences before."""
    if _is_serious(turn):
        return None
    if not turn.asks:
        return world.alarm_talk.relief_in(turn.text, _kind(turn))
    told = " . ".join(said for said in SENTENCE_END.split(turn.text) if not said.rstrip().endswith("?"))
    found = world.alarm_talk.relief_in(told, _kind(turn)) if told else None
    return found if found and found.answer in CALLED and not _asks_in_a_joke(turn) else None


def _kind(turn: Turn) -> str:
    return str((turn.slot("urgent") or {}).get("kind") or "danger")


def _asks_in_a_joke(turn: Turn) -> bool:
    """A question to the machine lowers nothing, whatever laughter stands before it."""
    return turn.asks and turn.calm_intent in OF_THE_MACHINE


def _means_something_calm(turn: Turn) -> bool:
    """Once the danger is over, a question with a sure subject of its own is answered as such."""
    subject = turn.calm_intent.startswith(("ask_", "request_", "erase_", "withdraw_"))
    return subject and turn.calm_confidence >= SURE_OF_A_SUBJECT


def _is_serious(turn: Turn) -> bool:
    return judge(turn.text).level == "urgent"


def _say(world: World, dispatcher: CollectingDispatcher, turn: Turn, answer: str, state: State) -> Events:
    if state == "open":
        return give_answer(world, dispatcher, turn, answer)
    again = times_given(turn, answer)
    replies = world.content.render(answer, turn.moment, context=light_of(world, turn), again=again)
    over = state == "over"
    speak(dispatcher, replies if over else with_numbers_of_the_kind(world, turn, replies))
    return [*note_given(turn, answer), *_what_is_left(world, dispatcher, turn, over)]


def _what_is_left(world: World, dispatcher: CollectingDispatcher, turn: Turn, over: bool) -> Events:
    """After pills nothing is over before somebody was reached; then the question stays open."""
    urgent = turn.slot("urgent")
    if not urgent:
        return [set_slot("awaiting", None)]
    if urgent.get("hint") == "pills" and not over:
        return [set_slot("awaiting", "safety")]
    offer_what_stepped_aside(world, dispatcher, turn)
    return [set_slot("urgent", None if over else {**urgent, "calm": True}), set_slot("awaiting", None)]
