"""``python -m knowledge due``, ``impact`` and ``page``: their arguments and what they print."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.day import local_day
from knowledge.documents import Document
from knowledge.index.records import Records
from knowledge.ingest import read, register
from knowledge.manifest import read_manifest
from knowledge.shelf import read_shelf
from knowledge.text.segment import tokenizer_identity
from knowledge.upkeep import due, impact, page


def add_commands(
    commands: argparse._SubParsersAction[Any],
    run: Callable[[argparse.Namespace], int],
) -> None:
    """Describe the commands. Each hands over to ``run``, which prints ``options.text(options)``."""
    described = (
        ("due", "các thẻ, lời nhắc đến hạn xem lại", _add_due),
        ("impact", "những gì dẫn một văn bản", _add_impact),
        ("page", "trang thư viện cho cán bộ đọc và in", _add_page),
    )
    for name, purpose, add in described:
        parser = commands.add_parser(name, help=purpose)
        parser.set_defaults(run=run)
        add(parser)


def _add_due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="hôm nay")
    parser.add_argument(
        "--texts",
        type=Path,
        action="append",
        default=[],
        metavar="SOURCE",
        help="thư viện đã dựng hoặc nguồn văn bản vừa nhận, xem có văn bản nào bị thay",
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(text=_due)


def _add_impact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    parser.add_argument("document", metavar="SỐ", help="ví dụ 52/2014/QH13")
    parser.set_defaults(text=_impact)


def _add_page(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(text=_page)


def _due(options: argparse.Namespace) -> str:
    said = (document for source in options.texts for document in _documents(source))
    documents = due.with_news(register(), said)
    found = due.due(read_shelf(), documents, options.on or local_day())
    if options.json:
        return _lines(asdict(each) | {"day": each.day.isoformat()} for each in found)
    return due.table(found)


def _documents(source: Path) -> Iterator[Document]:
    """The documents of a compiled library, or else of a source of texts."""
    if (source / "manifest.json").is_file():
        read_manifest(source, tokenizer_identity())
        yield from Records(source, "documents", Document)
    else:
        yield from read(source).documents.values()


def _impact(options: argparse.Namespace) -> str:
    uses = impact.impact(options.document)
    return _lines(map(asdict, uses)) if options.json else impact.table(options.document, uses)


def _page(options: argparse.Namespace) -> str:
    options.out.write_text(page.library_page(), encoding="utf-8")
    return f"Đã ghi {options.out}."


def _lines(rows: Iterable[dict[str, object]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
