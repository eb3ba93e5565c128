"""A dialogue as it went, to be printed when a story does not go as it should."""

from __future__ import annotations

from datetime import datetime
from textwrap import indent

_WIDTH = 12


class Transcript:
    """Lines of a dialogue, the latest last."""

    def __init__(self, title: str) -> None:
        self._lines = [f"=== {title}"]

    def says(self, at: datetime, who: str, words: str) -> None:
        """Somebody did or wrote something."""
        self._lines.append(f"{at:%d/%m %H:%M:%S}  {who.upper():<{_WIDTH}}▸ {words}")

    def hears(self, at: datetime, who: str, bubble: str) -> None:
        """A bubble came on somebody's phone."""
        text = indent(bubble, " " * 32)[32:]
        self._lines.append(f"{at:%d/%m %H:%M:%S}  {'':<{_WIDTH}}◂ ({who}) {text}")

    def differs(self, how: str) -> str:
        """The whole dialogue, with the place that differs at its end."""
        return "\n".join(["", *self._lines, f">>> HERE: {how}", ""])

    def __str__(self) -> str:
        return "\n".join(self._lines)
