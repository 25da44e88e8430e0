from __future__ import annotations

import pytest

from bot.web.limits import Buckets, Limits, Rate, load_limits


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_let_through_and_then_one_at_a_time(clock: Clock) -> None:
    buckets = Buckets(Rate(3, 4.0), clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == 4.0
    clock.now += 4
    assert buckets.take("a") == 0
    assert buckets.take("a") == 4.0


def test_asking_too_early_does_not_make_the_wait_longer(clock: Clock) -> None:
    buckets = Buckets(Rate(1, 10.0), clock)
    buckets.take("a")
    for _ in range(50):
        buckets.take("a")
    clock.now += 10
    assert buckets.take("a") == 0


def test_one_who_takes_all_leaves_the_others_theirs(clock: Clock) -> None:
    buckets = Buckets(Rate(2, 4.0), clock)
    while not buckets.take("flood"):
        pass
    assert buckets.take("other") == 0


def test_a_bucket_that_is_full_again_is_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.limits.MOST_BUCKETS", 3)
    buckets = Buckets(Rate(2, 4.0), clock)
    for key in "abc":
        buckets.take(key)
    clock.now += 100
    buckets.take("d")
    assert list(buckets._levels) == ["d"]


def test_however_many_come_at_once_the_memory_stays_small(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.limits.MOST_BUCKETS", 5)
    buckets = Buckets(Rate(2, 4.0), clock)
    for key in range(100):
        buckets.take(str(key))
    assert len(buckets._levels) <= 5


def test_an_address_does_not_stand_in_memory() -> None:
    limits = Limits(load_limits())
    limits.take("rate_address", "203.0.113.7")
    assert "203.0.113.7" not in str(limits.__dict__) + str(limits._buckets["rate_address"]._levels)


def test_every_rate_that_the_routes_ask_for_stands_in_the_file() -> None:
    rates = load_limits().rates
    assert set(rates) == {
        "rate_session", "rate_address", "acts_session", "urgent_reserve", "sessions_address", "sessions_all",
    }  # fmt: skip
