"""What the conversation remembers between turns: its context, what was said already, the urgent state."""

from __future__ import annotations

from typing import Any

from actions.speak import set_slot
from actions.turn import Turn
from actions.world import World
from casework import alarm_state
from casework.ages import own_age
from casework.ages_of_others import ADULT
from casework.as_kin import load_as_kin
from casework.own_job import load_own_job
from casework.referral import OF_THE_JOB
from casework.urgency import shows_a_sign

Events = list[dict[str, Any]]
SURE_OF_SELF = 0.6
YOUNG = {"child", "teen"}
DENIED = "danger_denied"  # among the answers given: how often a danger was plainly denied


def context_of(world: World, turn: Turn) -> dict[str, str]:
    """Who speaks, whether a minor is concerned, the place: as said now, else as said before.

    Who writes about themselves goes on doing so when they name a relative in passing (« ma sœur ça va »)."""
    before = dict(turn.slot("context") or {})
    now = world.words.context_in(turn.text) if turn.text else {}
    if turn.text and "speaker" not in {**before, **now} and _writes_of_themselves(turn):
        now["speaker"] = "self"
    if {**before, **now}.get("grown_up") and now.get("writer") == "child" and own_age(turn.text) is None:
        del now["writer"]  # « la maîtresse » of a grandchild
    if _stays_who_they_were(world, turn, before, now.get("speaker")):
        del now["speaker"]
    if before.get("writer") in YOUNG and _is_an_adult(world, turn, now):
        now = {"speaker": "relative", **now, "writer": "adult"}
    return {**before, **now}


def _stays_who_they_were(world: World, turn: Turn, context: dict[str, str], now: str | None) -> bool:
    """Who writes of themselves and names a relative in passing; a mother who is ashamed « au boulot »; a nurse who
    writes of her brother, and says once more that she is one."""
    before = context.get("speaker")
    if before == "self" and now == "relative":
        return not world.words.is_about_another(turn.text)
    if before != "relative" or now != "professional":
        return False
    private = bool(context.get("private")) and not load_as_kin().tells_of_the_job(turn.text)
    return private or not load_own_job().told_in(turn.text)


def _is_an_adult(world: World, turn: Turn, now: dict[str, str]) -> bool:
    """A parent took the telephone back: « c’est papa, il m’a piqué le tél », « j’ai 38 ans »."""
    if not turn.text or now.get("writer"):
        return False
    return world.child_talk.is_an_adult_again(turn.text) or (own_age(turn.text) or 0) >= ADULT


def remembered(world: World, turn: Turn) -> dict[str, str]:
    """The context, with what a worker says of the job: a sector is not asked again."""
    context = context_of(world, turn)
    if turn.text and context.get("speaker") == world.words.context_in(turn.text).get("speaker") == "professional":
        read = world.referral.read(turn.text)
        context |= {name: read[name] for name in OF_THE_JOB if name in read}
    if context.get("private"):
        return {name: value for name, value in context.items() if name not in OF_THE_JOB}
    return context


def _writes_of_themselves(turn: Turn) -> bool:
    sure = turn.intent_confidence
    return turn.intent == "self_concern" and sure >= SURE_OF_SELF


def times_given(turn: Turn, answer_id: str) -> int:
    return int((turn.slot("given") or {}).get(answer_id, 0))


def counted(turn: Turn, key: str) -> dict[str, Any]:
    """One time more of an answer, or of one of our questions."""
    return set_slot("given", {**(turn.slot("given") or {}), key: times_given(turn, key) + 1})


def note_given(turn: Turn, answer_id: str) -> Events:
    return [counted(turn, answer_id), set_slot("last_answer", answer_id)]


def was_said_lately(turn: Turn, text: str, turns: int) -> bool:
    """`text` stands in a bubble of one of the last `turns` answers."""
    users = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            users += 1
            if users > turns:
                return False
        elif event.get("event") == "bot" and text in str(event.get("text") or ""):
            return True
    return False


def danger_is_near(turn: Turn) -> bool:
    """An alarm is open, nobody said that it is calmer, and more than a faint misreading raised it."""
    return alarm_state.stands(turn.slot("urgent"))


def with_denial(turn: Turn) -> Turn:
    """The same turn, with the plain denial of a danger remembered."""
    return turn.with_slots(given={**(turn.slot("given") or {}), DENIED: times_given(turn, DENIED) + 1})


def danger_was_denied(turn: Turn) -> bool:
    """« Mais non, personne n’est en danger »: doubts of the learned model alone ask no more, until something rings."""
    return times_given(turn, DENIED) > 0


def only_the_model_doubts(turn: Turn) -> bool:
    """No readable rule hears a sign of danger; the learned model doubts, or hears some."""
    return bool(turn.text) and turn.urgency.get("score") is not None and not shows_a_sign(turn.text)


def urgent_is_open(turn: Turn) -> bool:
    """Somebody was in danger, and nobody has said yet that it is over."""
    return alarm_state.is_open(turn.slot("urgent"))


def said_before(turn: Turn) -> set[str]:
    """The bubbles of the turn before this one."""
    texts: set[str] = set()
    users = 0
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            users += 1
            if users == 2:
                break
        elif event.get("event") == "bot" and users == 1 and event.get("text"):
            texts.add(event["text"])
    return texts
