"""The pages before the session: name and passphrase, the code, linking the app, and the way out."""

from __future__ import annotations

from starlette.responses import Response

from staff import cookies
from staff.second_factor import new_secret, qr_code
from staff.sessions import Session
from staff.sign_in import (
    MustWait,
    SignInIsRefused,
    StartIsTooLate,
    link_app,
    prove_code,
    prove_passphrase,
)
from staff.visit import Visit

CODE, LINK = "/connexion/code", "/connexion/application"


async def show_sign_in(visit: Visit) -> Response:
    return await _page(visit, "sign_in.html", name="")


async def sign_in(visit: Visit) -> Response:
    name = visit.form.get("nom", "")
    try:
        pending = await prove_passphrase(visit.console, name, visit.form.get("phrase", ""), visit.address)
    except SignInIsRefused as refusal:
        return await _page(visit, "sign_in.html", refusal, name=name)
    account = await visit.console.accounts.get(pending.account)
    response = visit.go(CODE if account and account.has_second_factor else LINK)
    cookies.put(response, cookies.PENDING, pending.token, secure=visit.secure)
    return response


async def show_code(visit: Visit) -> Response:
    if not await visit.console.pending.find(_pending_token(visit)):
        return visit.go("/connexion")
    return await _page(visit, "code.html")


async def give_code(visit: Visit) -> Response:
    pending = await visit.console.pending.find(_pending_token(visit))
    if pending is None:
        return await _page(visit, "sign_in.html", key="start_again", name="")
    try:
        session = await prove_code(visit.console, pending, visit.form.get("code", ""), visit.address)
    except SignInIsRefused as refusal:
        return await _page(visit, "code.html", refusal, key="wrong_code")
    return _with_session(visit, visit.go("/"), session)


async def show_link(visit: Visit) -> Response:
    """Each time with a fresh secret: what was shown once is never shown again."""
    pending = await visit.console.pending.find(_pending_token(visit))
    account = await visit.console.accounts.get(pending.account) if pending else None
    if pending is None or account is None or account.has_second_factor:
        return visit.go("/connexion")
    secret = new_secret()
    await visit.console.pending.offer(pending, secret)
    return await _page(visit, "link_app.html", secret=secret, qr=qr_code(secret, account.name))


async def link(visit: Visit) -> Response:
    pending = await visit.console.pending.find(_pending_token(visit))
    if pending is None:
        return await _page(visit, "sign_in.html", key="start_again", name="")
    try:
        session, codes = await link_app(visit.console, pending, visit.form.get("code", ""), visit.address)
    except SignInIsRefused as refusal:
        return await _page(visit, "link_app.html", refusal, key="wrong_code", secret=None, qr=None)
    return _with_session(visit, await _page(visit, "recovery_codes.html", codes=codes), session)


async def sign_out(visit: Visit) -> Response:
    assert visit.session is not None
    await visit.record("session.ended", visit.who.name)
    await visit.console.sessions.end(visit.session.token)
    response = visit.go("/connexion")
    cookies.drop(response, cookies.SESSION, secure=visit.secure)
    return response


async def home(visit: Visit) -> Response:
    """The first page that this role works on."""
    pages = {"cases.read": "/demandes", "accounts.manage": "/comptes", "trail.read": "/journal"}
    return visit.go(next((page for asked, page in pages.items() if visit.who.may(asked)), "/compte"))


def _pending_token(visit: Visit) -> str:
    return cookies.read(visit.request, cookies.PENDING, secure=visit.secure)


def _with_session(visit: Visit, response: Response, session: Session) -> Response:
    cookies.put(response, cookies.SESSION, session.token, secure=visit.secure)
    cookies.drop(response, cookies.PENDING, secure=visit.secure)
    return response


async def _page(
    visit: Visit, template: str, refusal: SignInIsRefused | None = None, *, key: str = "wrong", **values: object
) -> Response:
    """A page with the form of a visitor; the cookie that its token belongs to is set when there is none yet."""
    tokens = visit.console.tokens
    known = cookies.read(visit.request, cookies.VISITOR, secure=visit.secure)
    cookie = known or tokens.new_cookie()
    wait = refusal.seconds if isinstance(refusal, MustWait) else 0
    problem = _problem(visit, refusal, key, wait) if refusal or key != "wrong" else ""
    status = 429 if wait else 403 if problem else 200
    response = await visit.page(template, status, form_token=tokens.token(cookie), problem=problem, **values)
    if wait:
        response.headers["Retry-After"] = str(wait)
    if not known:
        cookies.put(response, cookies.VISITOR, cookie, secure=visit.secure)
    return response


def _problem(visit: Visit, refusal: SignInIsRefused | None, key: str, wait: int) -> str:
    if wait:
        return visit.console.words.sign_in("wait", seconds=wait)
    return visit.console.words.sign_in("too_late" if isinstance(refusal, StartIsTooLate) else key)
