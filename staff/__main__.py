"""`python -m staff …`: the console (`serve`) and the commands for those who hold the keys."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from casework.dev_environment import DevSecretsAreExposed, fill_from_dev_file
from casework.yaml_files import YamlFileIsInvalid
from staff.operator import sentence
from staff.redis_client import RedisIsSilent
from staff.requests_command import print_requests
from staff.serve import serve
from staff.settings import SettingIsWrong, read_settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m staff", description=sentence("program"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=sentence("command"))
    commands.add_parser("serve", help=sentence("serve_help"))
    requests = commands.add_parser("requests", help=sentence("requests_help"))
    requests.add_argument("--json", action="store_true", required=True, help=sentence("json_help"))
    return parser


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "serve":
        return serve(read_settings())
    fill_from_dev_file()
    return asyncio.run(print_requests(read_settings()))


def main(argv: Sequence[str]) -> int:
    """The exit code: 2 for a setting that is missing or wrong, 3 when Redis does not answer."""
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except SettingIsWrong as error:
        print(error, file=sys.stderr)
        return 2
    except DevSecretsAreExposed:
        print(sentence("secrets_exposed"), file=sys.stderr)
        return 2
    except YamlFileIsInvalid as error:
        print(sentence("data_wrong", reason=error), file=sys.stderr)
        return 2
    except RedisIsSilent as error:
        print(error, file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
