"""How an alert leaves: by e-mail or to a Telegram chat. Called by alerts.

Nothing of the addresses or tokens shows in an error: only its kind.
"""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib
import httpx

LIMIT = 10.0
TELEGRAM = "https://api.telegram.org/bot"


class AlertNotSent(Exception):
    """The text is the kind of failure, nothing else."""


class SmtpUrlIsWrong(ValueError):
    """RELAIS_SMTP_URL is smtp://, smtp+starttls:// or smtps://, with user:password@ if needed."""


class Mailer:
    """`smtp://host:25` (TLS if the server offers it), `smtp+starttls://` (TLS or nothing), `smtps://` (TLS at once)."""

    def __init__(self, url: str, sender: str) -> None:
        """Raises SmtpUrlIsWrong."""
        parts = urlsplit(url)
        try:
            known = parts.scheme in ("smtp", "smtp+starttls", "smtps") and parts.hostname
            self._port = parts.port
        except ValueError:
            known = None
        if not known:
            raise SmtpUrlIsWrong("RELAIS_SMTP_URL")
        self._host, self._scheme, self._sender = parts.hostname, parts.scheme, sender
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    async def send(self, to: str, subject: str, text: str) -> None:
        """Returns once the server has taken it. Raises AlertNotSent."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        try:
            await aiosmtplib.send(
                message, hostname=self._host, port=self._port, username=self._user, password=self._password,
                use_tls=self._scheme == "smtps", start_tls=True if self._scheme == "smtp+starttls" else None,
                timeout=LIMIT,
            )  # fmt: skip
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise AlertNotSent(type(error).__name__) from None


class TelegramMessenger:
    """`api_url` in the form of python-telegram-bot's base_url; the bot is one of the team's own."""

    def __init__(self, token: str, api_url: str | None) -> None:
        self._url = f"{api_url or TELEGRAM}{token}/sendMessage"

    async def send(self, chat: str, text: str) -> None:
        """Raises AlertNotSent."""
        try:
            async with httpx.AsyncClient(timeout=LIMIT) as client:
                answer = await client.post(self._url, json={"chat_id": chat, "text": text})
        except httpx.HTTPError as error:
            raise AlertNotSent(type(error).__name__) from None
        if answer.status_code != 200:
            raise AlertNotSent(f"status {answer.status_code}")
