"""What every channel offers to the workers, and every door to the server. Telegram, web and terminal follow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.messages import Address, Bubble, FinishedTurn


class PersonIsGone(Exception):
    """The person has blocked us or closed the chat: nothing can be sent to them any more."""


class TryAgainIn(Exception):
    """The channel asks us to wait before the next message to this person."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds:.0f} s")
        self.seconds = seconds


class ChannelIsDown(Exception):
    """The channel could not be reached or answered with a fault; the same bubble will be sent again."""


class Channel(Protocol):
    """Brings bubbles to a person. Raises PersonIsGone, TryAgainIn or ChannelIsDown, each within 10 seconds."""

    @property
    def name(self) -> str:
        """The first part of message ids: `telegram`, `web`, `cli`."""
        ...

    @property
    def longest_text(self) -> int:
        """Characters that fit into one bubble; longer texts arrive cut at paragraphs."""
        ...

    async def send(self, address: Address, bubble: Bubble) -> None:
        """Returns once the channel has accepted the bubble."""
        ...

    async def typing(self, address: Address) -> None:
        """Shows for a few seconds that an answer is being prepared; asked again every 4 seconds."""
        ...

    async def finished(self, address: Address, turn: FinishedTurn) -> None:
        """The last bubble of this turn has been sent; a channel that nobody waits on does nothing here."""
        ...


class Door(Protocol):
    """A way in, with its channel: the server starts it, mounts its routes, asks after it, stops it."""

    @property
    def channel(self) -> Channel: ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Mounted at the root of the bot's web server."""
        ...

    async def start(self) -> None:
        """Raises when this door cannot open (a refused token, a missing secret)."""
        ...

    async def stop(self) -> None:
        """No message comes in any more; what the workers still have to say can be sent."""
        ...

    def is_alive(self) -> bool:
        """False when messages would no longer come in through it; asked by /health."""
        ...


@runtime_checkable
class DoorWithConnections(Protocol):
    """A door that keeps connections for its channel: closed after the workers have ended."""

    async def close(self) -> None: ...
