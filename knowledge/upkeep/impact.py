"""What cites a document: cards, tips, registers, values, calculators, and whatever else tells.

A provider is a function without arguments that gives every ``Use`` it knows. Those of the library
are in ``PROVIDERS``; a floor above passes its own besides: ``impact(number, [*PROVIDERS, faqs])``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.amendments import REGISTER, amendments
from knowledge.calculate.examples import examples
from knowledge.citation import label
from knowledge.documents import Citation, canonical_number
from knowledge.shelf import kind_of, read_shelf
from knowledge.values import TABLE, values


@dataclass(frozen=True, slots=True)
class Use:
    """A place that rests on the law: its kind (``law``, …, ``calculator``), its name, its file.

    ``file`` is what is opened to change it: of the library, by an officer, of the code.
    """

    kind: str
    id: str
    title: str
    file: str
    citation: Citation


Provider = Callable[[], Iterable[Use]]


def cards_and_tips() -> Iterator[Use]:
    """The citations of every card and tip of our library, forms to fill in among them."""
    for file, entry in read_shelf().entries():
        for citation in entry.citations:
            yield Use(kind_of(entry), entry.id, entry.title, file, citation)


def amendment_rows() -> Iterator[Use]:
    """The rows of the amendment register, each for the document amended and the one that amends."""
    for row in amendments():
        for place in (row.citation, Citation(row.amended_by, "")):
            yield Use("amendment", row.citation.id, row.change, REGISTER.name, place)


def values_that_change() -> Iterator[Use]:
    """The rows of the table of values, each for the law that sets it."""
    for row in values():
        yield Use("value", row.name, row.about, TABLE.name, row.basis)


def calculators() -> Iterator[Use]:
    """Every place that a calculator cites, once for each of its results; a programmer's to mend."""
    cited = {
        (module, found.title, place): None for module, found in examples() for place in found.basis
    }
    for module, title, place in cited:
        yield Use("calculator", module, title, f"calculate/{module}.py", place)


PROVIDERS: tuple[Provider, ...] = (
    cards_and_tips,
    amendment_rows,
    values_that_change,
    calculators,
)


def impact(document: str, providers: Sequence[Provider] = PROVIDERS) -> list[Use]:
    """Everything that cites the document, by kind of provider, then as they give it.

    ``document`` is a number in any case: ``52/2014/qh13``.
    """
    number = canonical_number(document)
    uses = (use for provider in providers for use in provider())
    return [use for use in uses if use.citation.document == number]


def table(document: str, uses: Sequence[Use]) -> str:
    """A line for each use, for people."""
    if not uses:
        return f"Không có mục nào dẫn văn bản {canonical_number(document)}."
    return "\n".join(f"{use.file}  {use.id}: {use.title} ({_place(use.citation)})" for use in uses)


def _place(citation: Citation) -> str:
    """The place within its document, the whole document by its number."""
    words = label(citation)
    return words.removesuffix(f"văn bản số {citation.document}").strip() or citation.document
