"""`make bench`: understanding, one webhook, one commit, and the queue with 100 and 10,000 in it.

Starts a Valkey of its own with the durability of production (fsync at every commit), so the
figures of writes are those of this machine's disk.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table
from twilio.request_validator import RequestValidator

from benchmarks.measure import Timing, timed
from service.actions.callbacks import claim_next, release_callback
from service.actions.ports import Change, Ports
from service.adapters.phrase_files import load_understander
from service.app import create
from service.settings import load_settings
from tests.builders import ACCOUNT, TEXTER, TOKEN, a_callback, a_sid, a_specialist
from tests.valkey import a_valkey

SMALL, LARGE = 100, int(os.environ.get("LARGE", "10000"))
ROOT = Path(__file__).resolve().parents[1]
PUBLIC_URL = "https://helpline.example.org"


def main() -> None:
    """Measure everything and print one table."""
    with _an_application() as (client, ports):
        someone = a_specialist(id="bench")
        ports.store.commit(Change(now=ports.store.now(), records=(someone,)))
        rows = [*_understanding(ports), *_webhooks(client)]
        small, large = _queue(ports, SMALL), _queue(ports, LARGE)
    table = Table("what", "runs", "median µs", "p99 µs", title="The helpline, timed")
    for row in (*rows, *small, *large):
        table.add_row(row.name, str(row.runs), f"{row.median_us:,.0f}", f"{row.p99_us:,.0f}")
    console = Console()
    console.print(table)
    for before, after in zip(small, large, strict=True):
        ratio = after.median_us / before.median_us
        console.print(f"{after.name} costs {ratio:.2f} times what it costs with {SMALL}")


@contextmanager
def _an_application() -> Iterator[tuple[FlaskClient, Ports]]:
    with a_valkey() as url, tempfile.TemporaryDirectory() as home:
        app = create(
            load_settings(
                {
                    "HELPLINE_REDIS_URL": url,
                    "HELPLINE_DATA_DIR": home,
                    "HELPLINE_PUBLIC_URL": PUBLIC_URL,
                    "TWILIO_ACCOUNT_SID": ACCOUNT,
                    "TWILIO_AUTH_TOKEN": TOKEN,
                }
            )
        )
        yield app.test_client(), app.extensions["helpline"].ports


def _understanding(ports: Ports) -> list[Timing]:
    texts = {
        "an exact keyword": "INSURANCE",
        "an exact crisis phrase": "i want to die",
        "a misspelt question": "wat does ketamin do 2 ur brane",
        "1,600 characters": "i dont know what to do anymore with all of this " * 33,
    }
    return [
        timed("load what texts are understood by", lambda: load_understander(ROOT), 20),
        *(
            timed(f"understand {name}", lambda t=text: ports.understander.understand(t), 2000)
            for name, text in texts.items()
        ),
    ]


def _webhooks(client: FlaskClient) -> list[Timing]:
    validator = RequestValidator(TOKEN)

    def texts(body: str) -> None:
        fields = {"MessageSid": a_sid(), "AccountSid": ACCOUNT, "From": TEXTER, "Body": body}
        signature = validator.compute_signature(f"{PUBLIC_URL}/sms/inbound", fields)
        answer = client.post("/sms/inbound", data=fields, headers={"X-Twilio-Signature": signature})
        if answer.status_code != 200:
            raise RuntimeError(f"the webhook answered {answer.status_code}")

    return [
        timed("webhook: a fact", lambda: texts("KETAMINE"), 300),
        timed("webhook: a crisis", lambda: texts("i want to die"), 300),
        timed("webhook: CALL", lambda: texts("CALL"), 300),
    ]


def _queue(ports: Ports, size: int) -> list[Timing]:
    """The queue with this many waiting callbacks in it."""
    now = ports.store.now()
    for number in range(size - ports.store.count_ready()):
        at = now - timedelta(minutes=10)
        one = replace(a_callback(at=at), promise_at=now + timedelta(seconds=number))
        ports.store.commit(Change(now=now, records=(one,)))

    def claim() -> None:
        taken = claim_next(ports, "bench")
        if taken is None:
            raise RuntimeError("nothing to claim")
        release_callback(ports, taken.id, taken.token, "bench")

    return [
        timed(f"claim next and release, {size:,} waiting", claim, 200),
        timed(f"read a queue page, {size:,} waiting", lambda: ports.store.ready(50), 200),
    ]


if __name__ == "__main__":
    main()
