"""`python -m staff …`: the console (`serve`) and the commands for those who hold the keys."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from casework.dev_environment import DevSecretsAreExposed, fill_from_dev_file
from casework.directory import DirectoryIsInvalid
from casework.yaml_files import YamlFileIsInvalid
from staff.audit_command import add_audit_parser, audit
from staff.directory_command import add_directory_parser, directory
from staff.keys_command import print_new_keys, rotate_keys
from staff.operator import sentence
from staff.redis_client import RedisIsSilent
from staff.requests_command import print_requests
from staff.settings import SettingIsWrong, read_redis_url, read_settings
from staff.users_command import add_users_parser, users


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m staff", description=sentence("program"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=sentence("command"))
    commands.add_parser("serve", help=sentence("serve_help"))
    requests = commands.add_parser("requests", help=sentence("requests_help"))
    requests.add_argument("--json", action="store_true", required=True, help=sentence("json_help"))
    add_users_parser(commands)
    add_audit_parser(commands)
    add_directory_parser(commands)
    keys = commands.add_parser("keys", help=sentence("keys_help"))
    acts = keys.add_subparsers(dest="act", required=True, metavar=sentence("command"))
    acts.add_parser("new", help=sentence("keys_new_help"))
    acts.add_parser("rotate", help=sentence("keys_rotate_help"))
    return parser


def _run(arguments: argparse.Namespace) -> int:
    """`serve` reads the environment alone; in development the commands also read the launcher's file of secrets."""
    if arguments.command == "serve":
        from staff.serve import serve  # the pages and their libraries: the commands need none of them

        return serve(read_settings())
    fill_from_dev_file()
    if arguments.command == "audit":
        return asyncio.run(audit(read_redis_url(), arguments))
    if arguments.command == "directory":
        return asyncio.run(directory(read_redis_url(), arguments))
    if arguments.command == "keys" and arguments.act == "new":
        return print_new_keys()
    settings = read_settings()
    if arguments.command == "keys":
        return asyncio.run(rotate_keys(settings))
    if arguments.command == "users":
        return asyncio.run(users(settings, arguments))
    return asyncio.run(print_requests(settings))


def main(argv: Sequence[str]) -> int:
    """The exit code: 2 for a setting that is missing or wrong, 3 when Redis does not answer."""
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except (SettingIsWrong, RedisIsSilent) as error:
        print(error, file=sys.stderr)
        return 3 if isinstance(error, RedisIsSilent) else 2
    except DevSecretsAreExposed:
        print(sentence("secrets_exposed"), file=sys.stderr)
    except (YamlFileIsInvalid, DirectoryIsInvalid) as error:
        print(sentence("data_wrong", reason=error), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
