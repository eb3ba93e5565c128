"""Shapes that several YAML files of the library share: names, places in the law, evidence."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from knowledge.documents import Citation, canonical_number

#: The stable name of an entry.
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

#: What a row rests on: G (an official text that was read), B (press), T (compilation).
Evidence = Annotated[str, Field(pattern=r"^[GBT](, [GBT])*$")]


class Strict(BaseModel):
    """A shape that takes no unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationEntry(Strict):
    """A place in the law as an author writes it."""

    document: Annotated[str, Field(pattern=r"^\d[^\s]*[-/][^\s]+$")]
    article: Annotated[str, Field(pattern=r"^\d+[a-zđ]*$")]
    clause: Annotated[str, Field(pattern=r"^(\d+[a-zđ]*)?$")] = ""
    point: Annotated[str, Field(pattern=r"^[a-zđ]?\d*$")] = ""

    def citation(self) -> Citation:
        """The place with the document's number in its canonical form."""
        number = canonical_number(self.document)
        return Citation(number, self.article, self.clause, self.point)


class BasisEntry(CitationEntry):
    """The same where the article may not be known yet."""

    article: Annotated[str, Field(pattern=r"^(\d+[a-zđ]*)?$")] = ""
