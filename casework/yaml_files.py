"""Reads our YAML files; a key written twice is an error, not a silent loss. Called by every loader."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


class YamlFileIsInvalid(ValueError):
    """The file cannot be read, is not YAML, or has the same key twice in one place."""


class _StrictLoader(yaml.CSafeLoader):
    """The safe loader, refusing duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise YamlFileIsInvalid(f"« {key} » stands twice (line {key_node.start_mark.line + 1})")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """The data of one file. Raises YamlFileIsInvalid with the file's name and the place."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except (OSError, yaml.YAMLError, YamlFileIsInvalid, TypeError) as error:
        raise YamlFileIsInvalid(f"{path.name}: {error}") from None
