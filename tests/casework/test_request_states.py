from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.request_states import PERSON, RequestStatesAreInvalid, load_request_states, request_states
from casework.yaml_files import DATA


def test_every_state_can_be_reached_and_every_open_one_can_be_left() -> None:
    states = request_states()
    reached = {states.first} | {to for tos in states.moves.values() for to in tos}
    assert reached == set(states.states)
    assert {state for _, state in states.moves} >= set(states.open_to_change())


def test_a_person_can_withdraw_and_do_nothing_else() -> None:
    states = request_states()
    assert {to for (role, _), tos in states.moves.items() if role == PERSON for to in tos} == {"retire"}


def test_nobody_leaves_the_withdrawn_state() -> None:
    assert all(state != "retire" for _, state in request_states().moves)


def test_what_is_withdrawn_is_erased() -> None:
    assert request_states().states["retire"].erases_sealed


def test_only_the_console_roles_and_the_person_are_named() -> None:
    assert {role for role, _ in request_states().moves} == {"intervenant", "coordination", PERSON}


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update(first="neuf"),
        lambda table: table["states"].pop("retire"),
        lambda table: table["states"]["clos"].update(keep_days=0),
        lambda table: table["states"]["clos"].update(sealed="perhaps"),
        lambda table: table["states"]["clos"].pop("title"),
        lambda table: table["moves"].append({"from": ["clos"], "to": "perdu", "by": ["person"]}),
        lambda table: table.pop("moves"),
    ],
)
def test_a_wrong_table_stops_the_start(tmp_path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    table = yaml.safe_load((DATA / "request_states.yml").read_text())
    change(table)
    path = tmp_path / "states.yml"
    path.write_text(yaml.safe_dump(table, allow_unicode=True))
    with pytest.raises(RequestStatesAreInvalid):
        load_request_states(path)
