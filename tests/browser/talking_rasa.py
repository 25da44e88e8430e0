"""The stand-in for Rasa, with our real answers and a short contact request: enough of a dialogue for a browser test."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from casework.content import Content, load_content
from casework.replies import Button, Reply
from casework.urgent_texts import urgent_replies
from tests.auxil.rasa_stand_in import RasaStandIn, StandInState

REFERENCE = "7K2M-9QXT-4VHB-Z"
ANSWERS = {
    "/start_conversation": "start", "/safe": "after_safe", "/not_safe": "after_not_safe",
    "/false_alarm": "after_false_alarm", "/start_guidance": "describe_concern", "/start_referral": "ask_referral",
    "signes": "ask_signs", "prof": "ask_referral/school",
}  # fmt: skip
YES_NO = (Button("D’accord", "/choose{1}"), Button("Non merci", "/deny"))
REQUEST = {
    "/request_contact": Reply("Je peux transmettre une demande de contact au CAPREV.\nÊtes-vous d’accord ?", YES_NO),
    "/choose{1}": Reply("Quel est votre numéro de téléphone ?"),
    "0470": Reply("Voici votre demande :\nTéléphone : 0470 12 34 56\nEst-ce que je l’envoie ?",
                  (Button("Envoyer", "/choose{2}"), Button("Annuler", "/deny"))),
    "/choose{2}": Reply(f"Votre demande est enregistrée.\nVotre référence :\n{REFERENCE}\nNotez-la."),
}  # fmt: skip


class TalkingRasa(RasaStandIn):
    """Knows what `ANSWERS` and `REQUEST` say; any other words are given back with their number."""

    def __init__(self) -> None:
        super().__init__()
        self.content: Content = load_content()

    def begin_anew(self) -> None:
        """For the next test: works, and has heard nothing."""
        self.state = StandInState()

    def _run(self, body: dict[str, Any], said: str) -> None:
        super()._run(body, said)
        if replies := self._replies(said):
            self._answers[body["id"]]["replies"] = [reply.to_json() for reply in replies]

    def _replies(self, said: str) -> list[Reply]:
        now = datetime.now(timezone.utc)
        if "arme" in said:
            return urgent_replies("attack", now, self.content)
        for sign, reply in REQUEST.items():
            if sign in said:
                return [reply]
        for sign, answer in ANSWERS.items():
            if sign in said:
                return self.content.render(answer, now)
        return self._by_payload(said, now)

    def _by_payload(self, said: str, now: datetime) -> list[Reply]:
        name, _, value = said.removeprefix("/").partition("{")
        answer = json.loads("{" + value)["value"] if name == "ask" and value else name
        return self.content.render(answer, now) if said.startswith("/") and answer in self.content.answers else []
