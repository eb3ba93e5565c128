"""How gunicorn serves the web: threads that wait for Redis, the application loaded once."""

# ruff: noqa: N999

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bot import logs, metrics
from bot.settings import SERVING, SettingsError, load_settings

try:
    settings = load_settings(SERVING)
except SettingsError as error:
    sys.exit(error.public_message)

_folder: Path = settings.var_dir / "metrics"

bind = f"{settings.host}:{settings.port}"
workers = settings.web_workers
threads = settings.web_threads
worker_class = "gthread"
preload_app = True
keepalive = 30
timeout = 30
graceful_timeout = 20
control_socket_disable = True
logconfig_dict = logs.logging_config(settings.log_level)

metrics.share(_folder)


def on_starting(_server: Any) -> None:
    """Before anything is loaded: our logs, and no counts of processes long gone."""
    logs.configure_logs(settings.log_level)
    metrics.forget_dead_processes(_folder)
