"""How much danger a message tells of; see ``handlers/crisis/``."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """None, unclear distress, serious, danger now."""

    N = "N"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
