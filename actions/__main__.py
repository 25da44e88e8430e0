"""`python -m actions`: starts the action server; the launcher calls it with the environment it needs."""

from __future__ import annotations

import logging
import sys

from actions.server import make_server
from actions.settings import SettingIsMissing, read_settings


def main() -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        settings = read_settings()
    except SettingIsMissing as error:
        print(error, file=sys.stderr)
        return 2
    make_server(settings).run(settings.host, settings.port, access_log=False, debug=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
