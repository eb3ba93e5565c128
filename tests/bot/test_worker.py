"""The worker's tasks, in a process of their own: its module reads the settings when imported."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARING = """
import json
from types import SimpleNamespace
from bot import worker

read, passed_on = [], []
dispatcher = SimpleNamespace(read=read.append, new_debts=list)
worker.parts = lambda: SimpleNamespace(dispatcher=dispatcher)
worker.read_mailboxes.delay = passed_on.append
worker.read_mailboxes([str(number) for number in range(20)])
print(json.dumps([read, passed_on]))
"""


def test_a_large_batch_is_shared_out_and_every_mailbox_is_read_once(redis_url, tmp_path):
    environment = {
        **os.environ,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "k" * 32,
        "ZALO_APP_ID": "1",
        "ZALO_APP_SECRET": "secret",
    }
    done = subprocess.run(
        [sys.executable, "-c", SHARING],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    read, passed_on = json.loads(done.stdout)
    assert read == [str(number) for number in range(8)]
    assert passed_on == [[str(n) for n in range(8, 16)], [str(n) for n in range(16, 20)]]


def test_missing_settings_are_all_named_and_nothing_starts(tmp_path):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", "import bot.worker"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    for name in ("REDIS_URL", "SECRET_KEY", "ZALO_APP_ID", "ZALO_APP_SECRET"):
        assert name in ended.stderr
