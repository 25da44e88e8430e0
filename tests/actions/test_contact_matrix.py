"""Each step of the form × each level of urgency × each button: nothing odd is stored, no danger is spoken over."""

from __future__ import annotations

from typing import Any

import pytest

from actions.world import World
from casework.sealing import CaseOpener
from tests.actions.conftest import Talk

# Up to each step, what was answered before it.
BY_PHONE = ["oui", "proche", "par téléphone", "0470123456", "le matin", "oui", "Anne", "Namur", "voilà", "non"]
STEPS: dict[str, list[str]] = {
    "consent": [], "role": BY_PHONE[:1], "adult": ["oui", "pour moi-même"], "channel": BY_PHONE[:2],
    "phone": BY_PHONE[:3], "email": ["oui", "proche", "par e-mail"], "when": BY_PHONE[:4], "voicemail": BY_PHONE[:5],
    "name": BY_PHONE[:6], "commune": BY_PHONE[:7], "message": BY_PHONE[:8], "write_here": BY_PHONE[:9],
    "confirmed": BY_PHONE,
}  # fmt: skip
LEVELS = ["none", "unsure", "urgent"]
INTENT_OF = {"none": "out_of_scope", "unsure": "check_urgency", "urgent": "urgent_attack"}
# Buttons of other places and times: of the safety question, of a status, of a guidance, of an older form.
STALE = [
    ("affirm", None), ("deny", None), ("safe", None), ("not_safe", None), ("danger_no", None), ("ask_caprev", None),
    ("withdraw_request", None), ("drop_request", None), ("choose", "guidance:since:1"), ("choose", "kept:show"),
    ("choose", "change:line:phone"), ("choose", "withdraw:9QC9-T126-EMDT-Q"), ("choose", "contact_phone:/affirm"),
    ("choose", "contact_name:/affirm"), ("choose", "contact_email:x"), ("choose", "contact_nothing:yes"),
    ("choose", "contact_confirmed:yes"), ("choose", "contact_consent:no"), ("choose", "contact_change:person"),
    ("choose", ""), ("choose", None),
]  # fmt: skip
FREE = ("phone", "email", "name", "commune", "message", "when")


async def at(talk: Talk, step: str) -> Talk:
    await talk.starts_form()
    for answer in STEPS[step]:
        await talk.hears(answer)
    assert talk.asked == f"contact_{step}"
    return talk


def stored(talk: Talk) -> dict[str, Any]:
    return {name: talk.slots.get(f"contact_{name}") for name in FREE}


def looks_like_a_payload(value: Any) -> bool:
    return value is not None and (str(value).startswith("/") or ":" in str(value) or "{" in str(value))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("level", LEVELS)
async def test_danger_is_left_to_its_own_answer_and_the_form_says_nothing(talk: Talk, step: str, level: str) -> None:
    await at(talk, step)
    before = stored(talk)
    said = await talk.hears("il a un couteau et il veut nous tuer", INTENT_OF[level])
    if level == "none":
        return
    assert talk.rejected
    assert said == ""
    assert stored(talk) == before


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("level", ["unsure", "urgent"])
async def test_a_plain_answer_of_the_form_is_not_taken_for_danger(talk: Talk, step: str, level: str) -> None:
    plain = {
        "consent": "oui", "role": "je suis le papa", "adult": "j'ai 15 ans", "channel": "par mail",
        "when": "demain matin", "voicemail": "non", "name": "Marie", "commune": "Jambes", "write_here": "oui",
        "confirmed": "ok",
    }  # fmt: skip
    if step not in plain:
        return
    await at(talk, step)
    await talk.hears(plain[step], INTENT_OF[level])
    assert not talk.rejected
    assert talk.asked != f"contact_{step}"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("intent", "value"), STALE)
async def test_a_button_from_elsewhere_stores_nothing_and_sends_nothing(
    talk: Talk, world: World, step: str, intent: str, value: str | None
) -> None:
    await at(talk, step)
    before = stored(talk)
    is_its_own = value in {f"contact_{step}:yes", f"contact_{step}:no"}
    await talk.hears("", intent, value)
    if is_its_own:
        return
    assert not any(looks_like_a_payload(kept) for kept in stored(talk).values())
    assert stored(talk) == before
    assert await world.requests.all() == []
    assert talk.rejected or talk.asked == f"contact_{step}"


@pytest.mark.parametrize("step", STEPS)
async def test_every_button_that_a_step_shows_is_read_by_that_step(talk: Talk, world: World, step: str) -> None:
    await at(talk, step)
    shown = [(b["title"], b["payload"]) for reply in talk.replies for b in reply.get("buttons") or []]
    slots, loop = dict(talk.slots), talk.loop
    for _title, payload in shown:
        talk.slots, talk.loop = dict(slots), loop
        intent, _, data = payload.lstrip("/").partition("{")
        await talk.hears("", intent, data.split(":", 1)[1].strip(' "}') if data else None)
        assert not talk.rejected
        assert talk.said
        assert not any(looks_like_a_payload(kept) for kept in stored(talk).values())


@pytest.mark.parametrize("level", LEVELS)
async def test_a_button_of_the_form_under_an_open_urgency_still_answers_the_form(talk: Talk, level: str) -> None:
    await at(talk, "channel")
    talk.slots["urgent"] = {"kind": "attack", "said": 1, "over": False} if level != "none" else None
    await talk.taps("Par téléphone")
    assert talk.asked == "contact_phone"


async def test_an_older_send_button_never_sends_what_was_changed_since(
    talk: Talk, world: World, opener: CaseOpener
) -> None:
    await at(talk, "confirmed")
    await talk.taps("Modifier")
    await talk.taps("Téléphone")
    await talk.hears("", "choose", "contact_confirmed:yes")
    assert await world.requests.all() == []
    assert talk.asked == "contact_phone"
    said = await talk.hears("0498 11 22 33")
    assert "0498 11 22 33" in said
    await talk.taps("Envoyer")
    [request] = await world.requests.all()
    given = request.opened(opener)
    assert given is not None
    assert given.phone == "+32498112233"
