"""Many people at once who text and call, and two specialists who work through what they ask."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.faults.conftest import Scene
from tests.faults.staff import TOKENS, Api, Specialist

TRIES = 20


def ask_until_told(scene: Scene, phone: str, by_phone: bool) -> bool:
    """Text or call until the words say that it is saved; whether they did in the end."""
    for _ in range(TRIES):
        seen = scene.line.call_and_press_5(phone) if by_phone else scene.line.text(phone, "CALL")
        if scene.ledger.reads(phone, seen):
            return True
        time.sleep(0.5)
    return False


def everybody_asks(scene: Scene, people: Sequence[str], at_once: int = 8) -> int:
    """Every second person texts, the others call; how many were told that it is saved."""
    with ThreadPoolExecutor(at_once) as pool:
        told = pool.map(lambda each: ask_until_told(scene, each[1], each[0] % 2 == 1),
                        enumerate(people))  # fmt: skip
        return sum(told)


@contextmanager
def specialists_at_work(scene: Scene) -> Iterator[list[Specialist]]:
    """Two specialists claim, call and close until the block is left."""
    stopped = threading.Event()
    staff = [
        Specialist(Api(scene.helpline.port, token), scene.exchange, scene.ledger, stopped)
        for token in TOKENS
    ]
    threads = [threading.Thread(target=each.work, daemon=True) for each in staff]
    for thread in threads:
        thread.start()
    try:
        yield staff
    finally:
        stopped.set()
        for thread in threads:
            thread.join(90)
