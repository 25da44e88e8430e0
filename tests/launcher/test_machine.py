"""What cannot work is said in one sentence before anything is started."""

from __future__ import annotations

import socket

import pytest

from launcher.machine import check_platform, check_port_is_free
from launcher.messages import CannotStart
from launcher.settings import read_settings


@pytest.mark.parametrize(
    ("system", "machine", "python"),
    [("Darwin", "arm64", (3, 10)), ("Linux", "aarch64", (3, 10)), ("Linux", "x86_64", (3, 12))],
)
def test_an_unsupported_platform_is_named(system: str, machine: str, python: tuple[int, int]) -> None:
    with pytest.raises(CannotStart, match=f"{system} {machine}"):
        check_platform(system, machine, python)


def test_the_supported_platform_passes() -> None:
    check_platform("Linux", "x86_64", (3, 10))


def test_a_busy_port_is_named_with_the_variable_that_moves_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"{port} .*RELAIS_BOT_PORT"):
            check_port_is_free("127.0.0.1", port, "bot", "RELAIS_BOT_PORT")


def test_a_token_that_is_none_is_refused_without_being_repeated() -> None:
    with pytest.raises(CannotStart) as refusal:
        read_settings({"TELEGRAM_TOKEN": "not-a-token"})
    assert "not-a-token" not in str(refusal.value)
    assert "TELEGRAM_TOKEN" in str(refusal.value)


@pytest.mark.parametrize("token", ["700000001:AAE-nstinTopensTheDoor_of_a_bot1234", "42:abc-12"])
def test_the_tokens_of_telegram_and_of_other_servers_of_its_api_are_taken(token: str) -> None:
    assert read_settings({"TELEGRAM_TOKEN": token}).telegram_token == token


@pytest.mark.parametrize("token", ["42:abcde", "42:" + "a" * 101, "abc:abcdefgh", "42:abc def"])
def test_what_is_too_short_too_long_or_has_a_space_is_no_token(token: str) -> None:
    with pytest.raises(CannotStart):
        read_settings({"TELEGRAM_TOKEN": token})
