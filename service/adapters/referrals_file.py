"""Reads config/referrals.toml: where specialists may point people on."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from service.adapters.toml_slips import refuse_unknown, words_of
from service.domain.facts import LANGUAGES
from service.domain.referral import Referral

STATE = re.compile(r"[A-Z]{2}")
NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{1,20}")
KEYS = ("name", "what", "number", "url", "languages", "states", "reviewed")


class ReferralsError(ValueError):
    """config/referrals.toml holds something nobody could be pointed to."""


def load_referrals(path: Path) -> tuple[Referral, ...]:
    """Read the file; raises ReferralsError with the entry that is wrong. No file: no list."""
    if not path.exists():
        return ()
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        refuse_unknown(read, "the file", ("referrals",))
        return tuple(_referral(each) for each in read.get("referrals", []))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReferralsError(f"{path.name}: {error}") from error


def _referral(written: dict[str, Any]) -> Referral:
    name = words_of(written, "name", "a referral")
    number, url = written.get("number", ""), written.get("url", "")
    refuse_unknown(written, name, KEYS)
    if not number and not url:
        raise ValueError(f"{name}: give a number or a url")
    if number and not NUMBER.fullmatch(number):
        raise ValueError(f"{name}: its number cannot be dialled")
    if url and not re.fullmatch(r"https://[^\s\"'<>]+", url):
        raise ValueError(f"{name}: its url must begin with https://")
    return Referral(
        name=name,
        what=words_of(written, "what", "a referral"),
        number=number,
        url=url,
        languages=_listed(name, written, "languages", LANGUAGES),
        states=_listed(name, written, "states", None),
        reviewed=_day(name, written.get("reviewed")),
    )


def _listed(
    name: str, written: dict[str, Any], key: str, known: tuple[str, ...] | None
) -> tuple[str, ...]:
    listed = written.get(key, [])
    if known is not None and (not listed or set(listed) - set(known)):
        raise ValueError(f"{name}: {key} are some of {', '.join(known)}")
    if known is None and not all(STATE.fullmatch(each) for each in listed):
        raise ValueError(f"{name}: {key} are two capital letters each")
    return tuple(listed)


def _day(name: str, written: object) -> date:
    if not isinstance(written, date) or isinstance(written, datetime):
        raise ValueError(f"{name}: reviewed is a day, such as 2026-11-22")
    return written
