"""« Faire le point »: asks the questions of the guidance one by one, then gives back what was said.

A question in the middle is answered elsewhere; `stands_again` then asks ours once more (called by finish)."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer
from actions.guidance_asked import PREFIX, WAITING, ask_next, ask_once_more, choice, give_back, over, voice_of
from actions.memory import context_of, danger_is_near, only_the_model_doubts, urgent_is_open
from actions.speak import go_on_with, say, set_slot
from actions.turn import FORM, Turn
from actions.world import World
from casework.ages_of_others import age_of_another
from casework.guidance import TOLD, Answer, Step, said_by
from casework.text import sentences

Events = list[dict[str, Any]]
LONGEST_ACT = 8  # words of a question that takes it up: « on peut continuer nos questions ? »
SHORTEST_TALE = 3  # words
LONGEST_AGE = 5  # words: « il a 16 ans » tells no change
SURE_OF_ANOTHER, SURE_OF_A_WISH = 0.6, 0.6
# Said in the middle of it, these are no answer to the question.
ASKING = ("ask_how_to_talk", "ask_green_number", "ask_caprev", "ask_police", "ask_confidentiality", "request_contact")
OTHER_MATTERS = {"bot_challenge", "talk_to_human", "insult", "harmful_request", "ask_capabilities", "greet"}


def wants_guidance(world: World, turn: Turn) -> bool:
    """« j’aimerais bien faire le point avec vous sur mon garçon, je suis perdue »."""
    if not turn.text or turn.form_is_active or world.guidance.not_wanted.are_in(turn.text):
        return False
    return world.words.meaning("asks", turn.text) == "start_guidance"


def start_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """From the beginning, or where it stepped aside for something that mattered more."""
    if context_of(world, turn).get("writer") == "child":
        return [*give_answer(world, dispatcher, turn, "child/tell"), set_slot("awaiting", "child_safe")]
    answers = list(turn.slot("guidance") or [])
    texts = world.guidance.texts
    text = texts["again"] if answers else said_by(texts["opening"], voice_of(world, turn))
    say(dispatcher, world.content.fill(text, turn.moment))
    return ask_next(world, dispatcher, turn, answers)


def has_stepped_aside(turn: Turn) -> bool:
    """« Faire le point » was begun and neither ended nor stopped."""
    return turn.slot("guidance") is not None


def with_the_answer(world: World, turn: Turn) -> Events:
    """An answer that also sounded like danger is kept: asked again is the next question, not the same one."""
    if turn.slot("awaiting") != WAITING or not has_stepped_aside(turn) or turn.asks:
        return []
    answers: list[Answer] = list(turn.slot("guidance") or [])
    if len(answers) == len(world.guidance.steps) or not only_the_model_doubts(turn):
        return []
    place = world.guidance.steps[len(answers)].read(turn.text)
    return [set_slot("guidance", [*answers, TOLD if place is None else place])]


def ask_after_denial(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """« mais non, je réponds à ta question, son apparence »: what was told in passing is now a choice."""
    answers: list[Answer] = list(turn.slot("guidance") or [])
    if answers and answers[-1] == TOLD:
        step = world.guidance.steps[len(answers) - 1]
        read = (step.read(piece) for piece in reversed(sentences(turn.text)))
        answers = [*answers[:-1], next((place for place in read if place is not None), TOLD)]
    return ask_next(world, dispatcher, turn, answers, "back_to_it")


def ask_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """The question that something else came between."""
    return ask_next(world, dispatcher, turn, list(turn.slot("guidance") or []))


def stands_again(world: World, dispatcher: CollectingDispatcher, turn: Turn, events: Events) -> Events:
    """After the answer to something else our question is asked once more; never beside another question of ours."""
    if turn.slot("awaiting") != WAITING or not has_stepped_aside(turn) or turn.form_is_active or danger_is_near(turn):
        return []
    moved_on = any(e.get("event") in {"followup", "active_loop"} or e.get("name") == "awaiting" for e in events)
    said = [message for message in dispatcher.messages if message.get("text")]
    if moved_on or not said:
        return []
    for message in said:
        message["buttons"] = []
    _leave_out_its_question(said[-1])
    return ask_next(world, dispatcher, turn, _with_what_was_said(world, turn), "back_to_it")


def _leave_out_its_question(message: dict[str, Any]) -> None:
    """« Voulez-vous faire le point ? » at the end of an answer, in the middle of it."""
    body, gap, last = message["text"].rpartition("\n\n")
    if gap and last.rstrip().endswith("?"):
        message["text"] = body


def _with_what_was_said(world: World, turn: Turn) -> list[Answer]:
    """« un peu oui, le dimanche. dites, c’est illégal ? »: the answer that stands before the question."""
    answers: list[Answer] = list(turn.slot("guidance") or [])
    before = ". ".join(sentences(turn.text)[:-1]) if turn.text else ""
    place = world.guidance.steps[len(answers)].read(before) if before else None
    return answers if place is None else [*answers, place]


def offer_guidance_again(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    texts = world.guidance.texts
    text = world.content.fill(texts["resume_offer"], turn.moment)
    say(dispatcher, text, (texts["resume"], "/start_guidance"), (texts["drop"], choice("drop")))


def drop_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    text = world.content.fill(world.guidance.texts["stopped"], turn.moment)
    say(dispatcher, text, *world.guidance.buttons["stopped"])
    return over()


def is_dropped(turn: Turn) -> bool:
    return turn.intent == "choose" and turn.value == f"{PREFIX}drop"


def go_on_with_guidance(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """The next question, the reflection, or the end; None when the message is something else altogether."""
    if turn.form_is_active:
        return None
    answers: list[Answer] = list(turn.slot("guidance") or [])
    step = world.guidance.steps[len(answers)]
    if turn.intent == "choose":
        return _chosen(world, dispatcher, turn, answers, step)
    if not turn.text:
        return None
    if (events := _other_than_an_answer(world, dispatcher, turn, answers)) is not None:
        return events
    if _tells_an_age(world, turn, step):
        return ask_next(world, dispatcher, turn, answers, "noted")
    place = step.read_asked(turn.text) if turn.asks else step.read(turn.text)
    if place is not None and (turn.asks or not _asks_of_their_own(turn)):
        return ask_next(world, dispatcher, turn, [*answers, place])
    if _is_of_another_matter(world, turn):
        return None
    if _says_nothing(turn):
        return ask_once_more(world, dispatcher, turn, answers)
    return ask_next(world, dispatcher, turn, [*answers, TOLD], "heard")


def take_up(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events | None:
    """« reprendre », « votre conclusion », « stop », of a guidance that something else came between."""
    if not has_stepped_aside(turn) or turn.form_is_active or danger_is_near(turn):
        return None
    act, answers = world.guidance.act_in(turn.text), list(turn.slot("guidance") or [])
    if turn.asks and len(turn.text.split()) > LONGEST_ACT:
        return None  # « avant de continuer, être anarchiste, c’est interdit ? »
    if act is None and (meaning := world.words.meaning("paused", turn.text)):
        act = "stop" if meaning == "drop" else "resume"
    if act == "resume":
        return start_guidance(world, dispatcher, turn)
    return _done(world, dispatcher, turn, answers, act) if act in {"conclude", "left", "stop"} else None


def _chosen(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer], step: Step
) -> Events | None:
    name, _, chosen = (turn.value or "").removeprefix(PREFIX).partition(":")
    if name == "conclude":
        return give_back(world, dispatcher, turn, answers)
    if not (turn.value or "").startswith(PREFIX) or name != step.name:
        return None
    return ask_next(world, dispatcher, turn, [*answers, int(chosen) if chosen.isdigit() else None])


def _other_than_an_answer(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer]
) -> Events | None:
    """« stop », « je passe », « il en reste combien », « votre conclusion », « on continue », « merci »."""
    texts = world.guidance.texts
    if world.guidance.asks_what_for(turn.text):
        return ask_next(world, dispatcher, turn, answers, "what_for")
    act = world.guidance.act_in(turn.text)
    few = len(turn.text.split()) <= 2 * SHORTEST_TALE
    if act is None and turn.intent in {"goodbye", "stop_conversation"} and few:
        act = "stop"
    if act is None and _asks(world, turn) == "what_now":
        act = "conclude"
    if act == "stop" and (wish := _wish_behind(turn)):
        return _stopped_for(world, dispatcher, turn, wish)
    if act is not None:
        return _done(world, dispatcher, turn, answers, act)
    if turn.intent == "thank" and few:
        buttons = [(texts["resume"], "/start_guidance"), (texts["drop"], choice("drop"))]
        say(dispatcher, texts["thanked"], *buttons, (texts["conclude"], choice("conclude")))
        return [set_slot("awaiting", WAITING)]
    return None


def _wish_behind(turn: Turn) -> str | None:
    """« stop, dites-moi plutôt ce qu’est le CAPREV », « j’arrête, je préfère qu’on m’appelle »."""
    wishes = turn.intent in {"request_contact", "talk_to_human"} or turn.intent.startswith("ask_")
    more = len(turn.text.split()) > SHORTEST_TALE and turn.intent != "ask_capabilities"
    return turn.intent if wishes and more and turn.intent_confidence >= SURE_OF_A_WISH else None


def _stopped_for(world: World, dispatcher: CollectingDispatcher, turn: Turn, wish: str) -> Events:
    """The wish itself is answered, in place of a goodbye to the questions."""
    if wish == "request_contact":
        return [*over(), go_on_with(FORM)]
    answer_id = world.parts.answer_id(wish, turn.text)
    return [*over(), *give_answer(world, dispatcher, turn, answer_id)]


def _done(world: World, dispatcher: CollectingDispatcher, turn: Turn, answers: list[Answer], act: str) -> Events:
    if act == "conclude":
        return give_back(world, dispatcher, turn, answers)
    if act == "stop":
        return drop_guidance(world, dispatcher, turn)
    if act == "left":
        last = len(world.guidance.steps) - len(answers) == 1
        return ask_next(world, dispatcher, turn, answers, "left_one" if last else "left_many")
    if act == "resume":
        return ask_next(world, dispatcher, turn, answers, "going_on")
    return ask_next(world, dispatcher, turn, [*answers, None])


def _asks(world: World, turn: Turn) -> str | None:
    """The follow-up that a question stands for, as learned: « et maintenant je fais quoi ? »"""
    reading = world.in_context.heard("follow_up", turn.parse)
    return reading.name if reading and turn.asks else None


def _asks_of_their_own(turn: Turn) -> bool:
    """Ends with a question, or surely is one: « l’aide, c’est jusqu’à quel âge ? il aura 18 ans en mars »."""
    surely = turn.intent.startswith("ask_") and turn.intent_confidence >= SURE_OF_ANOTHER
    return turn.asks or ("?" in turn.text and surely)


def _is_of_another_matter(world: World, turn: Turn) -> bool:
    """A question of their own, a complaint, a try: answered as such. What they tell is an answer to ours."""
    if _asks_of_their_own(turn):
        asks = turn.intent.startswith("ask_") or _asks(world, turn) is not None
        return asks or turn.intent in OTHER_MATTERS | {"out_of_scope", "request_contact"}
    if world.in_passing.is_said(turn.text):
        return True
    if urgent_is_open(turn) and world.words.meaning("safety_alone", turn.text) == "false_alarm":
        return True
    sure = turn.intent_confidence
    if turn.intent in OTHER_MATTERS or turn.intent.startswith(ASKING):
        return sure >= SURE_OF_ANOTHER
    return turn.intent == "out_of_scope" and world.parts.answer_id("out_of_scope", turn.text) != "out_of_scope"


def _says_nothing(turn: Turn) -> bool:
    """« oui » to « depuis quand ? », « … »."""
    if not any(letter.isalnum() for letter in turn.text):
        return True
    return turn.intent in {"affirm", "deny", "nlu_fallback"} and len(turn.text.split()) <= SHORTEST_TALE


def _tells_an_age(world: World, turn: Turn, step: Step) -> bool:
    """« il a 16 ans »; to « depuis quand ? » « 3 ans » is an answer."""
    told = len(turn.text.split()) <= LONGEST_AGE and age_of_another(turn.text) is not None
    return told and (step.name != "since" or world.guidance.of_another.are_in(turn.text))
