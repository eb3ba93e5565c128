"""Serves the stand-in with gunicorn: one process, many threads, so that its state is one."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

from bot.simulator.options import LOOPBACK, Options

THREADS = 96


class Server(BaseApplication):
    """A gunicorn that takes its settings from ``Options`` and from nowhere else."""

    def __init__(self, options: Options) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Loopback only; one worker holds all state."""
        settings: dict[str, Any] = {
            "bind": f"{LOOPBACK}:{self._options.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "keepalive": 75,
            "graceful_timeout": 1,
            "loglevel": "warning",
            "header_map": "dangerous",  # Zalo's header names have underscores: access_token
            "proc_name": "zalo-stand-in",
            "worker_exit": _close,
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application; called in the worker, so its threads live there."""
        from bot.simulator.app import create_app
        from bot.simulator.simulation import Simulation

        self.simulation = Simulation(self._options)
        return create_app(self.simulation)


def _close(_arbiter: Any, worker: Any) -> None:
    simulation = getattr(worker.app, "simulation", None)
    if simulation is not None:
        simulation.close()
