"""Logs: JSON, useful, and without anything a person wrote, whoever logs it and however."""

import ast
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot import logs
from bot.logs import configure_logs, formatter
from bot.zalo.errors import error_for

SECRETS = [
    "chồng tôi đánh tôi",
    "0912345678",
    "+84 912 345 678",
    "rT9_tokentokentokentokentokentoken",
]


@pytest.fixture
def lines():
    """What the process logs, as it would leave; the root logger is put back afterwards."""
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    configuration = structlog.get_config()
    hooks = sys.excepthook, __import__("threading").excepthook
    configure_logs("DEBUG")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    root.handlers[:] = [handler]
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    structlog.configure(**configuration)
    sys.excepthook, __import__("threading").excepthook = hooks


def logger():
    return structlog.stdlib.get_logger("bot.test")


def shown(lines):
    return json.dumps(lines(), ensure_ascii=False)


def test_a_line_has_time_level_logger_and_its_allowed_fields(lines):
    logger().info("turn_answered", oa_id="579745863508352884", intent="law", count=3, seconds=0.25)
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "turn_answered",
        "level": "info",
        "logger": "bot.test",
        "oa_id": "579745863508352884",
        "intent": "law",
        "count": 3,
        "seconds": 0.25,
    }


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("name", ["text", "user_id", "token", "code", "reason", "oa_id", "key"])
def test_values_that_are_no_codes_do_not_pass(lines, secret, name):
    if name == "oa_id" and secret in (SECRETS[1], SECRETS[3]):
        secret = f"{secret} {secret}"  # one word alone looks like an account's id
    logger().warning("something", **{name: secret})
    assert secret not in shown(lines)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_sentence_is_no_event_name(lines, secret):
    logger().error(f"failed for {secret}")
    assert secret not in shown(lines)


@pytest.mark.parametrize("secret", SECRETS)
def test_an_exceptions_message_does_not_pass(lines, secret):
    try:
        try:
            int(secret)
        except ValueError as error:
            raise KeyError(secret) from error
    except KeyError:
        logger().exception("event_crashed", oa_id="1")
        logging.getLogger("celery.app.trace").exception("Task raised %s", secret)
    assert secret not in shown(lines)
    for line in lines():
        assert [link["type"] for link in line["exception"]] == ["KeyError", "ValueError"]
        assert line["exception"][0]["at"][0].startswith("tests/bot/test_logs.py:")


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("name", ["gunicorn.error", "celery.worker", "urllib3.connectionpool", "x"])
def test_arguments_of_library_lines_do_not_pass(lines, secret, name):
    logging.getLogger(name).warning('%s "%s"', "POST /send?phone=", secret)
    sentence = f"what was said: {secret}"
    logging.getLogger(name).warning(sentence)
    assert secret not in shown(lines)
    assert lines()[0]["event"] == '%s "%s"'


def test_extra_fields_of_library_lines_do_not_pass(lines):
    logging.getLogger("x").warning("hello", extra={"data": SECRETS[0], "reason": SECRETS[0]})
    assert SECRETS[0] not in shown(lines)
    assert lines()[0]["event"] == "hello"


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.dictionaries(st.text(max_size=20), st.text(alphabet="ắcđễ 0123456789", min_size=9)))
def test_whatever_is_passed_vietnamese_sentences_and_long_numbers_stay_out(lines, fields):
    fields.pop("event", None)
    before = len(lines())
    logger().info("something", **{**fields, "oa_id": "1", "key": ""})
    (line,) = lines()[before:]
    assert not any(value in json.dumps(line, ensure_ascii=False) for value in fields.values())


UNCAUGHT = """
import threading, sys
from bot.logs import configure_logs
configure_logs()
thread = threading.Thread(target=lambda: int("{secret}"))
thread.start(); thread.join()
raise ValueError("{secret}")
"""


def test_uncaught_exceptions_leave_as_json_without_their_message():
    done = subprocess.run(
        [sys.executable, "-c", UNCAUGHT.format(secret=SECRETS[0])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert SECRETS[0] not in done.stderr
    events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
    assert events == ["uncaught_in_thread", "uncaught"]
    assert done.stdout == ""


def test_the_level_decides(lines):
    configure_logs("WARNING")
    logger().info("quiet")
    assert lines() == []


LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def _logged_fields() -> Iterator[tuple[str, str]]:
    for file in Path(logs.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                on_log = isinstance(node.func.value, ast.Name) and node.func.value.id == "log"
                if on_log and node.func.attr in LEVELS:
                    yield from ((file.name, word.arg) for word in node.keywords if word.arg)


def test_no_field_is_logged_in_vain():
    assert [each for each in _logged_fields() if each[1] not in logs.ALLOWED | {"exc_info"}] == []


def test_what_zalo_refused_can_be_read_in_the_log():
    fields = error_for(-211).log_fields
    assert logs.keep_allowed(None, "warning", dict(fields)) == {
        "zalo_error": -211,
        "zalo_reason": "out_of_quota",
        "alert": True,
    }
