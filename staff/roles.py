"""The roles of the console and what each may do, from data/roles.yml. Called by gate, accounts and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.yaml_files import YamlFileIsInvalid, read_yaml

FILE = Path(__file__).parent / "data" / "roles.yml"
# Held by everybody who has signed in, whatever the role.
SIGNED_IN = "signed_in"
# For those who have not: sign-in, health, the console's own pictures and styles.
PUBLIC = "public"


@dataclass(frozen=True)
class Role:
    name: str
    title: str
    permissions: frozenset[str]


@dataclass(frozen=True)
class Roles:
    """`permissions`: what each means, in words."""

    roles: Mapping[str, Role]
    permissions: Mapping[str, str]

    def may(self, role: str, permission: str) -> bool:
        known = self.roles.get(role)
        return known is not None and (permission == SIGNED_IN or permission in known.permissions)

    def that_may(self, permission: str) -> frozenset[str]:
        return frozenset(name for name in self.roles if self.may(name, permission))


def load_roles(path: Path = FILE) -> Roles:
    """Raises YamlFileIsInvalid, also for a permission that is not explained."""
    data = read_yaml(path)
    try:
        permissions = dict(data["permissions"])
        roles = {name: Role(name, e["title"], frozenset(e["may"])) for name, e in data["roles"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise YamlFileIsInvalid(f"{path.name}: {error}") from None
    for role in roles.values():
        if strange := sorted(role.permissions - permissions.keys()):
            raise YamlFileIsInvalid(f"{path.name}: {role.name}: {strange} are no permissions")
    return Roles(roles, permissions)


@cache
def roles() -> Roles:
    return load_roles()
