"""Whether the lines of what people would ask are sound: each for one article that exists, not too
long, and without a figure, which would be the answer or a document's number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.asked import FOLDER, AskedLine, file_of, read_asked
from knowledge.check.texts import Texts
from knowledge.ingest.batch import Problem

#: More would no longer be what one article is asked for.
MOST_WORDS, MOST_QUESTIONS = 300, 34


def asked_problems(texts: Texts | None = None, folder: Path = FOLDER) -> list[Problem]:
    """Everything that is wrong with the lines; with ``texts`` each article must exist there,
    wherever that has the document.
    """
    lines, problems = read_asked(folder)
    faults = [*_doubled(lines), *((line, why) for line in lines for why in _faults(line, texts))]
    return [*problems, *(Problem(line.file, line.article_id, why) for line, why in faults)]


def _doubled(lines: Sequence[AskedLine]) -> Iterator[tuple[AskedLine, str]]:
    times = Counter(line.article_id for line in lines)
    for line in lines:
        if times[line.article_id] > 1:
            yield line, "Điều này có hai dòng; hãy gộp lại."


def _faults(line: AskedLine, texts: Texts | None) -> Iterator[str]:
    if line.article_id != line.article_id.lower():
        yield "Mã điều luật phải viết chữ thường."
    if line.file != file_of(line.document):
        yield f"Dòng này phải đứng trong tệp {file_of(line.document)}."
    if len(line.questions) > MOST_QUESTIONS:
        yield f"Có hơn {MOST_QUESTIONS} câu hỏi; hãy giữ những câu hay gặp."
    if sum(len(question.split()) for question in line.questions) > MOST_WORDS:
        yield f"Dài quá {MOST_WORDS} chữ; hãy rút gọn."
    if any(letter.isdigit() for question in line.questions for letter in question):
        yield "Không ghi chữ số: con số là câu trả lời, không phải câu hỏi."
    if texts and texts.articles_of(line.document) and texts.article(line.article_id) is None:
        yield "Kho văn bản không có điều này."
