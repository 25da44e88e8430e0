from __future__ import annotations

import pytest

from casework.sealing import new_case_keys
from staff.settings import SettingIsWrong, read_settings


@pytest.mark.parametrize("name", ["REDIS_URL", "RELAIS_CASE_PRIVATE_KEYS"])
def test_a_missing_setting_is_named_in_one_sentence(environ: dict[str, str], name: str) -> None:
    del environ[name]

    with pytest.raises(SettingIsWrong, match=f"Il manque la variable {name}") as refusal:
        read_settings(environ)

    assert "\n" not in str(refusal.value)


def test_keys_that_are_no_keys_are_refused_without_being_shown(environ: dict[str, str]) -> None:
    with pytest.raises(SettingIsWrong) as refusal:
        read_settings({**environ, "RELAIS_CASE_PRIVATE_KEYS": "sesame"})

    assert "sesame" not in str(refusal.value)


def test_a_public_key_of_another_pair_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(SettingIsWrong, match="RELAIS_CASE_PUBLIC_KEY"):
        read_settings({**environ, "RELAIS_CASE_PUBLIC_KEY": new_case_keys()[1]})


def test_during_a_rotation_the_public_key_may_be_the_older_one(environ: dict[str, str]) -> None:
    newer = new_case_keys()[0]

    read_settings({**environ, "RELAIS_CASE_PRIVATE_KEYS": f"{newer},{environ['RELAIS_CASE_PRIVATE_KEYS']}"})


@pytest.mark.parametrize(
    ("name", "value"), [("REDIS_URL", "localhost"), ("RELAIS_STAFF_PORT", "-1"), ("RELAIS_MODE", "prod")]
)
def test_a_setting_of_the_wrong_form_is_refused(environ: dict[str, str], name: str, value: str) -> None:
    with pytest.raises(SettingIsWrong):
        read_settings({**environ, name: value})


def test_secrets_do_not_show_when_settings_are_printed(environ: dict[str, str]) -> None:
    settings = read_settings({**environ, "RELAIS_SMTP_URL": "smtp://u:geheim@mail.example"})

    assert environ["RELAIS_CASE_PRIVATE_KEYS"] not in repr(settings)
    assert "geheim" not in repr(settings)
