"""The application: routes, methods, sizes and errors, in the process and behind a real gunicorn."""

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
import requests
from kombu.utils.json import loads as kombu_loads

from bot.app import Parts, create_app, make_parts
from bot.errors import StateUnavailable
from bot.inbox import Inbox
from bot.settings import SERVING, Settings
from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from bot.zalo.signature import sign
from tests.waiting import until

APP, OA, USER, SECRET = "2334", "5797", "1867", "oa-secret"
LIMIT = 512 * 1024


def delivery(msg_id="m1", secret=SECRET, **changes):
    now = str(int(time.time() * 1000))
    values = {
        "app_id": APP,
        "event_name": "user_send_text",
        "sender": {"id": USER},
        "recipient": {"id": OA},
        "message": {"text": "xin chào", "msg_id": msg_id},
        "timestamp": now,
    } | changes
    raw = json.dumps(values).encode()
    return {"data": raw, "headers": {"X-ZEvent-Signature": sign(raw, APP, now, secret)}}


@pytest.fixture
def account(settings):
    migrate(settings.database_url)
    store = open_store(settings.database_url)
    secret_key = settings.secret_key.get_secret_value()
    OaRepository(store, secret_key).add(AccountDraft(OA, "Hội", SECRET))
    store.close()


class TestInTheProcess:
    @pytest.fixture
    def rung(self):
        return []

    @pytest.fixture
    def parts(self, settings, account, redis, rung):
        real = make_parts(settings)
        return Parts(Inbox(redis), real.secrets, rung.append, {"redis": redis.ping})

    @pytest.fixture
    def client(self, settings, parts):
        return create_app(settings, parts).test_client()

    def test_a_signed_event(self, client, rung):
        answer = client.post("/zalo/webhook", **delivery())
        assert (answer.status_code, answer.data) == (200, b"")
        assert rung == [f"{OA}:u:{USER}"]

    @pytest.mark.parametrize("raw", [b"", b"{}"])
    def test_probes(self, client, raw):
        assert client.post("/zalo/webhook", data=raw).status_code == 200

    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            ({"data": b"{"}, 400),
            ({"data": b"\xff"}, 400),
            ({"data": b"[" * 300_000}, 400),
            ({"data": b'{"a":' * 100_000}, 400),
            ({"data": b"[]"}, 400),
            (delivery(sender=5), 400),
            (delivery(message={"text": 5}), 400),
            ({"data": delivery()["data"]}, 403),
            (delivery(secret="another"), 403),
            (delivery(recipient={"id": "1"}), 200),
            ({"data": b"x" * (LIMIT + 1)}, 413),
            ({"data": b"x" * LIMIT}, 400),
        ],
    )
    def test_bad_input(self, client, redis, rung, request_, status):
        assert client.post("/zalo/webhook", **request_).status_code == status
        assert (redis.dbsize(), rung) == (0, [])

    @pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
    def test_other_methods(self, client, method):
        answer = getattr(client, method)("/zalo/webhook")
        assert answer.status_code == 405
        assert "POST" in answer.headers["Allow"]

    def test_a_header_that_is_not_ascii(self, client):
        headers = {"X-ZEvent-Signature": "chữ".encode().decode("latin-1")}
        answer = client.post("/zalo/webhook", data=delivery()["data"], headers=headers)
        assert answer.status_code == 403

    def test_redis_away_is_503_so_that_zalo_tries_again(self, settings, parts):
        class Away:
            def accept(self, *_):
                raise StateUnavailable

            def backlog(self):
                raise StateUnavailable

        app = create_app(settings, Parts(Away(), parts.secrets, print, {}))
        assert app.test_client().post("/zalo/webhook", **delivery()).status_code == 503
        assert app.test_client().get("/metrics").status_code == 200

    def test_the_home_page(self, client):
        answer = client.get("/")
        assert answer.status_code == 200
        assert "trợ lý tự động" in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    def test_the_home_page_of_a_trial_leads_to_the_simulator(self, settings, parts):
        trial = settings.model_copy(update={"simulator_url": "http://127.0.0.1:8001"})
        answer = create_app(trial, parts).test_client().get("/")
        assert (answer.status_code, answer.location) == (302, "http://127.0.0.1:8001")

    def test_the_file_that_proves_the_domain(self, client, settings):
        assert client.get("/zalo_verifierABC.html").status_code == 404
        (settings.var_dir / "public").mkdir()
        (settings.var_dir / "public" / "zalo_verifierABC.html").write_text("code")
        with client.get("/zalo_verifierABC.html") as answer:
            assert answer.text == "code"
        assert client.get("/zalo_verifier..%2f..%2fsecret.html").status_code == 404

    def test_unknown_pages_are_plain_404(self, client):
        assert client.get("/nothing-here").status_code == 404


