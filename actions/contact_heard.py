"""What a message does in the contact request as learned (moment `in_form` of components/context_reader.py), and where
it asks behind what it tells. Called by contact_form, contact_calm and contact_learned."""

from __future__ import annotations

from dataclasses import dataclass

from actions.turn import Turn
from actions.world import World
from casework.typed_words import questions_apart

MOMENT = "in_form"
QUESTION = "question"


@dataclass(frozen=True)
class Heard:
    """`name`: the reading, None where none is sure enough; `sure`: its confidence, 0 to 1."""

    name: str | None
    sure: float

    def surely(self, least: float, *names: str) -> bool:
        return self.name in names and self.sure >= least


def heard_in_form(world: World, turn: Turn) -> Heard:
    """Of a whole short message; of a story, and where no model speaks, nothing."""
    reading, sure = world.in_context.likeliest(MOMENT, turn.parse)
    known = reading is not None and sure >= reading.sure and bool(turn.text)
    return Heard(reading.name if reading and known else None, sure)


def said_and_asked(world: World, turn: Turn) -> tuple[str, str]:
    """What is told, and what is asked, its mark or not: « 16. ça fait quoi si jsuis pas majeur »."""
    said, question = questions_apart(turn.text)
    if question:
        return said, question
    parts = world.in_context.of_each_sentence(MOMENT, turn.parse)
    whole = [(one, name) for one, name in parts if one in turn.text]  # what is to be said on the phone was taken out
    asked = [one for one, name in whole if name == QUESTION]
    if not asked or whole[-1][1] != QUESTION:
        return said, ""
    told = turn.text[: turn.text.rindex(asked[0])].strip()
    return (told, turn.text[turn.text.rindex(asked[0]) :].strip()) if told else (said, "")
