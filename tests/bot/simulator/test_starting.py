from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.simulator.driver import Credentials, NotStartedError, free_port, started
from tests.bot.simulator.conftest import Api

ROOT = Path(__file__).parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SIMULATOR_")}
    return subprocess.run(
        [sys.executable, "-m", "bot.simulator", *arguments],
        cwd=ROOT, env={**clean, **environment}, text=True, capture_output=True, timeout=60,
    )  # fmt: skip


def complete(*more: str) -> list[str]:
    port = f"--port={free_port()}"
    return [port, "--webhook=http://127.0.0.1:9/", *Credentials().arguments(), *more]


def test_does_not_start_without_consent() -> None:
    result = run(*complete())
    assert result.returncode == 1
    assert "--development" in result.stderr
    assert result.stdout == ""


def test_names_everything_that_is_missing_at_once() -> None:
    result = run("--development")
    assert result.returncode == 2
    for name in ("port", "webhook", "app-id", "app-secret", "oa-id", "oa-secret", "access-token"):
        assert f"--{name}:" in result.stderr


@pytest.mark.parametrize("url", ["https://example.com/hook", "ftp://127.0.0.1/", "//x", "x"])
def test_calls_only_a_webhook_on_this_machine(url: str) -> None:
    result = run(*complete("--development", f"--webhook={url}"))
    assert result.returncode == 2
    assert "--webhook:" in result.stderr


def test_binds_loopback_only() -> None:
    with started("http://127.0.0.1:9/") as zalo:
        port = int(zalo.base_url.rpartition(":")[2])
        listening = Path("/proc/net/tcp").read_text().splitlines()
        local = [line.split()[1] for line in listening if line.split()[3] == "0A"]
        assert [place for place in local if place.endswith(f":{port:04X}")] == [
            f"0100007F:{port:04X}"
        ]


def test_settings_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_OA_NAME", "Hội phụ nữ phường thử")
    with started("http://127.0.0.1:9/") as zalo:
        api = Api(zalo.base_url)
        assert api.get("/v2.0/oa/getoa")["data"]["name"] == "Hội phụ nữ phường thử"
        api.session.close()


def test_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(NotStartedError, match="in use"),
            started("http://127.0.0.1:9/", port=port),
        ):
            pass


def test_state_file_keeps_people_messages_and_tokens(tmp_path: Path) -> None:
    file = tmp_path / "zalo.json"
    with started("http://127.0.0.1:9/", arguments=[f"--state={file}"]) as zalo:
        api = Api(zalo.base_url)
        lan = zalo.person("lan")
        lan.says("xin chào")
        pair = api.tokens(grant_type="refresh_token", refresh_token="first-refresh-token")
        api.session.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with started("http://127.0.0.1:9/", arguments=[f"--state={file}"]) as zalo:
        api = Api(zalo.base_url)
        assert [m["text"] for m in zalo.conversation("lan")] == ["xin chào"]
        api.token = pair["access_token"]
        assert api.send(lan.user_id)["error"] == 0
        api.session.close()


def test_damaged_state_file_is_a_fresh_start(tmp_path: Path) -> None:
    file = tmp_path / "zalo.json"
    file.write_text("{")
    with started("http://127.0.0.1:9/", arguments=[f"--state={file}"]) as zalo:
        assert zalo.conversation("lan") == []
