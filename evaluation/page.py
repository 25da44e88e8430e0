"""The report as one HTML page that needs nothing else: data/page.html filled in. Called by report.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.comparison import Measured, table
from evaluation.pictures import confusion, recall_against_false_alarms, reliability_curve
from evaluation.worst import worst_messages

_TEMPLATES = Path(__file__).parent / "data"


def write_page(path: Path, measured: Sequence[Measured], details: Sequence[str], sets: str) -> None:
    """`measured` begins with ours; `details` are the lines of breakdown.py; `sets` names the messages."""
    ours = measured[0].answers
    page = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        page.get_template("page.html").render(
            rows=table(measured),
            details="\n".join(details).strip("\n"),
            recall=recall_against_false_alarms(measured),
            reliability=reliability_curve(measured),
            confusion=confusion(ours),
            worst=worst_messages(ours),
            sets=sets,
            messages=len(ours),
            made=f"{datetime.now():%Y-%m-%d %H:%M}",
        ),
        encoding="utf-8",
    )
