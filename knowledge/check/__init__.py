"""Checks every card and tip: shape, plain language, sources, dates — before anyone reads them.

A problem names file and entry and says in Vietnamese what to do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.check.asked import asked_problems
from knowledge.check.between import between_entries
from knowledge.check.card import card_faults
from knowledge.check.registers import register_problems
from knowledge.check.rules import Rules, load_rules
from knowledge.check.texts import BatchTexts, Texts, open_texts
from knowledge.check.tip import tip_faults
from knowledge.check.values import value_problems
from knowledge.day import local_day
from knowledge.ingest.batch import Problem
from knowledge.ingest.register import LIBRARY
from knowledge.shelf import Shelf, read_shelf

__all__ = [
    "BatchTexts",
    "Rules",
    "Texts",
    "asked_problems",
    "card_faults",
    "check_library",
    "check_shelf",
    "load_rules",
    "open_texts",
    "register_problems",
    "tip_faults",
    "value_problems",
]


def check_library(
    folder: Path = LIBRARY, today: date | None = None, texts: Texts | None = None
) -> list[Problem]:
    """Everything that is wrong with the cards and tips of a folder; empty if all is well.

    ``today`` is the day in Vietnam unless given. With ``texts`` each cited article and clause must
    exist in the official text wherever that has the document.

    Raises:
        SourceError: the folder, or one of its lists, cannot be read.
    """
    shelf = read_shelf(folder)
    return check_shelf(shelf, load_rules(folder, today or local_day(), texts))


def check_shelf(shelf: Shelf, rules: Rules) -> list[Problem]:
    """The same for what was read already."""
    problems = list(shelf.problems)
    for file, card in shelf.cards:
        problems.extend(Problem(file, f"thẻ {card.id}", why) for why in card_faults(card, rules))
    for file, tip in shelf.tips:
        problems.extend(Problem(file, f"lời nhắc {tip.id}", why) for why in tip_faults(tip, rules))
    problems.extend(between_entries(shelf))
    return problems
