"""``python -m knowledge preview`` and ``template``: their arguments and what they print."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import SourceError
from knowledge.ingest.office import preview, template
from knowledge.ingest.office.facts import Facts, stated
from knowledge.ingest.office.intake import take_in

_TEXTS = {
    "number": "số ký hiệu, ví dụ 12/KH-UBND",
    "kind": "loại văn bản, ví dụ Kế hoạch",
    "name": "tên, trích yếu",
    "issuer": "cơ quan ban hành",
    "place": "nơi ban hành",
}
_DAYS = {"issued": "ngày ban hành", "effective": "ngày có hiệu lực", "expires": "ngày hết hiệu lực"}
REFUSED = "{}: chưa đưa vào được; hãy sửa các chỗ ghi ở phần PHẢI SỬA."


def add_commands(
    commands: argparse._SubParsersAction[Any], run: Callable[[argparse.Namespace], int]
) -> None:
    """Describe the commands; ``run`` prints ``options.text(options)`` and what went wrong."""
    shown = commands.add_parser("preview", help="xem trước một tệp sẽ đưa vào thư viện")
    shown.add_argument("--json", action="store_true")
    shown.add_argument("file", type=Path, metavar="FILE")
    add_facts(shown)
    shown.set_defaults(run=run, text=_preview)
    written = commands.add_parser("template", help="ghi tệp Excel mẫu để điền")
    written.add_argument("file", type=Path, metavar="FILE.xlsx")
    written.set_defaults(run=run, text=_template)


def add_facts(parser: argparse.ArgumentParser) -> None:
    """The options that state the facts of a document."""
    for name, purpose in _TEXTS.items():
        parser.add_argument(f"--{name}", default="", help=purpose)
    for name, purpose in _DAYS.items():
        parser.add_argument(
            f"--{name}", type=date.fromisoformat, metavar="YYYY-MM-DD", help=purpose
        )


def facts(options: argparse.Namespace) -> Facts:
    """What the options state.

    Raises:
        SourceError: the number is none.
    """
    return stated({name: getattr(options, name) for name in (*_TEXTS, *_DAYS)}, "Tùy chọn")


def _preview(options: argparse.Namespace) -> tuple[str, str]:
    """The preview, and why the file would be refused ('' where it would not)."""
    if not options.file.is_file():
        raise SourceError(f"Không thấy tệp {options.file}.")
    intake = take_in(options.file, facts(options))
    refusal = REFUSED.format(options.file.name) if intake.blocked else ""
    if options.json:
        return json.dumps(preview.as_json(intake), ensure_ascii=False), refusal
    return preview.as_text(intake), refusal


def _template(options: argparse.Namespace) -> tuple[str, str]:
    template.write(options.file)
    return f"Đã ghi {options.file}. Điền xong, chạy: python -m knowledge preview {options.file}", ""