@contextmanager
def gunicorn(environment):
    command = [sys.executable, "-m", "gunicorn", "--config", "bot/gunicorn.conf.py"]
    process = subprocess.Popen(
        [*command, "bot.app:create_app()"],
        env={"PATH": os.environ["PATH"], **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of(settings: Settings, port: int):
    return {
        "VAR_DIR": str(settings.var_dir),
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "ZALO_APP_ID": APP,
        "ZALO_APP_SECRET": "s",
        "PORT": str(port),
    }


def is_up(address):
    try:
        return requests.get(f"{address}/healthz", timeout=5).ok
    except requests.ConnectionError:
        return False


class TestBehindGunicorn:
    @pytest.fixture
    def server(self, settings, account, redis):
        port = free_port()
        with gunicorn(environment_of(settings, port)):
            address = f"http://127.0.0.1:{port}"
            until(lambda: is_up(address), 30)
            yield address

    def test_one_server_for_the_whole_story(self, server, redis, settings):
        url = f"{server}/zalo/webhook"
        first = delivery()
        for _ in range(3):
            assert requests.post(url, **first, timeout=5).status_code == 200
        assert Inbox(redis).peek(f"{OA}:u:{USER}") == [first["data"]]
        self.the_workers_are_told(redis)
        self.chunks_are_counted(url)
        self.a_body_too_large_does_not_cost_the_next_event(server)
        self.a_lying_length_is_no_server_error(server)
        self.readiness_names_what_is_missing(server)
        self.both_processes_count_together(server, settings)

    def the_workers_are_told(self, redis):
        task = json.loads(until(lambda: redis.lindex("hl:celery:celery", 0)))
        assert task["headers"]["task"] == "bot.worker.read_mailboxes"
        arguments = kombu_loads(base64.b64decode(task["body"]))
        assert arguments[0] == [[f"{OA}:u:{USER}"]]

    def chunks_are_counted(self, url):
        chunks = (b"x" * 65536 for _ in range(9))
        assert requests.post(url, data=chunks, timeout=5).status_code == 413
        assert requests.post(url, data=iter([delivery("m2")["data"]]), timeout=5).status_code == 403

    def a_body_too_large_does_not_cost_the_next_event(self, server):
        host, port = server.removeprefix("http://").split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request("POST", "/zalo/webhook", b"x" * (LIMIT + 100_000))
        answer = connection.getresponse()
        assert (answer.status, answer.read() != b"") == (413, True)
        next_event = delivery(recipient={"id": "1"})
        connection.request("POST", "/zalo/webhook", next_event["data"], next_event["headers"])
        assert connection.getresponse().status == 200
        connection.close()

    def a_lying_length_is_no_server_error(self, server):
        host, port = server.removeprefix("http://").split(":")
        start = f"POST /zalo/webhook HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        for length, body, statuses in [
            (999_999_999, b"{}", {b"413"}),
            (1, b'{"a":1}', {b"400"}),
            (50, b'{"a":', {b"400"}),
        ]:
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.sendall(f"{start}Content-Length: {length}\r\n\r\n".encode() + body)
                connection.shutdown(socket.SHUT_WR)
                assert connection.makefile("rb").readline().split()[1] in statuses

    def readiness_names_what_is_missing(self, server):
        answer = requests.get(f"{server}/readyz", timeout=5)
        assert answer.status_code == 503
        assert answer.json()["failing"] == ["index", "token"]

    def both_processes_count_together(self, server, settings):
        text = requests.get(f"{server}/metrics", timeout=5).text
        assert 'hieuluat_events_total{kind="message",outcome="accepted"} 1.0' in text
        assert 'hieuluat_events_total{kind="message",outcome="duplicate"} 2.0' in text
        assert "hieuluat_mailboxes_waiting 1.0" in text


def test_missing_settings_are_all_named_and_the_process_ends():
    with gunicorn({}) as process:
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert all(name in errors for name in SERVING)
    assert "Traceback" not in errors
