"""The urgent path: the numbers at once from any state, and each answer after that. Called by alarm and waiting."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, light_of, part_asked, with_numbers_of_the_kind
from actions.child_at_request import is_kept_from_child
from actions.contact_end import ContactEnd
from actions.contact_values import kept_answers
from actions.guidance import ask_again, has_stepped_aside, offer_guidance_again, with_the_answer
from actions.memory import DENIED, context_of, note_given, remembered, times_given, was_said_lately, with_denial
from actions.speak import go_on_with, leave_form, say, set_slot, speak
from actions.turn import FORM, Turn
from actions.world import World
from casework.ages_of_others import ADULT, age_of_another
from casework.urgency import hint_of, judge, shows_a_sign
from casework.urgent_texts import urgent_replies

Events = list[dict[str, Any]]
SAFETY_BUTTONS = ("safe", "not_safe", "false_alarm")
LONGEST_SHORT_ANSWER = 12  # words: a longer message says something of its own
# A plain yes or no to a question about danger makes up most of the message: « ça va » does not in « ça va péter », nor
# « non » in « non il m’a pas menacé ».
ALL_OF_IT = 0.9
PLAIN, ENOUGH_OF_IT = {"safe", "not_safe", "false_alarm", "danger_no", "danger_yes"}, 0.5
# After these somebody is still in danger, and the question stays open.
STILL_IN_DANGER = {"not_safe", "cannot_call", "call_for_me"}
# Said again in other words, these get words of their own kind.
KINDS_OF_THEIR_OWN, HINTS_OF_THEIR_OWN = {"suicide", "departure"}, {"pills", "missing_child", "child"}
# Subjects that are gone back to where an alarm was none, and how sure their reading must be.
SUBJECTS, SURE_OF_A_SUBJECT = ("ask_", "describe_concern", "self_concern"), 0.5
# Dangers of which the writer's own safety says nothing.
ABOUT_OTHERS, PARTNER = {"attack", "departure"}, "partner"
# Below this it may be none: where an alarm is open the numbers stay in sight, and what is surely calm is answered.
LOUD_ALARM = 0.88
FAINT = 0.5  # the learned probability
LOUD = 0.9  # from here on no relief takes it off, and beside it only a denial without « mais » is believed
# Below this an alarm that no readable rule shares is asked about in a calm talk: of a wish to die sooner than of other
# dangers, unless the words also have a calm meaning (decision 0009).
SURE_ALARM, ALSO_CALM = {"suicide": 0.7}, 0.3


def step_aside(turn: Turn) -> Events:
    """The form keeps what it has; a form that already stepped aside stays remembered."""
    return leave_form(paused=turn.form_is_active or bool(turn.slot("paused_form")))


def answer_urgency(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, kind: str, hint: str | None = None
) -> Events:
    """The first time all of it; the same urgency in other words gets other words of ours, and the numbers."""
    before = turn.slot("urgent") or {}
    hint = hint or hint_in(world, turn)
    if _goes_on(turn, before, hint):
        kind = str(before["kind"])
    if hint == "missing_child" and kind == "danger":
        kind = "departure"
    if kind == "departure" and hint is None and context_of(world, turn).get("minor") == "no":
        hint = "adult"
    if hint == "martyr":
        kind = "attack"  # others may be meant too: what follows keeps the police in sight
    same = before.get("kind") == kind and not before.get("over") and hint in {None, before.get("hint")}
    said = before.get("said", 0) if same else 0
    goes_on = same or (before.get("hint") == PARTNER and not before.get("over"))
    hint = hint or (before.get("hint") if goes_on else None)
    if said:
        _say_again(world, dispatcher, turn, kind, hint, said)
    else:
        speak(dispatcher, urgent_replies(kind, turn.moment, world.content, hint=hint))
    reasons = turn.urgency.get("reasons") or []
    urgent = {"kind": kind, "hint": hint, "said": said + 1, "over": False, "reasons": reasons}
    urgent |= {"answer": before.get("answer") if said else _spoken_of(world, turn)}
    urgent |= {"who": _who(world, turn, before), "soft": _may_be_misread(turn) and bool(before.get("soft", not before))}
    return [
        set_slot("urgent", urgent),
        set_slot("awaiting", "safety"),
        set_slot("last_answer", None),  # what is said next goes on from the alarm
        set_slot("context", remembered(world, turn)),
        *with_the_answer(world, turn),
        *_denied_no_more(turn),
        *step_aside(turn),
    ]


def _denied_no_more(turn: Turn) -> Events:
    given = turn.slot("given") or {}
    return [set_slot("given", {k: v for k, v in given.items() if k != DENIED})] if DENIED in given else []


def _spoken_of(world: World, turn: Turn) -> str | None:
    """What the message asks or tells of, for the case that it was no danger (actions/denial.py)."""
    if not turn.text or turn.calm_confidence < SURE_OF_A_SUBJECT or not turn.calm_intent.startswith(SUBJECTS):
        return None
    answer = part_asked(world, turn, turn.calm_intent)
    return answer if "/" in answer or answer.startswith("ask_") else None


def _goes_on(turn: Turn, before: dict[str, Any], hint: str | None) -> bool:
    """« Il est dans sa chambre, son sac est devant la porte »: a detail of the danger already told, unless a readable
    rule or a hint names another."""
    open_still = bool(before) and not before.get("over") and not before.get("calm")
    open_still = open_still and not _threatens_others(turn, before)
    return open_still and bool(turn.text) and hint in {None, before.get("hint")} and judge(turn.text).level != "urgent"


def _threatens_others(turn: Turn, before: dict[str, Any]) -> bool:
    """« samedi elles comprendront toutes, j’irai avec le fusil », after words of farewell or of a journey."""
    of_another_kind = before.get("kind") in ("suicide", "departure") and not before.get("over")
    return of_another_kind and turn.intent == "urgent_attack" and is_loud(turn)


def is_soft(turn: Turn) -> bool:
    """Only the learned model heard it, and not loudly."""
    score = turn.urgency.get("score")
    if not turn.text or score is None or shows_a_sign(turn.text):
        return False
    also_calm = turn.calm_confidence >= ALSO_CALM
    kind = str(turn.urgency.get("kind"))
    return bool(score < (LOUD_ALARM if also_calm else SURE_ALARM.get(kind, LOUD_ALARM)))


def is_loud(turn: Turn) -> bool:
    """An alarm of which the learned model is nearly sure."""
    return turn.intent.startswith("urgent_") and float(turn.urgency.get("score") or 0) >= LOUD


def is_faint(turn: Turn) -> bool:
    """The learned model hears some danger, less than half of it sure."""
    return float(turn.urgency.get("score") or 1) < FAINT


def _may_be_misread(turn: Turn) -> bool:
    """No readable rule hears an alarm, and the learned model hears none that is loud."""
    score = turn.urgency.get("score")
    return bool(turn.text) and score is not None and score < LOUD_ALARM and judge(turn.text).level != "urgent"


def _who(world: World, turn: Turn, before: dict[str, Any]) -> str | None:
    """`other` when the danger is told of somebody else, `self` of the writer; as said before when it is not said."""
    if not turn.text:
        return str(before["who"]) if before.get("who") else None
    return world.alarm_talk.who_is_corrected(turn.text) or before.get("who") or world.alarm_talk.who_is_meant(turn.text)


def hint_in(world: World, turn: Turn) -> str | None:
    """Which numbers stand first: a child who writes, pills, a disappearance, a partner…"""
    if context_of(world, turn).get("writer") == "child":
        return "child"
    if not turn.text:
        return None
    hint = world.words.hint_in(turn.text) or hint_of(turn.text)
    age = age_of_another(turn.text)
    return None if hint == "missing_child" and age is not None and age >= ADULT else hint


def _say_again(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, kind: str, hint: str | None, said: int
) -> None:
    if kind in KINDS_OF_THEIR_OWN or hint in HINTS_OF_THEIR_OWN:
        context = {**light_of(world, turn), "kind": kind, "hint": hint or "none"}
        speak(dispatcher, world.content.render("after_more", turn.moment, context=context, again=said - 1))
        return
    say(dispatcher, world.content.text("urgent_again", turn.moment, again=said - 1), *safety_buttons(world))


def meaning_after_urgent(world: World, turn: Turn) -> str | None:
    """What a short text says after an urgent answer. Yes and no count only while « en sécurité ? » is open."""
    if not turn.text or len(turn.text.split()) > LONGEST_SHORT_ANSWER:
        return None
    meaning = meant(world, turn, "safety")
    firm = meaning is not None and world.words.meaning("safety_alone", turn.text) == meaning
    if meaning in {"safe", "not_safe"} and turn.slot("awaiting") != "safety" and not firm:
        return meaning if _calms_further(world, turn, meaning) else None
    return meaning


def _calms_further(world: World, turn: Turn, meaning: str) -> bool:
    """« ça va mieux » later on; a bare « oui » answers another question by then."""
    calm = bool((turn.slot("urgent") or {}).get("calm")) and meaning == "safe"
    return calm and turn.intent != "affirm" and world.words.share("safety", "safe", turn.text) > ALL_OF_IT


def meant(world: World, turn: Turn, group: str) -> str | None:
    """The meaning of the group; a yes or a no counts only if it is most of what was said."""
    meaning = world.words.meaning(group, turn.text)
    if meaning in PLAIN and world.words.share(group, meaning, turn.text) < ENOUGH_OF_IT:
        return None
    return meaning


def safety_buttons(world: World) -> list[tuple[str, str]]:
    return [(world.content.text(f"button.{intent}"), f"/{intent}") for intent in SAFETY_BUTTONS]


def leave_if_active(turn: Turn) -> Events:
    return step_aside(turn) if turn.form_is_active else []


def after_urgent(world: World, dispatcher: CollectingDispatcher, turn: Turn, meaning: str) -> Events:
    """`meaning`: safe, not_safe, false_alarm, have_called, cannot_call, call_for_me, danger_yes, danger_no."""
    if meaning == "danger_yes":
        reading = turn.slot("calm_reading") or {}
        return answer_urgency(world, dispatcher, turn, reading.get("kind", "danger"), reading.get("hint"))
    if meaning == "danger_no":
        return _carry_on(world, dispatcher, turn)
    return _after(world, dispatcher, turn, meaning)


def _after(world: World, dispatcher: CollectingDispatcher, turn: Turn, meaning: str) -> Events:
    answer_id = f"after_{meaning}"
    given = times_given(turn, answer_id)
    urgent = {"kind": "danger", "said": 1, **(turn.slot("urgent") or {})}
    kind = "danger" if urgent.get("hint") == PARTNER else str(urgent["kind"])  # the writer is the one threatened
    context = {**light_of(world, turn), "kind": kind, "hint": str(urgent.get("hint") or "none")}
    replies = world.content.render(answer_id, turn.moment, context=context, again=given)
    over = meaning == "false_alarm"
    turn = with_denial(turn) if over else turn
    speak(dispatcher, replies if over else with_numbers_of_the_kind(world, turn, replies))
    lasts = urgent.get("hint") == "pills" or (meaning == "safe" and _another_is_in_danger(urgent))
    calm = meaning in {"safe", "have_called"} and not lasts
    if over or calm:
        offer_what_stepped_aside(world, dispatcher, turn)
    elif meaning == "safe" and turn.slot("paused_form") and urgent.get("hint") != "pills":
        offer_resume(world, dispatcher, turn)
    return [
        set_slot("urgent", None if over else {**urgent, "over": False, "calm": calm}),
        *note_given(turn, answer_id),
        set_slot("awaiting", _awaited(meaning, urgent, lasts)),
    ]


def _another_is_in_danger(urgent: dict[str, Any]) -> bool:
    """« Oui, moi je suis chez moi » says nothing of a son who leaves, or of a class that somebody threatens."""
    return urgent.get("kind") in ABOUT_OTHERS and urgent.get("hint") not in {"own_hands", "child", PARTNER}


def _awaited(meaning: str, urgent: dict[str, Any], lasts: bool) -> str | None:
    """After pills « oui » closes nothing; for a missing child it is asked whether somebody found her."""
    if meaning == "safe" and urgent.get("hint") == "missing_child":
        return "found"
    return "safety" if meaning in STILL_IN_DANGER or (lasts and meaning != "false_alarm") else None


def offer_what_stepped_aside(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    if turn.slot("paused_form"):
        offer_resume(world, dispatcher, turn)
    elif has_stepped_aside(turn):
        offer_guidance_again(world, dispatcher, turn)


def _carry_on(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """A no after « est-ce que quelqu’un est en danger ? »: kindly on with what was said, or with what stepped aside."""
    turn = with_denial(turn)
    count, reading = times_given(turn, "check_urgency"), turn.slot("calm_reading") or {}
    noted = set_slot("given", turn.slot("given"))
    done = [set_slot("calm_reading", None), set_slot("awaiting", None)]
    if reading.get("answered"):
        say(dispatcher, world.content.text("check_no_answered", turn.moment, again=max(count - 1, 0)))
        return [noted, *done]
    say(dispatcher, world.content.text("check_no_continue", turn.moment, again=max(count - 1, 0)))
    if turn.slot("paused_form") and not is_kept_from_child(world, turn):
        return [noted, *done, *kept_answers(turn), go_on_with(FORM)]
    if has_stepped_aside(turn):
        return [noted, *done, *ask_again(world, dispatcher, turn)]
    return [noted, *give_answer(world, dispatcher, turn, reading.get("answer") or "follow/carry_on"), *done]


def offer_resume(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Not twice in a row: it still stands just above."""
    if was_said_lately(turn, world.form.texts["resume_offer"], turns=2) or is_kept_from_child(world, turn):
        return
    texts, titles = world.form.texts, world.form.titles
    say(dispatcher, texts["resume_offer"], (titles["resume"], "/resume_request"), (titles["drop"], "/drop_request"))


def drop_request(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    return ContactEnd(world, dispatcher, turn).cancelled()
