"""`python -m staff keys new|rotate`: a new key pair; everything sealed anew with it while the console runs."""

from __future__ import annotations

import os
import sys

from casework import work_keys
from casework.sealing import CaseOpener, new_case_keys
from staff.history import record
from staff.operator import say, sentence
from staff.redis_client import connected
from staff.requests_command import terminal_user
from staff.resealing import needing_old_keys, reseal_all
from staff.settings import StaffSettings


def print_new_keys() -> int:
    """The lines to set. Existing private keys follow the new one, so that what they sealed still opens."""
    private, public = new_case_keys()
    older = [part.strip() for part in os.environ.get("RELAIS_CASE_PRIVATE_KEYS", "").split(",") if part.strip()]
    print(f"RELAIS_CASE_PRIVATE_KEYS={','.join([private, *older])}")
    print(f"RELAIS_CASE_PUBLIC_KEY={public}")
    print(sentence("keys_new_rotation" if older else "keys_new_first"), file=sys.stderr)
    return 0


async def rotate_keys(settings: StaffSettings) -> int:
    """0 when the older keys can be removed, 1 when something still needs them. Raises as `connected` does."""
    newest = CaseOpener.from_setting(settings.private_keys.split(",")[0])
    async with connected(settings.redis_url) as redis:
        outcome = await reseal_all(redis, settings.opener, newest)
        await record(redis, terminal_user(), "keys.rotated")
        left = await needing_old_keys(redis, newest) - outcome.unreadable
        waiting = await redis.xlen(work_keys.FROM_PERSON)
    say("keys_rotated", done=outcome.done, already=outcome.already)
    if outcome.unreadable:
        say("some_unreadable", count=outcome.unreadable)
    if settings.public_key and settings.public_key != newest.public_keys[0]:
        say("keys_announce_first", public=newest.public_keys[0])
        return 1
    if left > 0 or waiting:
        say("keys_still_needed", count=max(left, 0) + waiting)
        return 1
    say("keys_old_removable" if len(settings.opener.public_keys) > 1 else "keys_nothing_older")
    return 0
