"""Writes down an officer's approval: ``python -m handlers.crisis.approve --by "HỌ TÊN" [NAME...]``.

Without names nothing is approved: each text that waits is printed whole, to be read first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.crisis import replies
from handlers.crisis.approvals import approvals, approve, unapproved
from handlers.day import today


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 1 refused with a sentence that says why."""
    asked = _parser().parse_args(arguments)
    texts = replies.every_text()
    if not asked.names:
        waiting = unapproved(texts, approvals())
        sys.stdout.writelines(f"{name}\n  {texts[name]}\n" for name in waiting)
        return 0
    unknown = [name for name in asked.names if name not in texts]
    if unknown or not asked.by.strip():
        sys.stderr.write(_refusal(unknown))
        return 1
    approve(asked.names, texts, asked.by.strip(), today(datetime.now(UTC)))
    sys.stdout.write(f"Đã ghi: {asked.by.strip()} duyệt {len(asked.names)} câu.\n")
    return 0


def _refusal(unknown: Sequence[str]) -> str:
    if unknown:
        return f"Không có câu nào tên {', '.join(unknown)}.\n"
    return "Cần họ tên cán bộ đã duyệt: --by “HỌ TÊN”.\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m handlers.crisis.approve")
    parser.add_argument("--by", default="", help="họ tên cán bộ đã đọc và duyệt")
    parser.add_argument("names", nargs="*", help="tên câu, ví dụ cards.C3.violence")
    return parser


if __name__ == "__main__":
    sys.exit(main())
