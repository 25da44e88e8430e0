"""`python -m launcher` (what `make run` calls): everything from the check of the machine to the last goodbye.

`python -m launcher key NAME` prints a fresh value for a secret; `python -m launcher train` only trains."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from casework.content import ContentIsInvalid, load_content
from casework.directory import DirectoryIsInvalid, load_directory
from casework.staff_mail_keys import bot_public_key
from casework.urgency_rules import UrgencyRulesAreInvalid, load_rules
from launcher import parts
from launcher.machine import check_port_is_free, check_this_platform
from launcher.messages import CannotStart, cannot_start, say
from launcher.secrets_file import make_secrets, provide_secrets, remember_addresses
from launcher.settings import LauncherSettings, read_settings
from launcher.training import ensure_model
from launcher.watch import Watch

ROOT = Path(__file__).parent.parent


def check_ports(settings: LauncherSettings) -> None:
    """Raises CannotStart for the first port that is taken."""
    ports = [
        ("bot", settings.host, settings.bot_port), ("staff", settings.host, settings.staff_port),
        ("rasa", "127.0.0.1", settings.rasa_port), ("actions", "127.0.0.1", settings.actions_port),
    ]  # fmt: skip
    if settings.redis_url is None:
        ports.append(("redis", "127.0.0.1", settings.redis_port))
    for part, host, port in ports:
        check_port_is_free(host, port, part, f"RELAIS_{part.upper()}_PORT")


def check_content() -> None:
    """Raises CannotStart when a file that a colleague edits is wrong."""
    try:
        load_content(load_directory())
        load_rules()
    except (DirectoryIsInvalid, ContentIsInvalid, UrgencyRulesAreInvalid) as error:
        raise cannot_start("data_invalid", reason=error) from error


def tell_what_waits() -> None:
    """The entries and texts that nobody of the services has confirmed yet: said at every start."""
    directory = load_directory()
    waiting = directory.unconfirmed()
    if waiting:
        say("unconfirmed", count=len(waiting))
        for service in waiting:
            say("unconfirmed_entry", id=service.id, name=service.name)
    say("review_waiting", count=load_content(directory).waiting_for_review())


def tell_what_next(settings: LauncherSettings) -> None:
    web = f"http://{settings.host}:{settings.bot_port}/"
    say("ready")
    if settings.telegram_token:
        say("ready_telegram")
    say("ready_web", url=web)
    say("ready_staff", url=f"http://{settings.host}:{settings.staff_port}/")
    say("ready_terminal")
    if not settings.telegram_token:
        say("ready_telegram_how")
    say("ready_stop")


def share_addresses(settings: LauncherSettings) -> None:
    """What the parts and the command lines of this machine need to find one another."""
    if settings.redis_url is None:
        password = os.environ["RELAIS_REDIS_PASSWORD"]
        os.environ["REDIS_URL"] = f"redis://:{password}@127.0.0.1:{settings.redis_port}/0"
    os.environ.setdefault("RELAIS_ACTIONS_PORT", str(settings.actions_port))
    os.environ.setdefault("RELAIS_BOT_PUBLIC_KEY", bot_public_key(os.environ["RELAIS_CHAT_KEYS"]))
    if not settings.production:
        addresses = {name: os.environ[name] for name in ("REDIS_URL", "RELAIS_BOT_PUBLIC_KEY")}
        addresses["RELAIS_BOT_URL"] = f"http://127.0.0.1:{settings.bot_port}"
        remember_addresses(settings.state_dir / "secrets.env", addresses)


def start_all(watch: Watch, settings: LauncherSettings, model: Path) -> None:
    """Raises CannotStart when a part is not ready in time."""
    say("starting", parts="Redis, actions, Rasa, bot, staff")
    if settings.redis_url is None:
        watch.start(parts.redis_part(settings))
    watch.start(parts.actions_part(settings), parts.rasa_part(settings, model), parts.staff_part(settings))
    watch.start(parts.bot_part(settings))


def run() -> None:
    """Raises CannotStart with the sentence for the operator."""
    settings = read_settings()
    check_this_platform()
    check_content()
    check_ports(settings)
    provide_secrets(os.environ, settings.state_dir / "secrets.env", production=settings.production)
    share_addresses(settings)
    logs = settings.state_dir / "logs"
    model = ensure_model(ROOT, logs / "training.log")
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    watch = Watch(ROOT, logs, asked.is_set)
    try:
        start_all(watch, settings, model)
        tell_what_waits()
        tell_what_next(settings)
        watch.watch()
    finally:
        say("stopping")
        watch.stop()
        say("stopped")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["key"]:
        print(make_secrets()[arguments[1]])
        return 0
    try:
        if arguments[:1] == ["train"]:
            ensure_model(ROOT, read_settings().state_dir / "logs" / "training.log")
        else:
            run()
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
