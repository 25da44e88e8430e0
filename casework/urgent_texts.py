"""What is said at once when somebody may be in danger. Called by actions and by bot's lifeline."""

from __future__ import annotations

from datetime import datetime

from casework.content import Content
from casework.replies import Reply

KINDS = ("attack", "departure", "suicide", "danger")


def urgent_replies(kind: str | None, moment: datetime, content: Content, *, hint: str | None = None) -> list[Reply]:
    """At most two bubbles: the numbers first, the question « Êtes-vous en sécurité ? » last.

    `kind`: one of KINDS; anything else is treated as danger, for an answer must come. `hint`: `partner`,
    `missing_child` or `minor` (see casework.urgency.hint_of), `adult`…, when the message says more than its kind.
    """
    answer = f"urgent_text_{kind if kind in KINDS else 'danger'}"
    return content.render(answer, moment, context={"hint": hint or "none"})
