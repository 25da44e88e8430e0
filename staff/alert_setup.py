"""Makes the alerts from the settings and the roster. Called by serve and by the settings page."""

from __future__ import annotations

from pathlib import Path

from staff.alerts import Alerts
from staff.console import Console
from staff.duty import Duty, DutyIsInvalid, load_duty
from staff.messengers import Mailer, SmtpUrlIsWrong, TelegramMessenger
from staff.operator import sentence
from staff.settings import SettingIsWrong, StaffSettings


def roster_file(settings: StaffSettings) -> Path | None:
    """The one that RELAIS_DUTY_FILE names, else duty.yml of the state folder if it is there."""
    usual = settings.state_dir / "duty.yml"
    return settings.duty_file or (usual if usual.is_file() else None)


def read_duty(settings: StaffSettings) -> Duty | None:
    """Raises SettingIsWrong."""
    try:
        return load_duty(roster_file(settings))
    except DutyIsInvalid as error:
        raise SettingIsWrong(sentence("duty_wrong", reason=error)) from None


def make_alerts(console: Console) -> Alerts | None:
    """None without a roster. Raises SettingIsWrong, also when the roster names a way that is not set up."""
    settings = console.settings
    duty = read_duty(settings)
    if duty is None:
        return None
    line = next(iter(console.directory.services.values()))
    return Alerts(
        console.redis, duty, line.holidays, console.words, settings.console_url,
        _mailer(settings) if duty.needs_mail else None, _telegram(settings) if duty.needs_telegram else None,
    )  # fmt: skip


def _mailer(settings: StaffSettings) -> Mailer:
    if not settings.smtp_url or not settings.alert_from:
        raise SettingIsWrong(sentence("smtp_missing"))
    try:
        return Mailer(settings.smtp_url, settings.alert_from)
    except SmtpUrlIsWrong:
        raise SettingIsWrong(sentence("smtp_wrong")) from None


def _telegram(settings: StaffSettings) -> TelegramMessenger:
    if not settings.alert_telegram_token:
        raise SettingIsWrong(sentence("alert_token_missing"))
    return TelegramMessenger(settings.alert_telegram_token, settings.telegram_api_url)
