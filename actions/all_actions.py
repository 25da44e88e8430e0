"""Every custom action of domain.yml, made with the world they share."""

from __future__ import annotations

from rasa_sdk import Action

from actions.acts_if_meant import FollowUpIfMeant, WithdrawIfMeant
from actions.alarm import AfterUrgent, CheckUrgency, Urgent
from actions.contact_ask import AskField
from actions.contact_form import ValidateContactForm
from actions.contact_submit import BeginContact, SubmitContact
from actions.request_taken_back import Erase
from actions.respond import Respond
from actions.world import World


def all_actions(world: World) -> list[Action]:
    kinds = (
        BeginContact,
        Respond,
        Urgent,
        CheckUrgency,
        AfterUrgent,
        ValidateContactForm,
        SubmitContact,
        FollowUpIfMeant,
        WithdrawIfMeant,
        Erase,
    )
    return [*(kind(world) for kind in kinds), *(AskField(world, field) for field in world.form.fields)]
