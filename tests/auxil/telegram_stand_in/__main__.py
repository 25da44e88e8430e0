"""`python -m tests.auxil.telegram_stand_in --port 8081`: the stand-in for hand use, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import time

from tests.auxil.telegram_stand_in.server import TelegramStandIn

USAGE = """TELEGRAM_TOKEN={token}
TELEGRAM_API_URL={url}

curl -d '{{"text": "bonjour"}}' {control}/people/42/says
curl -d '{{"title": "Oui"}}' {control}/people/42/taps
curl {control}/sent?chat_id=42
curl -d '{{"method": "sendMessage", "kind": "refuse", "code": 429}}' {control}/faults"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    stand_in = TelegramStandIn(parser.parse_args().port)
    stand_in.start()
    control = f"http://127.0.0.1:{stand_in.port}/control"
    print(USAGE.format(token=stand_in.token, url=stand_in.api_url, control=control), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    stand_in.stop()


if __name__ == "__main__":
    main()
