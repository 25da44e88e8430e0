from __future__ import annotations

from pathlib import Path

import pytest

from casework.dev_environment import DevSecretsAreExposed, fill_from_dev_file


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    file = tmp_path / "secrets.env"
    file.write_text("# made by the launcher\n\nRELAIS_ID_KEY=from=file\nRELAIS_CHAT_KEYS=chat\n")
    file.chmod(0o600)
    return tmp_path


def test_missing_secrets_come_from_the_file_and_present_ones_stay(state_dir: Path) -> None:
    environ = {"RELAIS_STATE_DIR": str(state_dir), "RELAIS_CHAT_KEYS": "mine"}
    fill_from_dev_file(environ)
    assert environ["RELAIS_ID_KEY"] == "from=file"
    assert environ["RELAIS_CHAT_KEYS"] == "mine"


def test_a_program_is_not_handed_a_secret_it_must_not_hold(state_dir: Path) -> None:
    environ = {"RELAIS_STATE_DIR": str(state_dir)}
    fill_from_dev_file(environ, leaving_out=["RELAIS_CHAT_KEYS"])
    assert "RELAIS_CHAT_KEYS" not in environ
    assert "RELAIS_ID_KEY" in environ


def test_in_production_the_file_is_not_read(state_dir: Path) -> None:
    environ = {"RELAIS_STATE_DIR": str(state_dir), "RELAIS_MODE": "production"}
    fill_from_dev_file(environ)
    assert "RELAIS_ID_KEY" not in environ


def test_without_a_file_nothing_happens(tmp_path: Path) -> None:
    environ = {"RELAIS_STATE_DIR": str(tmp_path)}
    fill_from_dev_file(environ)
    assert environ == {"RELAIS_STATE_DIR": str(tmp_path)}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_read_or_write_is_refused(state_dir: Path, mode: int) -> None:
    (state_dir / "secrets.env").chmod(mode)
    with pytest.raises(DevSecretsAreExposed):
        fill_from_dev_file({"RELAIS_STATE_DIR": str(state_dir)})
