"""Another site, on another host name than the bot: a page with the bot's button, for the tests of embedding."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = '<!doctype html><html lang="fr"><title>La ville</title><h1>La ville</h1><script src="{}" defer></script></html>'


class OtherSite:
    """`scripts` is what its page loads; `url` is its origin."""

    def __init__(self) -> None:
        self.script = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self.url = f"http://localhost:{self.server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, site: OtherSite, *args: object) -> None:
        self._site = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = PAGE.format(self._site.script).encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        # A careful site: what its page may load is the bot's script and frame, and no style of anybody's.
        policy = "default-src 'none'; script-src http://127.0.0.1:*; frame-src http://127.0.0.1:*; style-src 'none'"
        self.send_header("content-security-policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def running_other_site() -> Iterator[OtherSite]:
    site = OtherSite()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()
