from __future__ import annotations

from knowledge.amendments import amendments
from knowledge.documents import Citation
from knowledge.shelf import read_shelf
from knowledge.upkeep.impact import PROVIDERS, Use, cards_and_tips, impact, table

FAQ = Use("faq", "f1", "Câu hỏi của phường", "FAQ 1", Citation("52/2014/QH13", "51", "3"))
OTHER = Use("faq", "f2", "Câu khác", "FAQ 2", Citation("91/2015/QH13", "21"))


def test_every_card_and_tip_that_cites_a_document() -> None:
    expected = {
        (file, entry.id)
        for file, entry in read_shelf().entries()
        if any(citation.document == "52/2014/QH13" for citation in entry.citations)
    }
    found = {(use.file, use.id) for use in impact("52/2014/qh13", [cards_and_tips])}
    assert found == expected > set()


def test_every_amendment_of_a_document_and_by_a_document() -> None:
    first = amendments()[0]
    for number in (first.citation.document, first.amended_by):
        rows = [use for use in impact(number) if use.kind == "amendment"]
        assert (first.change, "amendments.yaml") in {(use.title, use.file) for use in rows}
        assert {use.citation.document for use in rows} == {number}


def test_every_value_and_calculator_that_rests_on_a_document() -> None:
    uses = impact("41/2024/qh15")
    assert ("value", "voluntary-birth-grant", "values.yaml") in {
        (use.kind, use.id, use.file) for use in uses
    }
    calculated = [use for use in uses if use.kind == "calculator"]
    assert ("Tiền thai sản", "59", "calculate/maternity.py") in {
        (use.title, use.citation.article, use.file) for use in calculated
    }
    assert len(calculated) == len(set(calculated))
    assert {use.citation.document for use in calculated} == {"41/2024/QH15"}


def test_other_floors_tell_their_uses_through_a_provider() -> None:
    uses = impact("52/2014/QH13", [*PROVIDERS, lambda: [OTHER, FAQ]])
    assert uses[-1] == FAQ
    assert OTHER not in uses
    assert impact("52/2014/QH13", [lambda: [FAQ, OTHER]]) == [FAQ]


def test_the_list_for_people() -> None:
    whole = Use("amendment", "a", "Đổi cả văn bản", "b.yaml", Citation("1/2001/QH99", ""))
    assert table("52/2014/qh13", [FAQ, whole]).splitlines() == [
        "FAQ 1  f1: Câu hỏi của phường (khoản 3 Điều 51)",
        "b.yaml  a: Đổi cả văn bản (1/2001/QH99)",
    ]
    assert table("1/2001/qh99", []) == "Không có mục nào dẫn văn bản 1/2001/QH99."
