"""Puts every encrypted field under the first data key, a slice at a time, while all goes on.

A field under the first key already is left alone, so a run that was cut off goes on where it
stopped. Records keep their version: whoever is just deciding on one loses no race to this, and
what they write is under the first key anyhow.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from redis.exceptions import WatchError

from service.adapters.cipher import CannotDecrypt, Cipher
from service.adapters.record_codec import PREFIX, SECRET
from service.adapters.redis_link import Link, our_errors

SLICE = 500
TRIES = 5


@dataclass(frozen=True, slots=True)
class Slice:
    """What one slice found: records under an older key, and records no key opens."""

    old: int = 0
    lost: int = 0


class DataKeys:
    """Looks at what the records of one store are encrypted with."""

    def __init__(self, client: Link, cipher: Cipher) -> None:
        self._redis = client
        self._cipher = cipher

    def count(self) -> Slice:
        """How many records have fields that are not under the first key."""
        slices = [self._counted(keys) for keys in self._slices()]
        return Slice(sum(each.old for each in slices), sum(each.lost for each in slices))

    def rotate(self) -> Iterator[Slice]:
        """Put one slice after the other under the first key; what was done in each."""
        for keys in self._slices():
            done = [self._renewed(key) for key in keys]
            yield Slice(sum(each.old for each in done), sum(each.lost for each in done))

    def _slices(self) -> Iterator[list[str]]:
        """The keys of all records; one that comes meanwhile is under the first key anyhow."""
        for prefix in PREFIX.values():
            cursor = 0
            while True:
                with our_errors():
                    cursor, keys = self._redis.scan(cursor, match=f"{prefix}:*", count=SLICE)
                yield sorted(set(keys))
                if cursor == 0:
                    break

    def _counted(self, keys: list[str]) -> Slice:
        with our_errors():
            pipe = self._redis.pipeline(transaction=False)
            for key in keys:
                pipe.hgetall(key)
            found = pipe.execute()
        old = [(key, each) for key, each in zip(keys, found, strict=True) if self._old(each)]
        lost = sum(self._opened(key, each) is None for key, each in old)
        return Slice(len(old) - lost, lost)

    def _renewed(self, key: str) -> Slice:
        """One record; changed meanwhile, it is read anew."""
        for _ in range(TRIES):
            with our_errors(), self._redis.pipeline(transaction=True) as pipe:
                pipe.watch(key)
                stored = pipe.hgetall(key)
                if not self._old(stored):
                    return Slice()
                opened = self._opened(key, stored)
                if opened is None:
                    return Slice(lost=1)
                pipe.multi()
                pipe.hset(key, mapping=self._sealed(key, opened))
                try:
                    pipe.execute()
                except WatchError:
                    continue
                return Slice(old=1)
        return Slice()  # whoever keeps changing it writes it under the first key

    def _old(self, stored: dict[str, str]) -> dict[str, str]:
        """The fields that are not under the first key."""
        return {
            field: sealed
            for field, sealed in stored.items()
            if field in SECRET and not self._cipher.is_newest(sealed)
        }

    def _opened(self, key: str, stored: dict[str, str]) -> dict[str, str] | None:
        try:
            return {
                field: self._cipher.decrypt(sealed, f"{key}:{field}")
                for field, sealed in self._old(stored).items()
            }
        except CannotDecrypt:
            return None

    def _sealed(self, key: str, opened: dict[str, str]) -> dict[str, str]:
        return {
            field: self._cipher.encrypt(plain, f"{key}:{field}") for field, plain in opened.items()
        }
