"""A message as it is typed to a calculator on a fixed day, freely or as an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.calculators.heard import Heard, heard

TODAY = date(2026, 11, 22)


def said(text: str) -> Heard:
    """The message for itself."""
    return heard(text, TODAY)


def answer(text: str) -> Heard:
    """The message as the answer to a question for a fact."""
    return replace(said(text), answering=True)
