"""What the container files promise: one service per process, durable, nobody's root."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.adapters.redis_users import user_problems
from service.cli import COMMANDS
from service.settings.load import NAMES
from service.supervision.run import QUEUES
from service.supervision.store_users import RULES, USERS, users_file
from tests.valkey import a_valkey

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if name != "store"}
PROCESSES = {name: service for name, service in OURS.items() if name != "operator"}
OWN_STORE = (ROOT / "config" / "redis.conf").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_every_process_has_a_service_and_no_demo_is_among_them():
    commands = {tuple(service["command"]) for service in PROCESSES.values()}

    assert commands == {("web",), ("sweep",), *(("worker", queue) for queue in QUEUES)}
    assert all(command[0] in COMMANDS for command in commands)
    assert all(s["environment"]["HELPLINE_MODE"] == "production" for s in OURS.values())


@pytest.mark.parametrize("name", [*PROCESSES, "store"])
def test_every_service_is_checked_restarted_and_unprivileged(name):
    service = SERVICES[name]

    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


def test_the_store_keeps_what_it_acknowledges_and_is_not_reached_from_outside():
    words = " ".join(SERVICES["store"]["command"])

    for promise in ("appendonly yes", "appendfsync always", "maxmemory-policy noeviction"):
        assert f"--{promise}" in words
        assert f"\n{promise}\n" in OWN_STORE
    # Without an end to it the machine would end the store, which could then refuse nothing.
    assert re.search(r"--maxmemory [1-9]", words)
    assert re.search(r"\nmaxmemory [1-9]", OWN_STORE)
    assert SERVICES["store"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"]
    assert "ports" not in SERVICES["store"]


def test_each_process_signs_in_to_the_store_as_itself_and_sees_no_other_password():
    for name, service in PROCESSES.items():
        role = name if name in ("web", "sweep") else "worker"
        own = f"redis_url_{role}"

        assert service["environment"]["HELPLINE_REDIS_URL_FILE"] == f"/run/secrets/{own}"
        assert {s for s in service["secrets"] if s.startswith(("redis", "store"))} == {own}


def test_the_store_starts_with_our_users_and_nobody_else(tmp_path):
    passwords = {user: f"{user}-0123456789abcdef" for user in USERS}
    for user, password in passwords.items():
        (tmp_path / f"store_{user}").write_text(f"{password}\n")
    script = SERVICES["store"]["command"][2].replace("$$", "$")
    for there, here in (
        ("/run/users.acl", str(RULES)),
        ("/run/store/", f"{tmp_path}/"),
        ("/run/secrets/", f"{tmp_path}/"),
    ):
        script = script.replace(there, here)
    script = script.partition("exec valkey-server")[0]

    subprocess.run(["sh", "-c", script], check=True)

    written = (tmp_path / "users.acl").read_text()
    assert written == users_file(RULES.read_text(), passwords) + "user default off\n"
    with a_valkey("--aclfile", str(tmp_path / "users.acl"), needs_login=True) as url:
        ours = url.replace("unix://", f"unix://web:{passwords['web']}@")
        assert user_problems("web", ours) == []


def test_secrets_come_from_files_only():
    for service in OURS.values():
        given = service["environment"]
        for name, value in given.items():
            if re.search("KEY|TOKEN|REDIS|SID", name):
                assert name.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])


def test_only_settings_that_exist_are_given():
    for service in OURS.values():
        names = {name.removesuffix("_FILE") for name in service["environment"]}
        assert names - {"PROMETHEUS_MULTIPROC_DIR"} <= set(NAMES)


def test_the_image_is_locked_with_hashes_and_not_run_by_root():
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[-1] != "0"
    assert "HEALTHCHECK" in DOCKERFILE


def test_what_the_image_copies_is_sent_to_the_builder_and_exists():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    for source in re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE):
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored
