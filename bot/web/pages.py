"""The pages that are looked at: the chat, alone or in a frame, the privacy page, the script for other sites."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.layout import Layout
from bot.web.typography import french
from bot.web.web import Web

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """Every method is a route."""

    def __init__(self, web: Web) -> None:
        self._web = web
        loader = FileSystemLoader(TEMPLATES)
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters |= {"french": french, "blocks": Layout(web.line.content.directory).blocks}
        self._templates.globals |= {"text": web.texts.text, "texts": web.texts.texts, "group": web.texts.group}

    async def chat(self, request: Request) -> Response:
        return self._page("chat.html", frame=False)

    async def frame(self, request: Request) -> Response:
        """The same chat, for a site on the allow-list."""
        return self._page("chat.html", frame=True)

    async def privacy(self, request: Request) -> Response:
        texts = self._web.texts
        return self._page("privacy.html", words=texts.privacy(), sections=texts.privacy_sections(),
                          is_reviewed=texts.privacy_is_reviewed)  # fmt: skip

    async def integration(self, request: Request) -> Response:
        """A script that another site loads: a button that opens the frame."""
        body = self._templates.get_template("integration.js").render()
        return Response(body, media_type="text/javascript")

    def _page(self, name: str, **values: object) -> HTMLResponse:
        numbers = partial(self._web.numbers.listed, now=self._web.now())
        template = self._templates.get_template(name)
        return HTMLResponse(
            template.render(
                numbers=numbers(self._web.texts.numbers("numbers")),
                all_numbers=numbers(self._web.texts.numbers("no_script.numbers")),
                longest=self._web.limits.values.longest,
                **values,
            )
        )
