"""FAQs written as YAML: a list of entries, each with its names in Vietnamese or English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from bot.faq.files.rows import RawFile, RawRow, RowProblem
from knowledge.ingest.office import columns
from knowledge.text.fold import fold

_ENGLISH = {
    "question": columns.QUESTION,
    "answer": columns.ANSWER,
    "variants": columns.VARIANTS,
    "citations": columns.BASIS,
    "expires_on": columns.EXPIRES,
}
_TAKEN = frozenset(_ENGLISH.values())
_LIST = re.compile(r"^\s*-\s+[^\s:][^:\n]*:", re.MULTILINE)
_INSIDE = ("faqs", "faq", "hoi dap")
BROKEN = "YAML viết chưa đúng ở đây: kiểm tra khoảng trắng đầu dòng, dấu hai chấm và dấu ngoặc."
NO_LIST = "Tệp YAML phải là một danh sách, mỗi mục bắt đầu bằng dấu gạch «- hỏi: …»."
NO_ENTRY = "Mục này phải có «hỏi:» và «đáp:»."
TOO_DEEP = "«{}» phải là chữ, hoặc danh sách các dòng chữ."
UNKNOWN_NAME = "Không biết «{}». Dùng: hỏi, đáp, cách hỏi khác, căn cứ, thôi dùng từ ngày."
TWICE = "«{}» viết hai lần trong một mục."


def looks_so(text: str, name: str) -> bool:
    """Whether the text means to be YAML: by entries in it, or by its name where nothing else is."""
    entry = _LIST.search(text)
    if entry and _column(entry[0].strip().lstrip("- ").rstrip(":")):
        return True
    return name.lower().endswith((".yaml", ".yml"))


def read(text: str) -> RawFile:
    """The entries with their lines; every one that cannot be read is a problem."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return RawFile(problems=(_problem(mark.line + 1 if mark else 1, BROKEN),))
    except (yaml.YAMLError, RecursionError):
        return RawFile(problems=(_problem(1, BROKEN),))
    entries = _entries(root)
    if entries is None:
        return RawFile(problems=(_problem(1, NO_LIST),))
    rows: list[RawRow] = []
    problems: list[RowProblem] = []
    for entry in entries:
        row, wrong = _row(entry)
        problems += wrong
        if not wrong:
            rows.append(row)
    return RawFile(tuple(rows), tuple(problems))


def _entries(root: yaml.Node | None) -> list[yaml.Node] | None:
    if isinstance(root, yaml.MappingNode):
        inner = (value for key, value in root.value if _folded(key) in _INSIDE)
        root = next(inner, None)
    return list(root.value) if isinstance(root, yaml.SequenceNode) else None


def _row(entry: yaml.Node) -> tuple[RawRow, list[RowProblem]]:
    line = entry.start_mark.line + 1
    if not isinstance(entry, yaml.MappingNode):
        return RawRow("", 0, {}), [_problem(line, NO_ENTRY)]
    cells: dict[str, str] = {}
    problems = []
    for key, value in entry.value:
        written = str(key.value)
        name, at = _column(written), key.start_mark.line + 1
        texts = _texts(value)
        if not name:
            problems.append(_problem(at, UNKNOWN_NAME.format(written)))
        elif name in cells:
            problems.append(_problem(at, TWICE.format(written)))
        elif texts is None:
            problems.append(_problem(at, TOO_DEEP.format(written)))
        else:
            cells[name] = "\n".join(texts)
    return RawRow(f"dòng {line}", line, cells), problems


def _texts(value: yaml.Node) -> list[str] | None:
    """A scalar, or the scalars of a list; None for anything deeper."""
    if isinstance(value, yaml.ScalarNode):
        return [] if value.tag.endswith(":null") else [value.value.strip()]
    if isinstance(value, yaml.SequenceNode):
        return list(_scalars(value)) if _is_flat(value) else None
    return None


def _scalars(value: yaml.SequenceNode) -> Iterator[str]:
    yield from (str(each.value).strip() for each in value.value)


def _is_flat(value: yaml.SequenceNode) -> bool:
    return all(isinstance(each, yaml.ScalarNode) for each in value.value)


def _column(written: str) -> str:
    name = _ENGLISH.get(written.strip().lower()) or columns.named(written.replace("_", " "))
    return name if name in _TAKEN else ""


def _folded(key: yaml.Node) -> str:
    return fold(str(key.value)).strip() if isinstance(key, yaml.ScalarNode) else ""


def _problem(line: int, message: str) -> RowProblem:
    return RowProblem(f"dòng {line}", line, message)
