"""How the console is set up, for administration: what is on, what is off, which keys fit. No secret is shown."""

from __future__ import annotations

from starlette.responses import Response

from staff.alert_setup import read_duty
from staff.alerts import failing_since
from staff.health import is_healthy
from staff.settings import SettingIsWrong
from staff.visit import Visit


async def show_settings(visit: Visit) -> Response:
    settings, console = visit.console.settings, visit.console
    try:
        duty, duty_problem = read_duty(settings), ""
    except SettingIsWrong as error:
        duty, duty_problem = None, str(error)
    return await visit.page(
        "settings.html",
        healthy=await is_healthy(console.redis, console.opener),
        duty=duty,
        duty_problem=duty_problem,
        failing=await failing_since(console.redis),
        public_keys=[key[:8] for key in console.opener.public_keys],
        announced=(settings.public_key or "")[:8],
        can_write=console.mail is not None,
        settings=settings,
        limits=console.limits,
        states=console.states.states,
    )
