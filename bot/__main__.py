"""`python -m bot serve | chat | parse`: the bot's command line."""

from __future__ import annotations

import argparse
import sys

from bot.operator import sentence
from bot.settings import SettingIsWrong, read_settings, read_terminal_settings
from casework.dev_environment import DevSecretsAreExposed, fill_from_dev_file

# The bot's side must not hold what opens a contact request.
NOT_OURS = ("RELAIS_CASE_PRIVATE_KEYS",)


def arguments_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot", description=sentence("help_bot"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help=sentence("help_serve"))
    chat = commands.add_parser("chat", help=sentence("help_chat"))
    chat.add_argument("--json", action="store_true", help=sentence("help_json"))
    chat.add_argument("--sender", help=sentence("help_sender"))
    chat.add_argument("--at", help=sentence("help_at"))
    parse = commands.add_parser("parse", help=sentence("help_parse"))
    parse.add_argument("--json", action="store_true", help=sentence("help_json"))
    return parser.parse_args(words)


def run(arguments: argparse.Namespace) -> int:
    """The exit code. Raises SettingIsWrong or DevSecretsAreExposed."""
    if arguments.command == "serve":
        # In a process of its own: the launcher hands in the environment, and nothing else is read.
        from bot.serve import serve

        serve(read_settings())
        return 0
    if arguments.command == "parse":
        # Rasa takes seconds to load, and a slim installation does not have it.
        from bot import parse

        return parse.main(["--json"] if arguments.json else [])
    from bot.terminal import chat

    fill_from_dev_file(leaving_out=NOT_OURS)
    settings = read_terminal_settings()
    return chat(settings, as_json=arguments.json, sender=arguments.sender, at=arguments.at)


def main(words: list[str]) -> int:
    try:
        return run(arguments_of(words))
    except (SettingIsWrong, DevSecretsAreExposed) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
