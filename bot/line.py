"""The parts of the bot, made once and shared by the workers and the doors. Called by serve and by tests."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from bot.addresses import Addresses
from bot.aside import Aside
from bot.buttons import Buttons
from bot.commands import Commands, load_commands
from bot.counting import Counting, Sayings
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
from bot.staff_words import StaffWords
from bot.unbegun import Unbegun
from casework.bot_mail import BotMail
from casework.content import Content, load_content
from casework.sealing import CaseSealer, ChatCipher
from casework.staff_mail import StaffTalk, load_staff_talk
from casework.staff_mail_keys import BotMailOpener
from casework.urgency_rules import UrgencyRules, load_rules


@dataclass(frozen=True)
class Line:
    """Everything that a door or a worker may need. Nothing is connected before it is used. `mail` (with staff) is None
    without RELAIS_CASE_PUBLIC_KEY."""

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
    addresses: Addresses
    aside: Aside
    counting: Counting
    staff_words: StaffWords
    mail: BotMail | None


def make_line(settings: BotSettings, content: Content | None = None, rules: UrgencyRules | None = None) -> Line:
    """Content and rules are loaded unless they are given. Raises KeyIsInvalid, IdKeyIsTooShort, ContentIsInvalid,
    DirectoryIsInvalid or UrgencyRulesAreInvalid."""
    redis, idle = connect(settings.redis_url), settings.idle_hours * 3600
    names, cipher = Names(settings.id_key), ChatCipher.from_setting(settings.chat_keys)
    content, commands = content or load_content(), load_commands()
    lifeline = Lifeline(content, rules or load_rules(), commands)
    aside, staff_talk = Aside(), load_staff_talk()
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
        addresses=Addresses(redis, cipher),
        aside=aside,
        counting=Counting(redis, Sayings(content), idle, aside),
        staff_words=StaffWords(content, staff_talk.texts),
        mail=_mail(settings, redis, staff_talk),
    )


def _mail(settings: BotSettings, redis: Redis[bytes], talk: StaffTalk) -> BotMail | None:
    key = settings.case_public_key
    if key is None:
        return None
    return BotMail(redis, BotMailOpener(settings.chat_keys, key), CaseSealer.from_setting(key), talk)
