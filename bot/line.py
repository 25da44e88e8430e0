"""The parts of the bot, made once and shared by the workers and the doors. Called by serve and by tests."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.buttons import Buttons
from bot.commands import Commands, load_commands
from bot.inbox import Inbox
from bot.intake import Intake
from bot.lifeline import Lifeline
from bot.messages import IncomingMessage
from bot.names import Names
from bot.outage import Outage
from bot.outbox import Outbox
from bot.rasa_client import RasaClient
from bot.redis_client import connect
from bot.settings import BotSettings
from bot.unbegun import Unbegun
from casework.content import Content, load_content
from casework.sealing import ChatCipher
from casework.urgency_rules import UrgencyRules, load_rules


@dataclass(frozen=True)
class Line:
    """Everything that a door or a worker may need. Nothing is connected before it is used."""

    settings: BotSettings
    redis: Redis[bytes]
    names: Names
    cipher: ChatCipher
    content: Content
    commands: Commands
    lifeline: Lifeline
    outage: Outage
    unbegun: Unbegun
    intake: Intake
    inbox: Inbox
    buttons: Buttons
    outbox: Outbox
    rasa: RasaClient


def make_line(settings: BotSettings, content: Content | None = None, rules: UrgencyRules | None = None) -> Line:
    """Content and rules are loaded unless they are given. Raises KeyIsInvalid, IdKeyIsTooShort, ContentIsInvalid,
    DirectoryIsInvalid or UrgencyRulesAreInvalid."""
    redis, idle = connect(settings.redis_url), settings.idle_hours * 3600
    names, cipher = Names(settings.id_key), ChatCipher.from_setting(settings.chat_keys)
    content, commands = content or load_content(), load_commands()
    lifeline = Lifeline(content, rules or load_rules(), commands)
    outage, unbegun = Outage(lifeline, names), Unbegun(names)

    def stored(message: IncomingMessage) -> None:
        outage.is_over()
        unbegun.add(message)

    return Line(
        settings=settings,
        redis=redis,
        names=names,
        cipher=cipher,
        content=content,
        commands=commands,
        lifeline=lifeline,
        outage=outage,
        unbegun=unbegun,
        intake=Intake(redis, cipher, names, idle, on_stored=stored),
        inbox=Inbox(redis, idle),
        buttons=Buttons(redis, cipher, names),
        outbox=Outbox(redis, cipher, idle),
        rasa=RasaClient(settings.rasa_url, settings.rasa_secret),
    )
