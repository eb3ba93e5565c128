"""A made-up town's rules and questions about them."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch
from knowledge.snapshot import build

UNKNOWN = "999/1999/qh99+1"

_ACTS = ("đăng ký", "cấp lại", "thu hồi", "gia hạn")
_THINGS = ("khai sinh", "kết hôn", "giấy phép")
_ASKED = ("Thủ tục {} thế nào?", "Muốn {} thì cần giấy tờ gì?")

LAW = Document("904/2020/NĐ-CP", "Nghị định", "Nghị định về thủ tục hành chính của thị trấn")


def _articles() -> list[Article]:
    return [
        Article(
            LAW.number,
            str(number),
            f"{act.capitalize()} {thing}",
            f"1. Người dân muốn {act} {thing} nộp hồ sơ.\n2. Hồ sơ {thing} gồm tờ khai.",
        )
        for number, (act, thing) in enumerate(product(_ACTS, _THINGS), start=1)
    ]


def library(folder: Path) -> Path:
    """The rules, compiled in this folder."""
    build(folder, Batch({LAW.number: LAW}, _articles()))
    return folder


def questions(path: Path) -> Path:
    """Two questions about each rule, as a file."""
    rows = [
        {
            "question": asked.format(article.title.lower()),
            "relevant": [article.id],
            "topical": not n,
        }
        for article in _articles()
        for n, asked in enumerate(_ASKED)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path
