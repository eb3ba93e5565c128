from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Document
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch
from knowledge.ingest.register import apply_register, register

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("number", "last_day"),
    [
        ("144/2021/NĐ-CP", date(2025, 12, 14)),
        ("12/2022/NĐ-CP", date(2026, 9, 9)),
        ("73/2024/NĐ-CP", date(2026, 6, 30)),
        ("58/2014/QH13", date(2025, 6, 30)),
        ("38/2013/QH13", date(2025, 12, 31)),
        ("60/2014/QH13", date(2027, 2, 28)),
    ],
)
def test_a_replaced_document_ends_the_day_before_its_successor_begins(
    number: str, last_day: date
) -> None:
    document = register()[number]
    following = date.fromordinal(last_day.toordinal() + 1)
    assert document.in_force(last_day)
    assert not document.in_force(following)
    [successor] = document.replaced_by
    assert register()[successor].effective == following


def test_the_new_law_on_civil_status_is_not_in_force_yet() -> None:
    new = register()["03/2026/QH16"]
    assert not new.in_force(TODAY)
    assert new.in_force(date(2027, 3, 1))


def test_successors_and_predecessors_point_at_each_other() -> None:
    """A successor that takes over from another law may be named by one side only."""
    known = register()
    for number, document in known.items():
        for old in document.replaces:
            assert number in known[old].replaced_by
            assert known[old].expires is not None or document.effective is None


def test_no_document_ends_before_it_begins() -> None:
    for document in register().values():
        if document.effective and document.expires:
            assert document.effective < document.expires


def test_what_the_register_knows_stands_above_the_source() -> None:
    batch = Batch()
    batch.add_document(
        Document("41/2024/QH15", "Luật", "Luật BHXH 2024", source="x", issuer="Quốc hội")
    )
    batch.add_document(Document("9/1999/QH10", "Luật", "Luật Khác", effective=date(2000, 1, 1)))
    apply_register(batch)
    changed = batch.documents["41/2024/QH15"]
    assert (changed.name, changed.effective) == ("Luật Bảo hiểm xã hội", date(2025, 7, 1))
    assert (changed.source, changed.issuer) == ("x", "Quốc hội")
    assert batch.documents["9/1999/QH10"].effective == date(2000, 1, 1)


def test_what_the_register_leaves_open_stays_as_the_source_says() -> None:
    batch = Batch()
    batch.add_document(
        Document("135/2020/NĐ-CP", "Nghị định", "Nghị định quy định về tuổi nghỉ hưu")
    )
    apply_register(batch)
    assert batch.documents["135/2020/NĐ-CP"].name == "Nghị định quy định về tuổi nghỉ hưu"


@pytest.mark.parametrize("content", ["- [", "- {number: 1/2020/QH14}", "- {number: x, y: 1}"])
def test_a_damaged_register_is_a_clear_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="Sổ văn bản"):
        register(path)
