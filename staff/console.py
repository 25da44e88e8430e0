"""Everything the pages need, made once when the console starts. Called by app and by the tests."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from casework.claims import Claims
from casework.directory import Directory, load_directory
from casework.request_states import RequestStates, request_states
from casework.requests import RequestStore
from casework.sealing import CaseOpener, CaseSealer
from casework.staff_mail import StaffMail
from casework.staff_mail_keys import StaffMailSealer
from staff.accounts import Accounts
from staff.forms import VisitorTokens
from staff.history import History
from staff.limits import Limits, load_limits
from staff.passphrases import PassphraseHasher
from staff.pending import PendingSignIns
from staff.sessions import Sessions
from staff.settings import StaffSettings
from staff.slow_down import SlowDown
from staff.words import Words, load_words


@dataclass(frozen=True)
class Console:
    """`mail` is None when RELAIS_BOT_PUBLIC_KEY is not set: then nobody can be written to through the assistant."""

    settings: StaffSettings
    redis: Redis[bytes]
    opener: CaseOpener
    sealer: CaseSealer
    limits: Limits
    words: Words
    directory: Directory
    states: RequestStates
    store: RequestStore
    claims: Claims
    accounts: Accounts
    sessions: Sessions
    pending: PendingSignIns
    slow_down: SlowDown
    history: History
    mail: StaffMail | None
    tokens: VisitorTokens


def make_console(
    settings: StaffSettings,
    redis: Redis[bytes],
    *,
    hasher: PassphraseHasher | None = None,
    directory: Directory | None = None,
) -> Console:
    """Raises YamlFileIsInvalid, DirectoryIsInvalid, RequestStatesAreInvalid or KeyIsInvalid."""
    opener, limits = settings.opener, load_limits()
    return Console(
        settings=settings,
        redis=redis,
        opener=opener,
        sealer=CaseSealer.from_setting(opener.public_keys[0]),
        limits=limits,
        words=load_words(),
        directory=directory or load_directory(),
        states=request_states(),
        store=RequestStore(redis),
        claims=Claims(redis),
        accounts=Accounts(redis, opener, hasher or PassphraseHasher(), limits.start_passphrase),
        sessions=Sessions(redis, limits),
        pending=PendingSignIns(redis, opener, limits),
        slow_down=SlowDown(redis, limits.slow_down),
        history=History(redis),
        mail=_mail(settings, redis),
        tokens=VisitorTokens(settings.private_keys),
    )


def _mail(settings: StaffSettings, redis: Redis[bytes]) -> StaffMail | None:
    if settings.bot_public_key is None:
        return None
    return StaffMail(redis, StaffMailSealer(settings.announced_private_key, settings.bot_public_key))
