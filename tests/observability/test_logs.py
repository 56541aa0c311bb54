"""No phone number and no message body reaches a log."""

import io
import json
import logging
import sys
import threading

import pytest
import structlog

from service.observability import bind_request_id, configure_logging, log
from service.observability.privacy import masked


@pytest.fixture
def written():
    """What is logged while the test runs, line by line; afterwards all is as before."""
    kept = logging.root.handlers, logging.root.level, sys.excepthook, threading.excepthook
    stream = io.StringIO()
    configure_logging("test", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.root.handlers, logging.root.level, sys.excepthook, threading.excepthook = kept
    structlog.reset_defaults()


def test_a_line_is_json_with_time_level_and_process(written):
    log.info("text received", outcome="fact")

    (line,) = written()
    assert line["event"] == "text received"
    assert line["outcome"] == "fact"
    assert line["level"] == "info"
    assert line["process"] == "test"
    assert line["timestamp"].endswith("Z")


def test_a_key_that_is_not_on_the_list_is_dropped(written):
    log.info("text received", body="I need help", From="+12125550142", person="abc")

    assert set(written()[0]) == {"event", "level", "process", "timestamp"}


@pytest.mark.parametrize(
    "number",
    ["+12125550142", "12125550142", "212-555-0142", "(212) 555-0142", "212.555.0142", "555 0142"],
)
def test_a_number_in_an_allowed_key_is_masked(written, number):
    log.warning(f"no answer from {number}", reason=f"tried {number} twice", record=[number])

    assert "0142" not in json.dumps(written())


@pytest.mark.parametrize(
    "value", ["CA" + "0123456789abcdef" * 2, "callback:01234567890123456789", 404, 2.5, True, None]
)
def test_ids_and_small_numbers_stay_readable(value):
    assert masked(value) == value


def test_a_number_given_as_an_integer_is_masked():
    assert masked(12125550142) == "(number)"


def test_a_librarys_words_are_left_out(written):
    logging.getLogger("twilio").warning("Body: I need help")
    logging.getLogger("urllib3").error("Retrying %s after %s", "/Calls/+12125550142", "oops")

    first, second = written()
    assert first["event"] == "a library complains"
    assert first["library"] == "twilio"
    assert second["event"] == "Retrying %s after %s"
    assert "0142" not in json.dumps(second)


def test_an_exception_shows_its_type_and_places_but_not_its_message(written):
    try:
        raise ValueError("+12125550142 said: I need help")
    except ValueError:
        log.exception("job failed", job="ring")

    (line,) = written()
    assert line["error"] == "ValueError"
    assert any("test_logs.py" in place for place in line["stack"])
    assert "need help" not in json.dumps(line)


def test_an_uncaught_exception_is_logged_the_same_way(written):
    sys.excepthook(ValueError, ValueError("I need help"), None)

    (line,) = written()
    assert (line["event"], line["error"]) == ("uncaught exception", "ValueError")
    assert "need help" not in json.dumps(line)


def test_the_lines_of_a_request_carry_its_id(written):
    request_id = bind_request_id()

    log.info("answered")

    assert written()[0]["request_id"] == request_id
