"""Branches and tags from a file that an officer made: .xlsx or .csv, one person or group a line.

Columns: "Mã Zalo" (of a person) or "Mã nhóm", and "Chi hội", "Nhãn" (several by semicolons).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.errors import BotError
from bot.staff.table_file import Line, lines_of, places
from bot.store.broadcast_models import RecipientKind
from bot.store.label_models import LABEL_LENGTH, LabelKind
from bot.store.labels import Labelled
from bot.zalo.text import normalise

_MOST_TOLD = 20
_COLUMNS = {
    "group": ("ma nhom", "nhom"),
    "person": ("ma zalo", "ma nguoi", "zalo", "user"),
    "branch": ("chi hoi",),
    "tags": ("nhan", "the", "tag"),
}
SEPARATOR = ";"
NO_CODE = (
    "“{}” không phải mã của Zalo. Nếu bảng tính đổi mã dài thành số, chị để cột mã ở dạng văn bản "
    "(Text) rồi dán mã lại."
)
ONE_BRANCH = "Mỗi người, mỗi nhóm thuộc nhiều nhất một chi hội. Chị ghi một tên thôi."
_NEEDED = "Dòng đầu cần cột “Mã Zalo” hoặc “Mã nhóm”, và cột “Chi hội” hoặc “Nhãn”."


class UnusableLabelFile(BotError):
    """The file cannot be read, or some of its lines are wrong; nothing was taken from it."""

    http_status = 422

    def __init__(self, problems: Iterable[str]) -> None:
        told = list(problems)
        more = [f"… và {len(told) - _MOST_TOLD} lỗi nữa."] if len(told) > _MOST_TOLD else []
        lines = ["Chưa nhập nhãn nào. Chị sửa tệp rồi nhập lại:", *told[:_MOST_TOLD], *more]
        super().__init__(public_message="\n".join(lines))


class UnfitLabel(BotError):
    """A name that no label can have."""

    http_status = 422
    public_message = f"Tên chi hội hoặc nhãn cần từ 1 đến {LABEL_LENGTH} chữ cái."


def label_name(written: str) -> str:
    """The name in composed letters, spaces made single. Raises ``UnfitLabel``."""
    name = " ".join(normalise(written).split())
    if not 1 <= len(name) <= LABEL_LENGTH:
        raise UnfitLabel
    return name


def written_labels(
    who: RecipientKind, recipient_id: str, branch: str, tags: str
) -> Iterator[Labelled]:
    """The labels as somebody wrote them: a branch or '', tags by semicolons. Raises
    ``UnfitLabel``.
    """
    if SEPARATOR in branch:
        raise UnfitLabel(public_message=ONE_BRANCH)
    if branch.strip():
        yield Labelled(who, recipient_id, LabelKind.BRANCH, label_name(branch))
    for tag in tags.split(SEPARATOR):
        if tag.strip():
            yield Labelled(who, recipient_id, LabelKind.TAG, label_name(tag))


def read_labels(name: str, content: bytes) -> list[Labelled]:
    """The labels in the file. Raises ``UnusableLabelFile`` with every wrong line by its number."""
    lines = list(lines_of(name, content, UnusableLabelFile))
    columns = places(lines[0], _COLUMNS) if lines else {}
    if not columns or _lacks(columns, "person", "group") or _lacks(columns, "branch", "tags"):
        raise UnusableLabelFile([_NEEDED])
    found: list[Labelled] = []
    problems = []
    for line in lines[1:]:
        try:
            found += _labels(line, columns)
        except BotError as error:
            problems.append(f"Dòng {line.number}: {error.public_message}")
    if problems or not found:
        raise UnusableLabelFile(problems or ["Tệp không có người hay nhóm nào."])
    return found


def _lacks(columns: Mapping[str, int], *any_of: str) -> bool:
    return all(columns[name] < 0 for name in any_of)


def _labels(line: Line, columns: Mapping[str, int]) -> Iterator[Labelled]:
    person, group = line.at(columns["person"]), line.at(columns["group"])
    if bool(person) == bool(group):
        raise BotError(public_message="cần một mã Zalo hoặc một mã nhóm.")
    who = RecipientKind.PERSON if person else RecipientKind.GROUP
    if not (person or group).isalnum():
        raise BotError(public_message=NO_CODE.format(person or group))
    branch, tags = line.at(columns["branch"]), line.at(columns["tags"])
    yield from written_labels(who, person or group, branch, tags)
