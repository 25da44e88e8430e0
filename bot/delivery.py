"""Brings the bubbles of a turn to the person, one by one, and marks each as sent. Called by turns.

A crash between sending and marking repeats one bubble (docs/decisions/0003-repeat-rather-than-lose.md)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from redis.exceptions import RedisError

from bot.buttons import Buttons
from bot.channel import Channel, ChannelIsDown, PersonIsGone, TryAgainIn
from bot.inbox import Claim, Held, Inbox
from bot.messages import Address, Bubble, FinishedTurn
from bot.patience import until_redis_answers
from casework.replies import Reply

log = logging.getLogger(__name__)
SEND_LIMIT = 15.0


class Delivery:
    """`channels` by name. Raises what a channel raises, and LeaseLost."""

    def __init__(self, inbox: Inbox, buttons: Buttons, channels: Mapping[str, Channel]) -> None:
        self._inbox, self._buttons, self._channels = inbox, buttons, channels

    async def show(self, claim: Claim, held: Held, address: Address, label: str, replies: Sequence[Reply]) -> None:
        """Sends what has not been sent: the mark of bubble n is `<label><n>`."""
        channel = self._channel(address)
        for n, reply in enumerate(fitting(replies, channel.longest_text)):
            mark = f"{label}{n}"
            if mark in held.marks:
                continue
            await self._make_sure_of(claim)
            shown = self._buttons.shown(address.person, reply.buttons)
            await self._send(channel, address, Bubble(f"{held.entry}:{mark}", reply.text, shown, reply.contact))
            await self._mark(claim, held, mark, reply)

    async def finish(self, address: Address, turn: FinishedTurn) -> None:
        """Tells the channel that nothing more follows for now."""
        try:
            await asyncio.wait_for(self._channel(address).finished(address, turn), SEND_LIMIT)
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            raise ChannelIsDown from error

    async def show_typing(self, address: Address) -> None:
        """Until it is cancelled. A typing sign is never worth a failure."""
        while True:
            try:
                await self._channel(address).typing(address)
            except Exception as error:
                log.info("typing failed kind=%s", type(error).__name__)
            await asyncio.sleep(4)

    def _channel(self, address: Address) -> Channel:
        channel = self._channels.get(address.channel)
        if channel is None:
            raise ChannelIsDown("not open in this process")
        return channel

    async def _make_sure_of(self, claim: Claim) -> None:
        """After a pause of this process somebody else may have taken over. With Redis down nobody can."""
        if claim.may_be_stale():
            try:
                await self._inbox.renew(claim)
            except (RedisError, OSError):
                return

    async def _send(self, channel: Channel, address: Address, bubble: Bubble) -> None:
        try:
            await asyncio.wait_for(channel.send(address, bubble), SEND_LIMIT)
        except (PersonIsGone, TryAgainIn, ChannelIsDown):
            raise
        except Exception as error:
            log.warning("send failed channel=%s kind=%s", channel.name, type(error).__name__)
            raise ChannelIsDown from error

    async def _mark(self, claim: Claim, held: Held, mark: str, reply: Reply) -> None:
        buttons = self._buttons.sealed(claim.person, reply.buttons)
        await until_redis_answers(lambda: self._inbox.mark(claim, held, mark, buttons=buttons))


def fitting(replies: Iterable[Reply], longest: int) -> Iterator[Reply]:
    """The same words in bubbles that the channel takes: cut at a paragraph, a line or a space; buttons go last."""
    for reply in replies:
        *first, last = _pieces(reply.text, longest)
        yield from (Reply(piece) for piece in first)
        yield replace(reply, text=last)


def _pieces(text: str, longest: int) -> list[str]:
    pieces = []
    while len(text) > longest:
        cuts = (text.rfind(sign, 1, longest) for sign in ("\n\n", "\n", " "))
        cut = next((cut for cut in cuts if cut > 0), longest)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]
