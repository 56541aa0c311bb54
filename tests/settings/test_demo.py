"""Demo mode needs nothing, and lets nothing out."""

import stat
import threading

import pytest

from service.settings import load_settings


def test_demo_is_the_default_and_needs_nothing(demo):
    settings = load_settings(demo)

    assert settings.is_demo
    assert settings.number == "+18009151270"
    assert settings.backup_number != settings.number
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.call_ceiling_s == 180
    assert "demo" in settings.who_answers


def test_secrets_are_made_once_and_readable_by_their_owner_only(demo):
    first = load_settings(demo)

    second = load_settings(demo)

    assert first.secret_key == second.secret_key
    assert first.twilio_account_sid == second.twilio_account_sid
    for path in (first.data_dir / "keys").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_the_secrets(demo):
    found = []
    start = threading.Barrier(8)

    def load():
        start.wait()
        found.append(load_settings(demo).secret_key)

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_two_demos_share_no_secret(demo, tmp_path):
    other = {"HELPLINE_DATA_DIR": str(tmp_path / "other")}

    assert load_settings(demo).secret_key != load_settings(other).secret_key


def test_what_the_environment_gives_wins(demo):
    given = {"TWILIO_ACCOUNT_SID": "AC" + "1f" * 16, "TWILIO_AUTH_TOKEN": "my-own", "PORT": "9000"}

    settings = load_settings({**demo, **given})

    assert settings.twilio_account_sid == given["TWILIO_ACCOUNT_SID"]
    assert settings.twilio_auth_token == "my-own"
    assert settings.public_url == "http://127.0.0.1:9000"


def test_its_calls_go_to_the_simulator(demo):
    settings = load_settings({**demo, "HELPLINE_SIMULATOR_PORT": "9123"})

    assert settings.twilio_api_url == "http://127.0.0.1:9123"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:4010", "http://localhost:4010", "http://[::1]:4010"]
)
def test_another_api_on_this_machine_may_be_used(demo, url):
    assert load_settings({**demo, "TWILIO_API_URL": url}).twilio_api_url == url


@pytest.mark.parametrize(
    "url", ["https://api.twilio.com", "http://192.0.2.7", "https://example.org"]
)
def test_an_api_elsewhere_is_refused(demo, problems_of, url):
    assert "TWILIO_API_URL" in problems_of({**demo, "TWILIO_API_URL": url})


def test_it_listens_to_this_machine_only(demo, problems_of):
    assert load_settings(demo).bind_host == "127.0.0.1"
    assert "HELPLINE_BIND_HOST" in problems_of({**demo, "HELPLINE_BIND_HOST": "0.0.0.0"})


def test_its_store_is_found_where_the_last_run_put_it(demo):
    settings = load_settings(demo)
    (settings.data_dir / "store.url").write_text("redis://127.0.0.1:7001\n")

    assert load_settings(demo).redis_url == "redis://127.0.0.1:7001"


def test_a_directory_that_cannot_be_written_is_said(demo, problems_of, tmp_path):
    (tmp_path / "var").write_text("a file, not a directory")

    assert "HELPLINE_DATA_DIR" in problems_of(demo)


def test_each_process_signs_in_to_the_embedded_store_as_itself(demo):
    settings = load_settings(demo)

    addresses = {settings.redis_url_for(role) for role in ("web", "worker", "sweep")}

    assert len(addresses) == 3
    assert settings.redis_url not in addresses
    assert settings.uses_embedded_store


def test_a_store_of_one_s_own_is_used_by_all_as_it_is_named(demo):
    settings = load_settings(demo | {"HELPLINE_REDIS_URL": "redis://127.0.0.1:7001"})

    assert settings.redis_url_for("web") == settings.redis_url


def test_it_is_found_on_the_port_where_it_runs(demo):
    settings = load_settings(demo)
    (settings.data_dir / "port").write_text("9000\n")

    running, told = load_settings(demo), load_settings({**demo, "PORT": "9100"})

    assert (running.port, running.public_url) == (9000, "http://127.0.0.1:9000")
    assert told.port == 9100


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1", "x", "9" * 5000, "80.5"])
def test_only_what_was_set_is_blamed_for_a_port_that_cannot_be(demo, problems_of, port):
    assert list(problems_of({**demo, "PORT": port})) == ["PORT"]


def test_the_last_port_of_all_has_the_simulator_before_it(demo):
    assert load_settings({**demo, "PORT": "65535"}).simulator_port == 65534
