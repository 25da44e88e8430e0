"""The urgent path: the numbers at once from any state, one question when unsure, and each answer after that."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import give_answer, light_of
from actions.contact_values import PREFIX, forget_values, set_field
from actions.finish import tidy
from actions.guidance import ask_again, has_stepped_aside, offer_guidance_again, start_guidance
from actions.memory import context_of, urgent_is_open
from actions.speak import leave_form, say, set_slot, speak
from actions.turn import FORM, Turn
from actions.world import World
from casework.ages_of_others import ADULT, age_of_another
from casework.urgency import hint_of, judge
from casework.urgent_texts import urgent_replies

Events = list[dict[str, Any]]
SAFETY_BUTTONS = ("safe", "not_safe", "false_alarm")
LONGEST_SHORT_ANSWER = 12  # words: a longer message says something of its own
# What lowers the alarm must make up most of the message: « ça va » does not in « ça va péter ».
ALL_OF_IT = 0.9
LOWERING, ENOUGH_OF_IT = {"safe", "false_alarm", "danger_no"}, 0.5
# After these somebody is still in danger, and the question stays open.
STILL_IN_DANGER = {"not_safe", "cannot_call", "call_for_me"}
# Said again in other words, these get words of their own kind.
KINDS_OF_THEIR_OWN, HINTS_OF_THEIR_OWN = {"suicide", "departure"}, {"pills", "missing_child", "child"}
# Below this the calm reading of an unsure message is a guess, and these readings say nothing of it.
SURE_ENOUGH = 0.4
NO_READING = {"nlu_fallback", "out_of_scope", "ask_religion", "greet", "affirm", "deny", "insult", "harmful_request"}


def step_aside(turn: Turn) -> Events:
    """The form keeps what it has; a form that already stepped aside stays remembered."""
    return leave_form(paused=turn.form_is_active or bool(turn.slot("paused_form")))


def answer_urgency(
    world: World, dispatcher: CollectingDispatcher, turn: Turn, kind: str, hint: str | None = None
) -> Events:
    """The first time all of it; the same urgency in other words gets other words of ours, and the numbers."""
    before = turn.slot("urgent") or {}
    hint = hint or _hint(world, turn)
    if hint == "missing_child" and kind == "danger":
        kind = "departure"
    if hint == "martyr":
        kind = "attack"  # others may be meant too: what follows keeps the police in sight
    same = before.get("kind") == kind and not before.get("over") and hint in {None, before.get("hint")}
    said = before.get("said", 0) if same else 0
    hint = hint or (before.get("hint") if same else None)
    if said:
        _say_again(world, dispatcher, turn, kind, hint, said)
    else:
        speak(dispatcher, urgent_replies(kind, turn.moment, world.content, hint=hint))
    reasons = turn.urgency.get("reasons") or []
    urgent = {"kind": kind, "hint": hint, "said": said + 1, "over": False, "reasons": reasons}
    return [
        set_slot("urgent", urgent),
        set_slot("awaiting", "safety"),
        set_slot("context", context_of(world, turn)),
        *step_aside(turn),
    ]


def _hint(world: World, turn: Turn) -> str | None:
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
        context = {**context_of(world, turn), "kind": kind, "hint": hint or "none"}
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
    """The meaning of the group; what would lower the alarm counts only if it is most of what was said."""
    meaning = world.words.meaning(group, turn.text)
    if meaning in LOWERING and world.words.share(group, meaning, turn.text) < ENOUGH_OF_IT:
        return None
    return meaning


def answers_the_question(world: World, turn: Turn) -> str | None:
    """A message that sounds urgent, and is an answer to our question about danger (« oui je suis à l’abri »)."""
    if not turn.text or judge(turn.text).level == "urgent":
        return None
    if turn.slot("awaiting") == "danger_check" and len(turn.text.split()) <= LONGEST_SHORT_ANSWER:
        return meant(world, turn, "danger_check")
    if urgent_is_open(turn):
        return meaning_after_urgent(world, turn)
    return None


def safety_buttons(world: World) -> list[tuple[str, str]]:
    return [(world.content.text(f"button.{intent}"), f"/{intent}") for intent in SAFETY_BUTTONS]


class Urgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, world = Turn.of(tracker), self._world
        meaning = answers_the_question(world, turn)
        if meaning and meaning not in {"not_safe", "danger_yes"}:
            events = [*after_urgent(world, dispatcher, turn, meaning), *_leave_if_active(turn)]
        else:
            events = answer_urgency(world, dispatcher, turn, turn.intent.removeprefix("urgent_"))
        tidy(world, dispatcher, turn)
        return events


class CheckUrgency(Action):
    """Unsure: « Est-ce que quelqu’un est en danger maintenant ? », the numbers already in it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_check_urgency"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, world = Turn.of(tracker), self._world
        if meaning := answers_the_question(world, turn):
            events = [*after_urgent(world, dispatcher, turn, meaning), *_leave_if_active(turn)]
        elif _only_resumes(world, turn):
            return start_guidance(world, dispatcher, turn)
        elif urgent_is_open(turn) and not (turn.slot("urgent") or {}).get("calm"):
            events = [*give_answer(world, dispatcher, turn, "after_more"), *_leave_if_active(turn)]
        else:
            events = self._ask(dispatcher, turn)
        tidy(world, dispatcher, turn)
        return [*events, set_slot("context", context_of(world, turn))]

    def _ask(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        if context_of(self._world, turn).get("writer") == "child":
            return self._ask_a_child(dispatcher, turn)
        content = self._world.content
        asked = int((turn.slot("given") or {}).get("check_urgency", 0))
        buttons = [(content.text(f"button.{i}"), f"/{i}") for i in ("danger_yes", "danger_no")]
        say(dispatcher, content.text("check_urgency", turn.moment, again=asked), *buttons)
        return [
            set_slot("calm_reading", _reading(self._world, turn)),
            set_slot("awaiting", "danger_check"),
            set_slot("given", {**(turn.slot("given") or {}), "check_urgency": asked + 1}),
            *step_aside(turn),
        ]

    def _ask_a_child(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """The same question for a child: « es-tu en sécurité ? », with a number made for children."""
        events = give_answer(self._world, dispatcher, turn, "child/tell")
        reading = set_slot("calm_reading", _reading(self._world, turn))
        return [*events, reading, set_slot("awaiting", "child_safe"), *step_aside(turn)]


def _only_resumes(world: World, turn: Turn) -> bool:
    """« reprendre », and nothing else, while « Faire le point » waits."""
    if not has_stepped_aside(turn) or turn.slot("paused_form"):
        return False
    resumes = world.words.meaning("paused", turn.text) == "resume"
    return resumes and world.words.share("paused", "resume", turn.text) > ALL_OF_IT


def _reading(world: World, turn: Turn) -> dict[str, Any]:
    """What the message is if nobody is in danger, and what kind of danger it is if somebody is."""
    confidence = turn.parse.get("calm_confidence")
    unsure = turn.calm_intent in NO_READING or (confidence is not None and confidence < SURE_ENOUGH)
    answer = "follow/carry_on" if unsure else world.parts.answer_id(turn.calm_intent, turn.text)
    kind = turn.urgency.get("kind") or "danger"
    return {"answer": answer, "kind": kind, "hint": _hint(world, turn), "field": _as_an_answer(world, turn)}


def _as_an_answer(world: World, turn: Turn) -> list[str] | None:
    """[field, value] when the message also answers what the form had just asked: kept for after a no."""
    asked = str(turn.slot("requested_slot") or "").removeprefix(PREFIX)
    if not turn.form_is_active or asked not in world.form.names:
        return None
    value = world.form.field(asked).read(turn.text)
    return [asked, value] if value else None


class AfterUrgent(Action):
    def __init__(self, world: World) -> None:
        self._world = world

    def name(self) -> str:
        return "action_after_urgent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn.of(tracker)
        events = after_urgent(self._world, dispatcher, turn, turn.intent)
        tidy(self._world, dispatcher, turn)
        return [*events, *_leave_if_active(turn)]


def _leave_if_active(turn: Turn) -> Events:
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
    given = int((turn.slot("given") or {}).get(answer_id, 0))
    urgent = {"kind": "danger", "said": 1, **(turn.slot("urgent") or {})}
    context = {**light_of(world, turn), "kind": str(urgent["kind"]), "hint": str(urgent.get("hint") or "none")}
    speak(dispatcher, world.content.render(answer_id, turn.moment, context=context, again=given))
    over = meaning == "false_alarm"
    pills = urgent.get("hint") == "pills"
    if meaning in {"safe", "have_called", "false_alarm"} and not pills:
        _offer_what_stepped_aside(world, dispatcher, turn)
    calm = meaning in {"safe", "have_called"} and not pills
    return [
        set_slot("urgent", None if over else {**urgent, "over": False, "calm": calm}),
        set_slot("given", {**(turn.slot("given") or {}), answer_id: given + 1}),
        set_slot("awaiting", _awaited(meaning, urgent)),
    ]


def _awaited(meaning: str, urgent: dict[str, Any]) -> str | None:
    """After pills « oui » closes nothing; for a missing child it is asked whether somebody found her."""
    if meaning in STILL_IN_DANGER or (urgent.get("hint") == "pills" and meaning != "false_alarm"):
        return "safety"
    return "found" if meaning == "safe" and urgent.get("hint") == "missing_child" else None


def _offer_what_stepped_aside(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> None:
    if turn.slot("paused_form"):
        offer_resume(world, dispatcher)
    elif has_stepped_aside(turn):
        offer_guidance_again(world, dispatcher, turn)


def _carry_on(world: World, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """A no after « est-ce que quelqu’un est en danger ? »: kindly on with what was said, or with what stepped aside."""
    count = int((turn.slot("given") or {}).get("check_urgency", 1))
    say(dispatcher, world.content.text("check_no_continue", turn.moment, again=max(count - 1, 0)))
    reading = turn.slot("calm_reading") or {}
    done = [set_slot("calm_reading", None), set_slot("awaiting", None)]
    if turn.slot("paused_form"):
        answered = [set_field(*reading["field"])] if reading.get("field") else []
        return [*done, *answered, {"event": "followup", "name": FORM, "timestamp": None}]
    if has_stepped_aside(turn):
        return [*done, *ask_again(world, dispatcher, turn)]
    return [*give_answer(world, dispatcher, turn, reading.get("answer") or "follow/carry_on"), *done]


def offer_resume(world: World, dispatcher: CollectingDispatcher) -> None:
    texts, titles = world.form.texts, world.form.titles
    say(dispatcher, texts["resume_offer"], (titles["resume"], "/resume_request"), (titles["drop"], "/drop_request"))


def drop_request(world: World, dispatcher: CollectingDispatcher) -> Events:
    say(dispatcher, world.form.texts["cancelled"])
    return [*forget_values(world), set_slot("awaiting", None)]
