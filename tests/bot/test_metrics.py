"""Metrics: counted across processes, rendered with the backlog, or without it if Redis is away."""

import os
import subprocess
import sys

import pytest

from bot import metrics

COUNT = """
from pathlib import Path
import sys
from bot import metrics
metrics.share(Path(sys.argv[1]))
metrics.count_event("message", "accepted")
metrics.count_answer("law", 0.05)
metrics.count_send("ok")
metrics.count_officer_message("ok")
metrics.count_ring("sent", 3)
metrics.time_search(0.003)
"""
READ = """
from pathlib import Path
import sys
from bot import metrics
metrics.share(Path(sys.argv[1]))
sys.stdout.buffer.write(metrics.render(lambda: (7, 42)))
"""


def run(program, folder):
    command = [sys.executable, "-c", program, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_processes_count_together(tmp_path):
    for _ in range(3):
        run(COUNT, tmp_path)
    lines = run(READ, tmp_path).splitlines()
    assert 'hieuluat_events_total{kind="message",outcome="accepted"} 3.0' in lines
    assert 'hieuluat_answers_total{intent="law"} 3.0' in lines
    assert 'hieuluat_sends_total{result="ok"} 3.0' in lines
    assert 'hieuluat_officer_messages_total{result="ok"} 3.0' in lines
    assert 'hieuluat_rings_total{outcome="sent"} 9.0' in lines
    assert 'hieuluat_search_seconds_bucket{le="0.005"} 3.0' in lines
    assert "hieuluat_answer_seconds_count 3.0" in lines
    assert "hieuluat_mailboxes_waiting 7.0" in lines
    assert "hieuluat_longest_wait_seconds 42.0" in lines


def test_counts_of_dead_processes_are_forgotten(tmp_path):
    run(COUNT, tmp_path)
    mine = tmp_path / f"counter_{os.getpid()}.db"
    mine.touch()
    assert len(list(tmp_path.glob("*.db"))) > 1
    metrics.forget_dead_processes(tmp_path)
    assert list(tmp_path.glob("*.db")) == [mine]


def test_without_redis_the_rest_is_rendered():
    def away():
        raise ConnectionError

    metrics.count_event("none", "probe")
    text = metrics.render(away).decode()
    assert "hieuluat_events_total" in text
    assert "waiting" not in text


@pytest.mark.parametrize("depth", [0, 12])
def test_the_backlog_is_read_at_the_scrape(depth):
    assert (
        f"hieuluat_mailboxes_waiting {float(depth)}" in metrics.render(lambda: (depth, 0)).decode()
    )
