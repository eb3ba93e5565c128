"""Everything about the articles that the ranker looks at closely, opened together."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from knowledge.index.asked import AskedQuestions
from knowledge.index.forward import Forward
from knowledge.index.lines import Lines, open_lines
from knowledge.index.links import Links
from knowledge.index.traits import Traits


class Texts(NamedTuple):
    """Streams of syllables, traits, lines, citations between documents, and where the questions
    that an article answers begin.
    """

    forward: Forward
    traits: Traits
    lines: Lines
    links: Links
    asked: AskedQuestions

    @classmethod
    def open(cls, folder: Path) -> Texts:
        """Map what the build wrote."""
        return cls(
            Forward(folder),
            Traits.open(folder),
            open_lines(folder),
            Links(folder),
            AskedQuestions.open(folder),
        )
