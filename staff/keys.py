"""The Redis keys of this room. The hash tag keeps every script on one node of a Cluster."""

from __future__ import annotations

import hashlib

ACCOUNTS = "{relais}:staff:accounts"
WATCH = "{relais}:staff:watch"
ALERTS = "{relais}:staff:alerts"
CONFIRMED = "{relais}:staff:directory"


def account(name: str) -> str:
    return f"{{relais}}:staff:account:{name}"


def recovery(name: str) -> str:
    return f"{{relais}}:staff:recovery:{name}"


def session(token: str) -> str:
    """Only a hash of the cookie is stored: a dump of Redis opens no session."""
    return f"{{relais}}:staff:session:{_hash(token)}"


def pending(token: str) -> str:
    return f"{{relais}}:staff:pending:{_hash(token)}"


def failures(what: str, who: str) -> str:
    """Wrong tries, by account or by address; neither is readable here."""
    return f"{{relais}}:staff:failures:{what}:{_hash(who)}"


def looked(account_name: str, reference: str) -> str:
    return f"{{relais}}:staff:looked:{account_name}:{reference}"


def alert(subject: str) -> str:
    return f"{{relais}}:staff:alert:{subject}"


def alert_failure(subject: str) -> str:
    return f"{{relais}}:staff:alert-failure:{subject}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:40]
