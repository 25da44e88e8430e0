"""How the team is to speak on the telephone: « dites que c’est le garage », « qu’ils ne disent pas pourquoi ils
appellent ». Kept beside the tries while the form is open (contact_values), read back and sent on the line of when to
call. Called by contact_form; words in data/contact_form.yml under `presenting`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.contact_values import PREFIX, TO_SAY
from actions.turn import Turn
from actions.world import World
from casework.to_say import join_to_say, to_say_apart


def set_to_say_apart(world: World, turn: Turn) -> tuple[Turn, str]:
    """The turn without what is to be said on the phone, and that; in the message itself it stays where it stands."""
    asks_the_message = turn.slot("requested_slot") == PREFIX + "message"
    by_writing = turn.slot(PREFIX + "channel") in {"email", "chat"}
    if not turn.text or asks_the_message or by_writing:
        return turn, ""
    before = handed[0] if (handed := world.form.facts.message_handed(turn.text)) else turn.text
    rest, told = to_say_apart(world.form.said, before)
    return (replace(turn, text=turn.text.replace(before, rest, 1).strip()), told) if told else (turn, "")


def with_to_say(noted: dict[str, Any], told: str) -> dict[str, Any]:
    """What stands beside the tries, with `told` put to what was told before."""
    return {**noted, TO_SAY: join_to_say(str(noted.get(TO_SAY) or ""), told)} if told else noted
