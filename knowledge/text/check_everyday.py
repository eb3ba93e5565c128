"""What can be wrong with a row of ``data/everyday.yaml``, said to whoever edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import yaml

from knowledge.text import everyday
from knowledge.text.everyday import Saying
from knowledge.text.fold import fold, has_accents
from knowledge.text.neighbours import neighbours
from knowledge.text.segment import split_syllables
from knowledge.text.shorthand import expand
from knowledge.text.unicode import normalise

_NEEDED = ("say", "law", "subject")
_KEYS = frozenset((*_NEEDED, "near", "bare_near", "accented", "negation", "rare", "note"))
_NEGATIONS = frozenset("không chưa chẳng chả đừng".split())

#: A line of the file and what is wrong there.
Problem = tuple[int, str]


def everyday_problems() -> list[str]:
    """Every problem of the list, a Vietnamese sentence with its line each; [] when all is well."""
    name = everyday.EVERYDAY.name
    try:
        rows = everyday.read(everyday.EVERYDAY)
    except (yaml.YAMLError, AttributeError, ValueError) as error:
        return [f"{name}{_where(error)}: không đọc được, xem lại dấu hai chấm và thụt đầu dòng."]
    found = [*_repeated(rows), *(problem for row in rows for problem in _row_problems(row))]
    found += _ambiguous(rows)
    return [f"{name}, dòng {line}: {said}" for line, said in sorted(found)]


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", dòng {mark.line + 1}" if mark else ""


def _row_problems(row: Saying) -> Iterator[Problem]:
    for key in row.keys:
        if key not in _KEYS:
            yield row.line, f"không có mục nào tên “{key}”."
    for key in _NEEDED:
        if key not in row.keys:
            yield row.line, f"thiếu mục “{key}”."
    for word in sorted(row.near | row.bare_near):
        if fold(word) != word:
            yield row.line, f"từ điều kiện “{word}” phải viết không dấu, chữ thường."
    for form in row.forms:
        yield from ((row.line, said) for said in _form_problems(form, row))
    for wording in row.law:
        yield from ((row.line, said) for said in _wording_problems(wording, row))


def _form_problems(form: str, row: Saying) -> Iterator[str]:
    if form != normalise(form.lower()):
        yield f"“{form}” phải viết thường, dấu chuẩn: “{normalise(form.lower())}”."
    elif (read_as := expand(form)) != form:
        yield f"“{form}” được đọc thành “{read_as}” trước khi tra bảng này: hãy viết như vậy."
    if row.law == (form,):
        yield f"“{form}” đã là chữ của luật, không cần ghi."
    negation = next((word for word in form.split() if word in _NEGATIONS), "")
    if negation and not row.negation:
        yield (
            f"“{form}” có chữ “{negation}”: xem chữ của luật có còn đúng ý phủ định không,"
            " nếu đúng thì thêm dòng “negation: true”."
        )


def _wording_problems(wording: str, row: Saying) -> Iterator[str]:
    """Neighbours that law never has; one slip in a wording nearly always makes such a pair."""
    known = neighbours()
    parts = split_syllables(normalise(wording).lower())
    pairs = [pair for pair in pairwise(parts) if pair[0].isalpha() and pair[1].isalpha()]
    strange = [pair for pair in pairs if not known.level(*map(fold, pair))]
    if strange and "rare" not in row.keys:
        yield (
            f"không thấy văn bản luật nào viết “{' '.join(strange[0])}” (trong “{wording}”):"
            " hãy chép đúng chữ của luật; nếu đã thấy trong luật thì thêm dòng “rare: true”."
        )


def _repeated(rows: Sequence[Saying]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        for form in row.forms:
            if form in first:
                yield row.line, f"“{form}” đã có ở dòng {first[form]}."
            first.setdefault(form, row.line)


def _ambiguous(rows: Sequence[Saying]) -> Iterator[Problem]:
    """Forms that mean another word when typed without accents."""
    others: dict[str, set[str]] = {}
    for word in neighbours().words:
        if has_accents(word):
            others.setdefault(fold(word), set()).add(word)
    for row in rows:
        if row.accented or row.near or row.bare_near:
            continue
        for form in row.forms:
            if other := sorted(others.get(fold(form), set()) - {form}):
                said = f"“{form}” gõ không dấu giống hệt “{other[0]}”"
                yield row.line, f"{said}: thêm dòng “bare_near” hoặc “accented: true”."


def missing_wordings(rows: Iterable[Saying], texts: Iterable[str]) -> list[Problem]:
    """The wordings that none of these law texts holds letter for letter, capitals aside, with the
    line of their row.
    """
    wanted = {wording.lower(): (row.line, wording) for row in rows for wording in row.law}
    for text in texts:
        low = text.lower()
        for wording in [wording for wording in wanted if wording in low]:
            del wanted[wording]
    return sorted(wanted.values())
