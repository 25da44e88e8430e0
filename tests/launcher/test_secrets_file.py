"""The secrets of a development machine are made once and kept from others."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from casework.sealing import CaseOpener, CaseSealer, ChatCipher
from launcher.messages import CannotStart
from launcher.secrets_file import NAMES, provide_secrets


def test_missing_secrets_are_made_and_only_their_owner_reads_the_file(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    provide_secrets(environ, tmp_path / "state" / "secrets.env", production=False)
    assert set(NAMES) <= set(environ)
    assert stat.S_IMODE((tmp_path / "state" / "secrets.env").stat().st_mode) == 0o600


def test_a_second_start_gets_the_same_secrets(tmp_path: Path) -> None:
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    provide_secrets(first, tmp_path / "secrets.env", production=False)
    provide_secrets(second, tmp_path / "secrets.env", production=False)
    assert first == second


def test_what_the_environment_says_wins_over_the_file(tmp_path: Path) -> None:
    environ = {"RELAIS_ID_KEY": "mine"}
    provide_secrets(environ, tmp_path / "secrets.env", production=False)
    assert environ["RELAIS_ID_KEY"] == "mine"


def test_the_keys_that_are_made_fit_one_another(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    provide_secrets(environ, tmp_path / "secrets.env", production=False)
    sealed = CaseSealer.from_setting(environ["RELAIS_CASE_PUBLIC_KEY"]).seal("R", {"name": "Zoé"})
    assert CaseOpener.from_setting(environ["RELAIS_CASE_PRIVATE_KEYS"]).open("R", sealed) == {"name": "Zoé"}
    ChatCipher.from_setting(environ["RELAIS_CHAT_KEYS"])


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    provide_secrets({}, path, production=False)
    path.chmod(0o644)
    with pytest.raises(CannotStart, match="chmod 600"):
        provide_secrets({}, path, production=False)


def test_production_makes_no_secret_and_says_which_one_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="RELAIS_ID_KEY"):
        provide_secrets({}, tmp_path / "secrets.env", production=True)
    assert not (tmp_path / "secrets.env").exists()
