from __future__ import annotations

from tests.bot.web.small_web import SmallWeb

SITE = "https://www.exemple.be"


async def test_every_route_sends_every_header(embedded: SmallWeb) -> None:
    visitor = embedded.visitor()
    walked = [(route.path, getattr(route, "methods", None) or {"GET"}) for route in embedded.app.routes]
    assert len(walked) == 10
    for path, methods in walked:
        ask = visitor.post if "POST" in methods else visitor.get
        answer = await ask("/web/static/base.css" if path == "/web/static" else path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
        assert not any(word in policy for word in ("unsafe", "http:", "data:", "*")), path
        assert answer.headers["referrer-policy"] == "no-referrer", path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert "server" not in answer.headers, path


async def test_nothing_is_kept_by_the_browser_but_the_script_for_other_sites(embedded: SmallWeb) -> None:
    visitor = embedded.visitor()
    for path in (
        "/",
        "/vie-privee",
        "/cadre",
        "/web/static/chat.js",
        "/web/static/fonts/atkinson-hyperlegible-next.woff2",
    ):
        assert (await visitor.get(path)).headers["cache-control"] == "no-store", path
    assert (await visitor.get("/integration.js")).headers["cache-control"] == "public, max-age=3600"


async def test_only_the_frame_can_be_framed_and_only_by_the_sites_of_the_list(embedded: SmallWeb) -> None:
    visitor = embedded.visitor()
    for path in ("/", "/vie-privee", "/integration.js"):
        answer = await visitor.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
    frame = await visitor.get("/cadre")
    assert f"frame-ancestors {SITE}" in frame.headers["content-security-policy"]
    assert "x-frame-options" not in frame.headers


async def test_without_a_list_there_is_no_frame(web: SmallWeb) -> None:
    visitor = web.visitor()
    assert (await visitor.get("/cadre")).status_code == 404
    assert (await visitor.get("/integration.js")).status_code == 404


async def test_only_a_visitor_with_tls_is_told_to_come_back_with_it(embedded: SmallWeb) -> None:
    plain = await embedded.visitor().get("/")
    secure = await embedded.visitor("10.0.0.2").get("/", **{"x-forwarded-proto": "https"})
    assert "strict-transport-security" not in plain.headers
    assert "strict-transport-security" in secure.headers


async def test_a_page_is_small_enough_for_a_slow_line(web: SmallWeb) -> None:
    visitor = web.visitor()
    page = await visitor.get("/")
    static = ("base.css", "chat.css", "chat.js", "view.js", "line.js", "stream.js", "leave.js", "icon.svg")
    sizes = [int((await visitor.get(f"/web/static/{name}")).headers["content-length"]) for name in static]
    assert int(page.headers["content-length"]) + sum(sizes) < 25_000
