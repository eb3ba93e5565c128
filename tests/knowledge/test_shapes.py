from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.documents import Citation
from knowledge.shapes import BasisEntry, CitationEntry, Evidence, Strict


def test_a_place_has_the_number_in_its_canonical_form() -> None:
    place = CitationEntry(document="7/2020/nđ-cp", article="3", clause="2")
    assert place.citation() == Citation("7/2020/NĐ-CP", "3", "2")


def test_only_a_basis_may_lack_its_article() -> None:
    assert BasisEntry(document="7/2020/NĐ-CP").citation() == Citation("7/2020/NĐ-CP", "")
    with pytest.raises(ValidationError):
        CitationEntry.model_validate({"document": "7/2020/NĐ-CP"})


@pytest.mark.parametrize(
    "entry", [{"document": "luật"}, {"document": "7/2020/NĐ-CP", "khoản": "1"}]
)
def test_no_other_shape_is_taken(entry: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        BasisEntry.model_validate(entry)
    assert issubclass(BasisEntry, Strict)


@pytest.mark.parametrize("written", ["K", "G B", "G,B", ""])
def test_evidence_is_one_of_three_letters_or_several(written: str) -> None:
    adapter = TypeAdapter[str](Evidence)
    assert adapter.validate_python("G, T") == "G, T"
    with pytest.raises(ValidationError):
        adapter.validate_python(written)
