"""One request of a browser: who asks, what the form says, and how to answer. Handed to every page by gate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework.claims import Worker
from staff import keys
from staff.accounts import Account
from staff.console import Console
from staff.headers import address_of, is_behind_tls
from staff.history import record
from staff.sessions import Session
from staff.view import render


@dataclass(frozen=True)
class Visit:
    """`account` and `session` are None before the sign-in; `form` holds the fields of a POST."""

    console: Console
    environment: Environment
    request: Request
    account: Account | None = None
    session: Session | None = None
    form: Mapping[str, str] = field(default_factory=dict)

    def with_form(self, form: Mapping[str, str]) -> Visit:
        return replace(self, form=form)

    @property
    def who(self) -> Account:
        """The account that is signed in. Only for pages that ask for a permission."""
        assert self.account is not None
        return self.account

    @property
    def worker(self) -> Worker:
        return Worker(self.who.name, self.who.role, over_others=self.who.may("cases.assign"))

    @property
    def address(self) -> str:
        return address_of(self.request.scope, self.console.settings.trusted_proxy)

    @property
    def secure(self) -> bool:
        settings = self.console.settings
        return is_behind_tls(self.request.scope, settings.trusted_proxy, settings.production)

    async def record(self, what: str, about: str = "") -> None:
        await record(self.console.redis, self.who.name, what, about)

    async def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page, with the notice that the act before it left."""
        notice = await self._take_notice()
        return HTMLResponse(self._html(template, {"notice": notice, **values}), status_code=status)

    def fragment(self, template: str, **values: Any) -> HTMLResponse:
        """A part that replaces itself in an open page."""
        return HTMLResponse(self._html(template, values))

    def go(self, path: str) -> RedirectResponse:
        return RedirectResponse(path, status_code=303)

    async def say_and_go(self, path: str, notice: str, *, bad: bool = False, **values: Any) -> Response:
        """Leaves a notice for the next page; a fixed sentence, so that no link can make the console say something."""
        if self.session is not None:
            said = {"text": self.console.words.notice(notice, **values), "bad": bad}
            await self.console.redis.hset(keys.session(self.session.token), "notice", json.dumps(said))
        return self.go(path)

    async def _take_notice(self) -> dict[str, Any] | None:
        if self.session is None:
            return None
        place = keys.session(self.session.token)
        async with self.console.redis.pipeline(transaction=True) as pipe:
            pipe.hget(place, "notice")
            pipe.hdel(place, "notice")
            said, _ = await pipe.execute()
        return dict(json.loads(said)) if said else None

    def _html(self, template: str, values: Mapping[str, Any]) -> str:
        form_token = self.session.form_token if self.session else ""
        common = {"me": self.account, "form_token": form_token, "path": self.request.url.path, "visit": self}
        return render(self.environment, template, {**common, **values})
