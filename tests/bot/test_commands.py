"""What a « / » becomes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.commands import load_commands, without_slash

COMMANDS = load_commands()


def test_the_menu_has_the_seven_commands_in_order() -> None:
    names = [command.name for command in COMMANDS.listed]
    assert names == ["start", "aide", "urgence", "contact", "suivi", "effacer", "stop"]
    assert all(command.payload.startswith("/") and command.description for command in COMMANDS.listed)


def test_every_spelling_leads_to_a_command_of_the_menu() -> None:
    assert set(COMMANDS.by_name.values()) == set(COMMANDS.listed)


@given(st.text())
def test_no_text_of_a_person_reaches_rasa_with_a_slash_in_front(text: str) -> None:
    assert not without_slash(text).startswith(("/", " ", "\n"))
    payload = COMMANDS.payload_of(text)
    assert payload is None or payload in {command.payload for command in COMMANDS.listed}


def test_a_sentence_without_a_slash_is_no_command() -> None:
    assert COMMANDS.payload_of("urgence") is None
    assert COMMANDS.payload_of("stop") is None


def test_payloads_of_danger_are_known_with_and_without_a_value() -> None:
    assert COMMANDS.means_danger("/urgent_attack")
    assert COMMANDS.means_danger('/not_safe{"value": "x"}')
    assert not COMMANDS.means_danger("/safe")
