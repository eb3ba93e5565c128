"""Check of the lists in ``knowledge/text/data``: ``python -m knowledge.text.check``.

Prints one Vietnamese sentence a problem; exit 0 when there is none, 1 otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.text import abbreviations, dialect
from knowledge.text.abbreviations import Abbreviation
from knowledge.text.address import ADDRESS, is_well_formed
from knowledge.text.check_everyday import everyday_problems
from knowledge.text.dialect import PHRASES
from knowledge.text.fold import fold
from knowledge.text.respelling import COMPOUNDS, KEPT
from knowledge.text.syllables import is_syllable
from knowledge.text.unicode import normalise
from knowledge.text.units import UNITS, Unit, load_units

_SWALLOWED = frozenset("không chưa chẳng chả đừng bị được".split())


def problems() -> list[str]:
    """Every problem of every list, as sentences for whoever edits them; [] when all is well."""
    return [
        *_abbreviation_problems(abbreviations.read()),
        *_phrase_problems(PHRASES),
        *_compound_problems(COMPOUNDS),
        *_kept_problems(KEPT),
        *_address_problems(ADDRESS),
        *everyday_problems(),
        *_unit_problems(load_units()),
    ]


def _abbreviation_problems(entries: list[Abbreviation]) -> Iterator[str]:
    file = abbreviations.ABBREVIATIONS.name
    counts = Counter(form for entry in entries for form in entry.forms)
    yield from (f"{file}: chữ “{form}” được ghi {n} lần." for form, n in counts.items() if n > 1)
    for entry in entries:
        yield from (f"{file}: {problem}" for form in entry.forms for problem in _odd(form, entry))
        if not entry.mean and not any(sense.mean for sense in entry.senses):
            yield f"{file}: mục “{' '.join(entry.forms)}” không có nghĩa nào."


def _unit_problems(units: list[Unit]) -> Iterator[str]:
    counts = Counter(form for unit in units for form in unit.forms)
    yield from (
        f"{UNITS.name}: chữ “{form}” được ghi {n} lần." for form, n in counts.items() if n > 1
    )
    for unit in units:
        if not unit.mean and not any(sense.mean for sense in unit.senses):
            yield f"{UNITS.name}: mục “{' '.join(unit.forms)}” không có nghĩa nào."


def _odd(form: str, entry: Abbreviation) -> Iterator[str]:
    if form != normalise(form.lower()):
        yield f"chữ “{form}” phải viết thường, dấu chuẩn (dựng sẵn)."
    whole_word = form.isascii() and len(form) > 1 and is_syllable(form)
    if whole_word and entry.mean and not entry.rarely_a_word:
        yield (
            f"“{form}” cũng là một chữ tiếng Việt: chỉ đổi khi có điều kiện (senses)"
            " hoặc ghi rarely_a_word."
        )


def _phrase_problems(path: Path) -> Iterator[str]:
    seen: set[tuple[str, bool]] = set()
    for number, saying in dialect.rows(path):
        if saying is None:
            yield f"{path.name}, dòng {number}: phải có đúng hai cột cách nhau bằng phím Tab."
            continue
        if (saying.written, saying.searched) in seen:
            yield f"{path.name}, dòng {number}: cụm “{saying.written}” đã có ở trên."
        if saying.written != normalise(saying.written.lower()):
            yield f"{path.name}, dòng {number}: “{saying.written}” phải viết thường, dấu chuẩn."
        seen.add((saying.written, saying.searched))


def _address_problems(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        if _SWALLOWED & set(line.split()):
            yield f"{path.name}, dòng {number}: có chữ phủ định, câu hỏi sẽ bị hiểu ngược."
        if not is_well_formed(line):
            yield f"{path.name}, dòng {number}: dấu ngoặc không khớp."


def _compound_problems(path: Path) -> Iterator[str]:
    for word in _words(path):
        parts = word.split("_")
        if not all(part.isascii() and is_syllable(part) for part in parts):
            yield f"{path.name}: “{word}” phải là chữ không dấu, hoặc các chữ nối bằng dấu _."


def _kept_problems(path: Path) -> Iterator[str]:
    counts = Counter(_words(path))
    yield from (f"{path.name}: “{word}” được ghi {n} lần." for word, n in counts.items() if n > 1)
    yield from (
        f"{path.name}: “{word}” phải viết không dấu." for word in counts if fold(word) != word
    )


def _words(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [word for line in lines if line[:1] != "#" for word in line.split()]


def main() -> int:
    """Print the problems; the exit code says whether there were any."""
    found = problems()
    sys.stdout.writelines(f"{problem}\n" for problem in found or ["Các danh sách đều ổn."])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
