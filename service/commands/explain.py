"""`helpline explain`: JSON lines in, JSON lines out; needs no store."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from service.actions.sms.explain import Explained, explain
from service.commands.json_lines import json_line
from service.settings import load_settings
from service.wiring import storeless_ports

SOMEBODY = "+12125550142"


@click.command()
def command() -> None:
    """Say how texts are understood: {"text": …, "channel": "sms"|"voice"} a line."""
    ports = storeless_ports(load_settings())
    for row in _rows():
        channel = "voice" if row.get("channel") == "voice" else "sms"
        text = str(row.get("text", ""))
        now = datetime.now(UTC)
        _write(explain(ports, text, channel, phone=SOMEBODY, now=now))


def _rows() -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            yield json_line(line, number)


def _write(explained: Explained) -> None:
    means = explained.means
    answer = {
        "intent": means.intent,
        "language": means.language,
        "matched": means.matched,
        "reply": explained.reply,
        "segments": explained.segments,
    }
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
