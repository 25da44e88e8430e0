from __future__ import annotations

import base64

from bot.web.sessions import Sessions

DAY = 24 * 3600.0


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_token_of_ours_is_known_without_any_store() -> None:
    session = Sessions("a key", 7).new()
    assert Sessions("a key", 7).read(session.token) == session


def test_nobody_makes_a_token_without_the_key() -> None:
    assert Sessions("a key", 7).read(Sessions("another key", 7).new().token) is None


def test_a_token_with_one_changed_bit_is_refused() -> None:
    sessions = Sessions("a key", 7)
    raw = bytearray(base64.urlsafe_b64decode(sessions.new().token))
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        assert sessions.read(base64.urlsafe_b64encode(bytes(changed)).decode()) is None


def test_nonsense_is_no_token() -> None:
    sessions = Sessions("a key", 7)
    for nonsense in ("", "a", "é" * 40, "=" * 60, "A" * 59, "A" * 4000):
        assert sessions.read(nonsense) is None


def test_a_token_is_good_for_its_days_and_no_longer() -> None:
    clock = Clock()
    sessions = Sessions("a key", 7, clock)
    token = sessions.new().token
    clock.now += 7 * DAY - 1
    assert sessions.read(token)
    clock.now += 2
    assert sessions.read(token) is None


def test_two_tokens_are_never_the_same_and_hold_192_random_bits() -> None:
    sessions = Sessions("a key", 7)
    tokens = {sessions.new().token[:32] for _ in range(200)}
    assert len(tokens) == 200


def test_a_session_that_is_printed_shows_neither_token_nor_conversation() -> None:
    session = Sessions("a key", 7).new()
    assert session.token not in repr(session)
    assert session.chat not in repr(session)
