"""Whose address counts behind a proxy: the client's, and only as many proxies as were set."""

from pathlib import Path

from service.app import create
from service.settings import load_settings


def status_of_metrics(valkey_url: str, home: Path, proxies: int) -> int:
    settings = load_settings(
        {
            "HELPLINE_REDIS_URL": valkey_url,
            "HELPLINE_DATA_DIR": str(home),
            "HELPLINE_TRUSTED_PROXIES": str(proxies),
        }
    )
    # The last address is what our own proxy saw; the first is what the client claims to be.
    forwarded = {"X-Forwarded-For": "10.0.0.1, 8.8.8.8"}
    return create(settings).test_client().get("/metrics", headers=forwarded).status_code


def test_behind_a_trusted_proxy_a_stranger_is_not_a_private_address(
    valkey_url: str, tmp_path: Path
) -> None:
    assert status_of_metrics(valkey_url, tmp_path, proxies=1) == 403


def test_without_a_trusted_proxy_nobody_can_claim_an_address(
    valkey_url: str, tmp_path: Path
) -> None:
    assert status_of_metrics(valkey_url, tmp_path, proxies=0) == 200
