"""What a draft would bring into the library, found out by a process of its own.

A hostile or huge file can then neither stop nor fill the process that serves the pages.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.law.files import Draft, LawFiles, RefusedFile

PATIENCE_SECONDS = 25
TOO_SLOW = "Tệp này đọc quá lâu nên máy đã dừng lại. Chị chia thành nhiều tệp nhỏ rồi gửi lại."
NOT_READ = "Không đọc được tệp này. Chị mở tệp, lưu lại thành .docx rồi gửi lần nữa."
NO_ANSWERS_HERE = (
    "Tệp này là bảng hỏi đáp. Kho luật chỉ nhận văn bản; chị đưa câu hỏi và câu trả lời ở trang "
    "Hỏi đáp, để người thứ hai duyệt trước khi dùng."
)
SEVERAL = (
    "Tệp này có nhiều văn bản. Chị tách mỗi văn bản thành một tệp, để mỗi văn bản có số, ngày và "
    "lịch sử riêng."
)

#: The fields of a document that an officer can state, and what they are called on the page.
FACTS = {
    "number": "Số ký hiệu",
    "kind": "Loại văn bản",
    "name": "Tên (trích yếu)",
    "issuer": "Cơ quan ban hành",
    "place": "Nơi ban hành",
    "issued": "Ngày ban hành",
    "effective": "Có hiệu lực từ ngày",
    "expires": "Hết hiệu lực từ ngày",
}
_ADD = re.compile(r"Hãy (?:ghi thêm|ghi lại bằng) --(\w+)(?:, ví dụ --\w+ (.+?))?\.(?=\s|$)")
_BY = re.compile(r"hãy ghi lại bằng --(\w+)|hoặc ghi thêm --(\w+), ví dụ --\w+ (.+?)\.(?=\s|$)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Part:
    """An article or a section of the document, where it stands in the file, how it begins."""

    name: str
    title: str
    headings: tuple[str, ...]
    place: str
    characters: int
    first_words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at, with its place in the file; one that is ``blocking`` has to be mended
    first.
    """

    place: str
    reason: str
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What the file would bring. ``facts`` are those of the document, '' where none was found;
    ``left_out`` are the lines of the head and of the signatures.
    """

    kind: str
    facts: dict[str, str]
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def accepted(self) -> bool:
        """Whether it may be taken in as it is."""
        return not any(remark.blocking for remark in self.remarks)

    @property
    def characters(self) -> int:
        """How much text it brings."""
        return sum(part.characters for part in self.parts)


_PREVIEW = TypeAdapter(Preview)


class Previews:
    """Previews of drafts; each is worked out once and kept beside its draft."""

    def __init__(self, files: LawFiles, patience: float = PATIENCE_SECONDS) -> None:
        self._files = files
        self._patience = patience

    def of(self, draft: Draft) -> Preview:
        """What the draft would bring. Raises ``RefusedFile`` where it cannot be read at all."""
        kept = self._files.preview_file(draft)
        if kept.is_file():
            return _PREVIEW.validate_json(kept.read_bytes())
        found = _preview(self._asked(self._files.path(draft)))
        kept.write_bytes(_PREVIEW.dump_json(found))
        return found

    def _asked(self, path: Path) -> dict[str, Any]:
        command = [sys.executable, "-m", "knowledge", "preview", "--json", str(path)]
        try:
            run = subprocess.run(  # noqa: S603 - our own command
                command, capture_output=True, timeout=self._patience, check=False
            )
        except subprocess.TimeoutExpired:
            raise RefusedFile(public_message=TOO_SLOW) from None
        try:
            answer: dict[str, Any] = json.loads(run.stdout)
        except ValueError:
            raise RefusedFile(public_message=_sentence(run.stderr)) from None
        return answer


def _preview(answer: dict[str, Any]) -> Preview:
    parts = [{name: part[name] for name in Part.__slots__} for part in answer["parts"]]
    documents = answer["documents"]
    remarks = [
        Remark(each["place"], for_the_page(each["reason"]), each["blocking"])
        for each in answer["problems"]
    ]
    if answer["cards"]:
        remarks.insert(0, Remark("", NO_ANSWERS_HERE, blocking=True))
    if len(documents) > 1:
        remarks.insert(0, Remark("", SEVERAL, blocking=True))
    return _PREVIEW.validate_python(
        {
            "kind": answer["kind"],
            "facts": {name: documents[0].get(name, "") if documents else "" for name in FACTS},
            "parts": parts,
            "left_out": answer["left_out"],
            "remarks": [
                {"place": each.place, "reason": each.reason, "blocking": each.blocking}
                for each in remarks
            ],
        }
    )


def for_the_page(reason: str) -> str:
    """A remark that names options of the command line, with the names of the fields instead."""
    reason = _ADD.sub(lambda found: _field(found[1], found[2]), reason)
    return _BY.sub(_other, reason)


def _field(option: str, example: str | None) -> str:
    dated = example is None or _DAY.fullmatch(example)  # the field for a day shows how
    shown = "" if dated else f", ví dụ {str(example).strip(chr(34))}"
    return f"Chị điền ô «{FACTS.get(option, option)}»{shown}."


def _other(found: re.Match[str]) -> str:
    if found[1]:
        return f"chị điền lại ô «{FACTS.get(found[1], found[1])}»"
    return f"hoặc điền ô «{FACTS.get(found[2], found[2])}», ví dụ {found[3]}."


def _sentence(said: bytes) -> str:
    """The last line that the command said, which is meant for people; a traceback is not."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    if not lines or any(line.startswith("Traceback") for line in lines):
        return NOT_READ
    return for_the_page(lines[-1])
