"""An officer's file taken in: what it is, its pieces, and everything that she should look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from knowledge.citation import place_name
from knowledge.documents import Article, Document
from knowledge.ingest.batch import Batch, Problem
from knowledge.ingest.office import (
    encoding,
    in_force,
    letterhead,
    pdf,
    plain_text,
    refusals,
    sheet,
    web_page,
    word,
)
from knowledge.ingest.office.facts import NUMBER_EXAMPLE, Facts, beside
from knowledge.ingest.office.letterhead import Letterhead
from knowledge.ingest.office.lines import Line, Reading, joined
from knowledge.ingest.office.outline import Outline, outline
from knowledge.ingest.office.pieces import WHOLE, Piece
from knowledge.ingest.office.refusals import refused
from knowledge.ingest.office.sniff import content, kind_of_file
from knowledge.ingest.register import register

_READERS = {
    "docx": word.read,
    "pdf": pdf.read,
    "html": web_page.read,
    "txt": plain_text.read,
}
_OWN_NAMES = {"docx": (".docx",), "pdf": (".pdf",), "html": (".html", ".htm"), "txt": (".txt",)}
_OWN_NAMES["xlsx"] = (".xlsx",)
_LONG_PIECE = 20_000

NO_NUMBER = f"Không thấy số văn bản. Hãy ghi thêm --number, ví dụ --number {NUMBER_EXAMPLE}."
BLANK_NUMBER = (
    "Số văn bản còn để trống: có thể là bản dự thảo. Hãy lấy bản đã ban hành, hoặc ghi thêm "
    "--number, ví dụ "
    f"--number {NUMBER_EXAMPLE}."
)
NO_NAME = "Không thấy tên (trích yếu) văn bản. Hãy ghi thêm --name."
NO_KIND = 'Không rõ là loại văn bản gì. Hãy ghi thêm --kind, ví dụ --kind "Kế hoạch".'
NO_DAY = "Không thấy ngày ban hành. Hãy ghi thêm --issued, ví dụ --issued 2026-03-05."
BLANK_DAY = "Ngày ban hành còn để trống. Hãy ghi thêm --issued, ví dụ --issued 2026-03-05."
NO_EFFECT = "Không thấy ngày có hiệu lực. Hãy ghi thêm --effective, ví dụ --effective 2026-07-01."
NO_ISSUER = "Không thấy cơ quan ban hành. Hãy ghi thêm --issuer."
CAPITALS = "Tên văn bản viết hoa cả, đã đổi thành «{}». Nếu sai tên riêng, hãy ghi lại bằng --name."
UNDIVIDED = (
    "Không thấy điều, mục hay tiêu đề nào để chia; cả văn bản là một phần. Hãy đánh số các mục "
    "(I., 1.) hoặc in đậm "
    "tiêu đề."
)
NO_WORDS = "Không có nội dung, nên không đưa vào."
WRONG_NAME = "Đuôi tệp không đúng: nội dung là .{}; vẫn đọc được."
LONG = "Phần này rất dài ({} chữ cái); người dân khó đọc. Nên xem lại chỗ chia."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at; one that is ``blocking`` must be mended before the file is taken in."""

    problem: Problem
    blocking: bool = False


@dataclass(slots=True)
class Intake:
    """What a file would bring into the library.

    ``places`` tells for each article of ``batch`` where it stands in the file; ``issued_at`` is the
    place of issue; ``left_out`` are the lines of the head and of the signatures.
    """

    file: str
    kind: str
    batch: Batch = field(default_factory=Batch)
    places: list[str] = field(default_factory=list)
    issued_at: str = ""
    left_out: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def blocked(self) -> bool:
        """Whether something has to be mended first."""
        return any(finding.blocking for finding in self.findings)

    def accepted(self) -> Batch:
        """Documents, articles and cards for the library, with all findings as problems.

        Raises:
            SourceError: something has to be mended first; the sentence names the first thing.
        """
        for finding in self.findings:
            if finding.blocking:
                raise refused(self.file, finding.problem.reason)
        self.batch.problems = [finding.problem for finding in self.findings]
        return self.batch


def source_of(file: str) -> str:
    """What people read as the source of a text that an officer brought."""
    return f"Văn bản do cán bộ đưa lên: {file}"


def take_in(path: Path, options: Facts | None = None) -> Intake:
    """Read the file and cut it up; nothing is written.

    Raises:
        SourceError: the file cannot be read at all; the sentence says what to do.
    """
    data = content(path)
    kind = kind_of_file(data, path.name)
    intake = Intake(path.name, kind)
    said = (options or Facts()).over(beside(path))
    if kind == "xlsx":
        _take_rows(intake, data, said)
    else:
        _take_text(intake, data, said)
    if not path.name.lower().endswith(_OWN_NAMES[kind]):
        intake.findings.append(_note(path.name, WRONG_NAME.format(kind)))
    return intake


