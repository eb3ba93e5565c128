"""Lines of what people would ask that nobody could use are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.check import asked_problems


class Kitchen:
    """A library that has one law of two articles."""

    def article(self, article_id: str) -> object | None:
        return object() if article_id in self.articles_of("12/2031/qh20") else None

    def articles_of(self, number: str) -> list[str]:
        return ["12/2031/qh20+1", "12/2031/qh20+2"] if number == "12/2031/qh20" else []


def problems(folder: Path, *lines: str, name: str = "2031/12-2031-qh20.tsv") -> list[str]:
    (folder / name).parent.mkdir()
    (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [problem.reason for problem in asked_problems(Kitchen(), folder)]


def test_good_lines(tmp_path: Path) -> None:
    assert not problems(tmp_path, "12/2031/qh20+1\tbếp để ở đâu", "12/2031/qh20+2\tai nấu cơm")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["12/2031/qh20+1\tai nấu"] * 2, "hai dòng"),
        (["12/2031/QH20+1\tai nấu"], "chữ thường"),
        (["9/2031/qh20+1\tai nấu"], "phải đứng trong tệp 2031/9-2031-qh20.tsv"),
        (["12/2031/qh20+1\t" + " ; ".join(["ai nấu"] * 35)], "hơn 34 câu hỏi"),
        (["12/2031/qh20+1\t" + "cơm " * 301], "quá 300 chữ"),
        (["12/2031/qh20+1\tphạt 500 nghìn"], "chữ số"),
        (["12/2031/qh20+3\tai nấu"], "không có điều này"),
        (["12/2031/qh20+1 ai nấu"], "dấu tab"),
    ],
)
def test_faults(tmp_path: Path, lines: list[str], why: str) -> None:
    assert why in problems(tmp_path, *lines)[0]


def test_documents_that_are_not_at_hand_may_have_lines(tmp_path: Path) -> None:
    assert not problems(tmp_path, "9/2031/qh20+1\tai nấu", name="2031/9-2031-qh20.tsv")


def test_ours_are_sound() -> None:
    assert not asked_problems()
