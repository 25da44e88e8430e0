"""A contact request by telephone, answer by answer up to the read-back, for the tests of the form."""

from __future__ import annotations

from tests.actions.conftest import Talk

BY_PHONE = [
    "oui", "proche", "par téléphone", "0475 12 34 33", "après 16h", "non", "Anne", "Namur", "il a changé", "non",
]  # fmt: skip


async def at(talk: Talk, *answers: str) -> Talk:
    """The form, begun and answered so far."""
    await talk.starts_form()
    for answer in answers:
        await talk.hears(answer)
    return talk
