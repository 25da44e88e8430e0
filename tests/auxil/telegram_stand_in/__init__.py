"""A stand-in for Telegram's Bot API, for tests and for trying the bot by hand without Telegram."""

from tests.auxil.telegram_stand_in.people import Group, Person
from tests.auxil.telegram_stand_in.server import TOKEN, TelegramStandIn, running_stand_in
from tests.auxil.telegram_stand_in.waiting import until, wait_until

__all__ = ["TOKEN", "Group", "Person", "TelegramStandIn", "running_stand_in", "until", "wait_until"]
