"""Everything the actions need, made once when the server starts and handed to each of them."""

from __future__ import annotations

from dataclasses import dataclass

from redis.asyncio import Redis

from actions.settings import ActionSettings
from casework.alarm_talk import AlarmTalk, load_alarm_talk
from casework.answer_choice import AnswerChoice, load_answer_choice
from casework.asked import Asked, load_asked
from casework.aspects import Aspects, load_aspects
from casework.child_talk import ChildTalk, load_child_talk
from casework.contact_form import ContactForm, load_contact_form
from casework.content import Content, load_content
from casework.dialogue_words import DialogueWords, load_dialogue_words
from casework.directory import Directory, load_directory
from casework.follow_ups import FollowUps, load_follow_ups
from casework.guidance import Guidance, load_guidance
from casework.in_context import InContext, load_in_context
from casework.in_passing import InPassing, load_in_passing
from casework.light import Light, load_light
from casework.needs import Needs, load_needs
from casework.parts import Parts, load_parts
from casework.plainly import Plainly, load_plainly
from casework.referral import Referral, load_referral
from casework.requests import RequestStore
from casework.sealing import CaseSealer, ChatCipher
from casework.transcript import Transcripts
from casework.yaml_files import DATA

CONNECT_WITHIN, ANSWER_WITHIN = 1.0, 2.0  # seconds: a dead Redis fails the turn, it never holds it up


@dataclass(frozen=True)
class World:
    content: Content
    directory: Directory
    form: ContactForm
    parts: Parts
    asked: Asked
    answer_choice: AnswerChoice
    alarm_choice: AnswerChoice
    words: DialogueWords
    afterwards: DialogueWords
    guidance: Guidance
    referral: Referral
    follow_ups: FollowUps
    needs: Needs
    in_passing: InPassing
    plainly: Plainly
    aspects: Aspects
    light: Light
    alarm_talk: AlarmTalk
    child_talk: ChildTalk
    in_context: InContext
    redis: Redis[bytes]
    requests: RequestStore
    sealer: CaseSealer
    transcripts: Transcripts
    idle_hours: int


def make_world(settings: ActionSettings) -> World:
    """Raises the loaders' own errors when a file or a key is wrong."""
    directory = load_directory()
    redis: Redis[bytes] = Redis.from_url(
        settings.redis_url, socket_connect_timeout=CONNECT_WITHIN, socket_timeout=ANSWER_WITHIN
    )
    return World(
        content=load_content(directory),
        directory=directory,
        form=load_contact_form(),
        parts=load_parts(),
        asked=load_asked(),
        answer_choice=load_answer_choice(),
        alarm_choice=load_answer_choice(DATA / "alarm_choice.yml"),
        words=load_dialogue_words(),
        afterwards=load_dialogue_words(DATA / "afterwards.yml"),
        guidance=load_guidance(),
        referral=load_referral(),
        follow_ups=load_follow_ups(),
        needs=load_needs(),
        in_passing=load_in_passing(),
        plainly=load_plainly(),
        aspects=load_aspects(),
        light=load_light(),
        alarm_talk=load_alarm_talk(),
        child_talk=load_child_talk(),
        in_context=load_in_context(),
        redis=redis,
        requests=RequestStore(redis),
        sealer=CaseSealer.from_setting(settings.case_public_key),
        transcripts=Transcripts(redis, ChatCipher.from_setting(settings.chat_keys)),
        idle_hours=settings.idle_hours,
    )