def _take_rows(intake: Intake, data: bytes, said: Facts) -> None:
    table = sheet.read(data, intake.file, said, source_of(intake.file))
    intake.batch = table.batch
    intake.places = table.places
    intake.findings = [Finding(problem) for problem in table.batch.problems]
    if not table.batch.articles and not table.batch.cards:
        intake.findings.insert(0, _note(intake.file, sheet.NO_ROWS, blocking=True))


def _take_text(intake: Intake, data: bytes, said: Facts) -> None:
    reading = _READERS[intake.kind](data, intake.file)
    _check_text(reading, intake.file)
    head = letterhead.read(reading.lines)
    cut = outline(reading.lines, head.length)
    facts = _stated(said, head.facts, reading.lines)
    document = _document(facts, intake.file)
    intake.batch.add_document(document)
    kept = [piece for piece in cut.pieces if piece.text]
    intake.batch.articles = [_article(piece, document) for piece in kept]
    intake.places = [piece.place for piece in kept]
    intake.issued_at = facts.place
    intake.left_out = cut.left_out
    intake.findings = [Finding(problem) for problem in reading.problems]
    intake.findings += _about_facts(intake.file, facts, head)
    intake.findings += _about_pieces(intake.file, cut)


def _check_text(reading: Reading, file: str) -> None:
    whole = joined(reading.lines)
    if not any(letter.isalnum() for letter in whole):
        raise refused(file, refusals.NO_TEXT)
    if len(whole) > refusals.MAX_CHARACTERS:
        raise refused(file, refusals.TOO_MUCH_TEXT)
    if name := encoding.old_font(whole):
        raise refused(file, refusals.old_font(name))


def _stated(said: Facts, read: Facts, lines: list[Line]) -> Facts:
    """What the officer states above what the text says."""
    whole = said.over(read)
    if said.number and not said.kind and not read.kind:
        whole = whole.model_copy(update={"kind": letterhead.kind_by_number(said.number)})
    day = whole.effective or in_force.first_day(lines, whole.issued)
    return whole.model_copy(update={"effective": day})


def _note(file: str, reason: str, place: str = "", blocking: bool = False) -> Finding:
    return Finding(Problem(file, place, reason), blocking)


def _about_facts(file: str, facts: Facts, head: Letterhead) -> list[Finding]:
    found = []
    if not facts.number:
        reason = BLANK_NUMBER if head.number_blank else NO_NUMBER
        found.append(_note(file, reason, "phần đầu", blocking=True))
    if facts.name and head.name_was_capitals and facts.name == head.facts.name:
        found.append(_note(file, CAPITALS.format(facts.name), "phần đầu"))
    missing = (
        (facts.name, NO_NAME),
        (facts.kind, NO_KIND),
        (facts.issuer, NO_ISSUER),
        (facts.issued, BLANK_DAY if head.day_blank else NO_DAY),
        (not _needs_effect(facts), NO_EFFECT),
    )
    return found + [_note(file, reason, "phần đầu") for value, reason in missing if not value]


def _needs_effect(facts: Facts) -> bool:
    """Whether a document that binds does not say from when, and the register does not either."""
    known = register().get(facts.number)
    return facts.kind in in_force.BINDING and not (facts.effective or (known and known.effective))


def _about_pieces(file: str, cut: Outline) -> list[Finding]:
    found = [_note(file, reason, place) for place, reason in cut.oddities]
    if [piece.number for piece in cut.pieces] == [WHOLE]:
        found.append(_note(file, UNDIVIDED))
    if not cut.pieces:
        found.append(_note(file, refusals.NO_TEXT, blocking=True))
    for piece in cut.pieces:
        where = f"{piece.place}, {place_name(piece.number)}"
        if not piece.text:
            found.append(_note(file, NO_WORDS, where))
        elif len(piece.text) > _LONG_PIECE:
            found.append(_note(file, LONG.format(len(piece.text)), where))
    return found


def _document(facts: Facts, file: str) -> Document:
    return Document(
        number=facts.number,
        kind=facts.kind or "Văn bản",
        name=facts.name or facts.kind or "Văn bản",
        issuer=facts.issuer,
        issued=facts.issued,
        effective=facts.effective,
        expires=facts.expires,
        source=source_of(file),
    )


def _article(piece: Piece, document: Document) -> Article:
    return Article(
        document=document.number,
        number=piece.number,
        title=piece.title,
        text=piece.text,
        headings=piece.headings,
        effective=document.effective,
    )
