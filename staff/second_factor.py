"""The second factor: codes of an app on the telephone (TOTP), each good once, and recovery codes. Called by sign_in."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from pathlib import Path

import pyotp
import qrcode
import qrcode.image.svg
from redis.asyncio import Redis

from casework.scripts import run_script
from staff import keys

USE = Path(__file__).parent / "lua" / "use_code.lua"
ISSUER = "Relais"
STEP = 30
# The clock of a telephone may be half a minute off.
STEPS_AROUND = 1
RECOVERY_CODES = 8
_SYMBOLS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


def new_secret() -> str:
    return pyotp.random_base32()


def qr_code(secret: str, account: str) -> str:
    """An SVG element to scan."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)
    code = qrcode.make(uri, image_factory=qrcode.image.svg.SvgPathImage, box_size=14, border=3)
    text: str = code.to_string(encoding="unicode")
    return text.replace("<svg:", "<svg ").replace("svg:", "")


def step_of(secret: str, code: str, now: float | None = None) -> int | None:
    """The time step that this code belongs to, if it is one of now; compared in constant time."""
    typed = re.sub(r"\D", "", code)
    totp, current = pyotp.TOTP(secret), int((time.time() if now is None else now) // STEP)
    steps = range(current - STEPS_AROUND, current + STEPS_AROUND + 1)
    fitting = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), typed)]
    return fitting[-1] if fitting else None


async def use_code(redis: Redis[bytes], account: str, secret: str, code: str, now: float | None = None) -> bool:
    """True once for each code: of two who hand in the same one, one is let in."""
    step = step_of(secret, code, now)
    return step is not None and bool(await run_script(redis, USE.read_text(), [keys.account(account)], [step]))


async def new_recovery_codes(redis: Redis[bytes], account: str) -> list[str]:
    """Eight codes of 49 bits, shown once; the older ones are worth nothing any more."""
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    async with redis.pipeline(transaction=True) as pipe:
        pipe.delete(keys.recovery(account))
        pipe.sadd(keys.recovery(account), *(_hash(account, code) for code in codes))
        await pipe.execute()
    return codes


async def use_recovery_code(redis: Redis[bytes], account: str, code: str) -> bool:
    """True once for each code."""
    return bool(await redis.srem(keys.recovery(account), _hash(account, code)))


async def recovery_codes_left(redis: Redis[bytes], account: str) -> int:
    return int(await redis.scard(keys.recovery(account)))


def _recovery_code() -> str:
    half = ["".join(secrets.choice(_SYMBOLS) for _ in range(5)) for _ in range(2)]
    return "-".join(half)


def _hash(account: str, code: str) -> str:
    """A code has 49 random bits: a plain hash is enough against a dump, the slow-down against trying."""
    typed = re.sub(r"[^A-Z0-9]", "", code.upper())
    return hashlib.sha256(f"{account}:{typed}".encode()).hexdigest()
