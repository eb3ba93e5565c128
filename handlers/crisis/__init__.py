"""People in danger: how it is noticed, and the fixed words that answer it."""

from __future__ import annotations

from handlers.crisis.assess import Assessment, assess
from handlers.crisis.handle import footer, handle
from handlers.crisis.numbers import NUMBERS
from handlers.crisis.rules import Category

__all__ = ["NUMBERS", "Assessment", "Category", "assess", "footer", "handle"]

# The lists are read when the process starts, not while a person in danger waits
assess("em")
