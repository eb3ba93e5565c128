"""The library's command line: build, search, explain, evaluate, check, due, impact, page, preview,
template, train.

Exit code 0 is good, 1 refused with one sentence on stderr, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import NoReturn

from knowledge.check import (
    asked_problems,
    check_shelf,
    load_rules,
    open_texts,
    register_problems,
    value_problems,
)
from knowledge.citation import place_name
from knowledge.day import local_day
from knowledge.errors import KnowledgeError, SourceError
from knowledge.evaluate import evaluate, read_questions
from knowledge.explain import explain
from knowledge.explain_table import facts, table
from knowledge.ingest import Batch, fingerprint, is_office, merged, read
from knowledge.ingest.office import command as office
from knowledge.ingest.office.facts import Facts
from knowledge.ingest.register import LIBRARY
from knowledge.manifest import Manifest, read_manifest
from knowledge.search import Hit, Library
from knowledge.shelf import read_shelf
from knowledge.snapshot import build
from knowledge.snippet import quote
from knowledge.text.segment import tokenizer_identity
from knowledge.train import command as training
from knowledge.upkeep import command as upkeep
from knowledge.upkeep import inventory
from knowledge.validity import Standing

_SHOWN_PROBLEMS = 20


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}Sai cách gọi: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Không đọc hoặc ghi được {error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m knowledge", description="Thư viện pháp luật Hiểu Luật")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")
    _add_build(commands.add_parser("build", help="dựng thư viện từ các nguồn"))
    _add_search(commands.add_parser("search", help="tìm điều luật"))
    _add_explain(commands.add_parser("explain", help="vì sao một điều đứng ở chỗ của nó"))
    _add_evaluate(commands.add_parser("evaluate", help="đo chất lượng tìm kiếm"))
    _add_check(commands.add_parser("check", help="kiểm tra mọi thẻ, mọi lời nhắc"))
    upkeep.add_commands(commands, run=_upkeep)
    office.add_commands(commands, run=_office)
    _add_train(commands.add_parser("train", help="huấn luyện mô hình xếp hạng"))
    return parser


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="nhớ kết quả tách từ")
    parser.add_argument(
        "--unless-current", action="store_true", help="không dựng lại khi các nguồn không đổi"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    office.add_facts(parser)
    parser.set_defaults(run=_build)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", type=Path, required=True, metavar="DIR")
    parser.add_argument("--top", type=int, default=10, metavar="N")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--verify", action="store_true", help="kiểm tra từng tệp của thư viện")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("text", metavar="TEXT")
    parser.set_defaults(run=_search)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", type=Path, required=True, metavar="DIR")
    parser.add_argument("--article", metavar="ID", help="điều này; không có: điều đứng đầu")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("text", metavar="TEXT")
    parser.set_defaults(run=_explain)


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", type=Path, required=True, metavar="DIR")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--unaccented", action="store_true", help="bỏ dấu câu hỏi trước khi tìm")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_evaluate)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        "--texts",
        dest="texts",
        type=Path,
        metavar="DIR",
        help="đối chiếu với thư viện đã dựng hoặc nguồn văn bản này",
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_check)


def _add_train(parser: argparse.ArgumentParser) -> None:
    training.add_arguments(parser)
    parser.set_defaults(run=_train)


def _build(options: argparse.Namespace) -> int:
    made_from = fingerprint(options.sources)
    stated = _facts(options)
    if options.unless_current and not stated and (current := _current(options.out, made_from)):
        return _tell(current, Batch(), options.json)
    progress = sys.stderr.isatty()
    batch = merged(read(source, progress, stated) for source in options.sources)
    manifest = build(
        options.out, batch, cache=options.cache, progress=progress, made_from=made_from
    )
    _report(batch)
    return _tell(manifest, batch, options.json)


def _facts(options: argparse.Namespace) -> Facts | None:
    """The facts that the options state, of the one document among the sources; None without."""
    stated = office.facts(options)
    if stated == Facts():
        return None
    if sum(map(is_office, options.sources)) != 1:
        raise SourceError("--number, --name, … chỉ dùng khi có đúng một tệp văn bản.")
    return stated


def _current(out: Path, made_from: str) -> Manifest | None:
    """The library that stands there, if it can be opened and was made from the same sources."""
    try:
        manifest = read_manifest(out, tokenizer_identity())
    except KnowledgeError:
        return None
    return manifest if manifest.made_from == made_from else None


def _tell(manifest: Manifest, batch: Batch, as_json: bool) -> int:
    facts = manifest.model_dump(include={"version", "articles", "documents", "cards"})
    if as_json:
        print(json.dumps({**facts, "problems": len(batch.problems), "repeated": batch.repeated}))
        return 0
    print(
        f"Thư viện {manifest.version}: {manifest.articles} điều của "
        f"{manifest.documents} văn bản, {manifest.cards} thẻ. {batch.repeated} điều có ở nhiều "
        f"nguồn, giữ một; {len(batch.problems)} chỗ không đọc được hoặc không khớp."
    )
    return 0


def _report(batch: Batch) -> None:
    for problem in batch.problems[:_SHOWN_PROBLEMS]:
        print(problem, file=sys.stderr)
    if (more := len(batch.problems) - _SHOWN_PROBLEMS) > 0:
        print(f"… và {more} chỗ nữa.", file=sys.stderr)


def _search(options: argparse.Namespace) -> int:
    if not 1 <= options.top <= 1000:
        raise SourceError("--top phải từ 1 đến 1000.")
    library = Library.open(options.library, thorough=options.verify)
    for hit in library.search(options.text, limit=options.top, as_of=options.as_of):
        row = _row(hit, options.text) | _standing(hit)
        print(json.dumps(row, ensure_ascii=False) if options.json else _readable(hit, row))
    return 0


def _row(hit: Hit, question: str) -> dict[str, str | float | None]:
    return {
        "id": hit.article.id,
        "document": hit.document.number,
        "article": hit.article.number,
        "title": hit.article.title,
        "score": round(hit.score, 4),
        "confidence": round(hit.confidence, 4),
        "snippet": quote(hit.article, question).text,
    }


def _standing(hit: Hit) -> dict[str, str | None]:
    """How the hit stands on the day that was named; {} where none was."""
    if hit.standing is None:
        return {}
    begins, ends = (day.isoformat() if day else None for day in hit.period)
    return {"standing": hit.standing, "begins": begins, "ends": ends}


def _readable(hit: Hit, row: dict[str, str | float | None]) -> str:
    name = hit.document.name or hit.document.kind
    place = place_name(hit.article.number)
    later = f" [CHƯA có hiệu lực, từ {row['begins']}]" if hit.standing is Standing.NOT_YET else ""
    heading = f"{hit.score:8.2f}  {place}. {row['title']} ({name}, {row['document']})"
    return f"{heading}{later}\n          {row['snippet']}"


def _explain(options: argparse.Namespace) -> int:
    library = Library.open(options.library)
    found = explain(library, options.text, options.article, options.as_of)
    print(json.dumps(facts(found), ensure_ascii=False) if options.json else table(found))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    questions = read_questions(options.questions, unaccented=options.unaccented)
    library = Library.open(options.library)
    measures = evaluate(library, questions, progress=sys.stderr.isatty()).named()
    if options.json:
        print(json.dumps(measures))
        return 0
    print("\n".join(f"{name:>10}  {value}" for name, value in measures.items()))
    return 0


def _check(options: argparse.Namespace) -> int:
    texts = open_texts(options.texts) if options.texts else None
    shelf = read_shelf()
    problems = check_shelf(shelf, load_rules(LIBRARY, local_day(), texts))
    problems += register_problems(texts)
    problems += asked_problems(texts)
    problems += value_problems(texts)
    for problem in problems:
        if options.json:
            print(json.dumps(asdict(problem), ensure_ascii=False))
        else:
            print(problem, file=sys.stderr)
    print(inventory.as_json(shelf) if options.json else inventory.as_table(shelf))
    if not problems and not options.json:
        print("Mọi thẻ, mọi lời nhắc đều đúng.")
    return 1 if problems else 0


def _upkeep(options: argparse.Namespace) -> int:
    if text := options.text(options):
        print(text)
    return 0


def _office(options: argparse.Namespace) -> int:
    text, refusal = options.text(options)
    print(text)
    if refusal:
        print(refusal, file=sys.stderr)
    return 1 if refusal else 0


def _train(options: argparse.Namespace) -> int:
    print(training.run(options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
