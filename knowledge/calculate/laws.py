"""The numbers of the laws that calculators cite, so that none is mistyped."""

from __future__ import annotations

from datetime import date

from knowledge.calculate.calculation import require
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.ingest.register import register

LABOUR = "45/2019/QH14"
LABOUR_DECREE = "145/2020/NĐ-CP"
INSURANCE = "41/2024/QH15"
POPULATION_DECREE = "168/2026/NĐ-CP"
RETIREMENT = "135/2020/NĐ-CP"
CIVIL = "91/2015/QH13"
FAMILY = "52/2014/QH13"
CRIMINAL = "100/2015/QH13"
CHILDREN = "102/2016/QH13"
ADOPTION = "52/2010/QH12"
IDENTITY = "26/2023/QH15"
HEALTH_INSURANCE = "25/2008/QH12"


def place(document: str, article: str, clause: str = "", point: str = "") -> Citation:
    """A place in the law."""
    return Citation(document, article, clause, point)


def require_in_force(document: str, day: date) -> None:
    """That a law binds on a day.

    Raises:
        ImpossibleFactError: not yet, or no more; the sentence says since or until when.
    """
    known = register().get(document)
    begins, ends = (known.effective, known.expires) if known else (None, None)
    if begins:
        since = f"Việc trước ngày {written(begins)} theo luật cũ, tôi chưa tính được."
        require(begins <= day, f"{since} Chị hỏi cán bộ Hội giúp tôi.")
    if ends:
        until = f"Từ ngày {written(ends)} đã có luật mới, tôi chưa tính được."
        require(day < ends, f"{until} Chị hỏi cán bộ Hội giúp tôi.")
