"""Which fixed texts an officer of the Union has read and approved, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import yaml

from handlers.crisis.lexicon import load

FILE = Path(__file__).with_name("approvals.yaml")
_HEADER = """\
# Cán bộ Hội đã đọc và duyệt câu nào, từng chữ. Câu nào đổi một chữ thì phải duyệt lại.
# Không sửa tay: python -m handlers.crisis.approve --by "HỌ TÊN" [TÊN CÂU...]
"""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a text and when; ``text`` is the fingerprint of its words."""

    text: str
    approved_by: str
    approved_on: date


def fingerprint(text: str) -> str:
    """16 hexadecimal digits that change with every letter of the text."""
    return sha256(text.encode()).hexdigest()[:16]


def version(texts: Mapping[str, str]) -> str:
    """The fingerprint of all texts together."""
    return fingerprint("\n".join(f"{name}\t{texts[name]}" for name in sorted(texts)))


def approvals(path: Path = FILE) -> dict[str, Approval]:
    """The approvals by name of the text; {} where there is no file."""
    rows = (load(path) or {}) if path.exists() else {}
    return {name: Approval(**row) for name, row in rows.items()}


def unapproved(texts: Mapping[str, str], given: Mapping[str, Approval]) -> list[str]:
    """The names of the texts that nobody approved as they stand now, in their order."""
    return [
        name
        for name, text in texts.items()
        if name not in given or given[name].text != fingerprint(text)
    ]


def approve(
    names: Iterable[str], texts: Mapping[str, str], by: str, on: date, path: Path = FILE
) -> None:
    """Writes down that ``by`` approved these texts as they stand. ``KeyError`` for no such text."""
    given = approvals(path)
    given |= {name: Approval(fingerprint(texts[name]), by, on) for name in names}
    rows = {name: asdict(given[name]) for name in sorted(given) if name in texts}
    body = yaml.safe_dump(rows, allow_unicode=True, sort_keys=True) if rows else ""
    path.write_text(f"{_HEADER}{body}", encoding="utf-8")
