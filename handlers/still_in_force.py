"""Whether a document still binds: "luật phòng chống bạo lực gia đình 2007 còn dùng không".

The days and successors are those of the register (``knowledge/library/register.yaml``), which the
library carries with its documents.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from handlers import citation, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Remember, Say
from handlers.answer import MENU, OFFICER
from handlers.day import today, written
from handlers.outlived import doubted, since
from handlers.passage import capitalised
from handlers.texts import validity
from handlers.turn import MessageKind, Turn
from handlers.wording import plain
from knowledge.citation import document_label, parse
from knowledge.documents import Citation, Document
from knowledge.ingest.register import register
from knowledge.text.reading import understand

#: So many later laws that amended a document are named, the newest first.
MOST_NAMED = 3

_ASKS = re.compile(
    r"\b(?:co |van |hien |nay |bay gio )*con (?:duoc |dang )?"
    r"(?:hieu luc(?: thi hanh)?|gia tri|(?:ap )?dung|xai)(?: duoc| nua)*"
    r"(?: (?:hay )?(?:khong|chua|thoi))+\b"
    r"|\b(?:da )?(?:het (?:hieu luc|han)|bi (?:thay the|thay|bai bo|bo)|co hieu luc)"
    r"(?: hay)? (?:chua|khong)\b"
    r"|\b(?:da |duoc |bi )*thay(?: the)? (?:bang|boi) (?:bo luat|luat|van ban|cai) (?:nao|gi)\b"
    r"|\b(?:co hieu luc|het hieu luc|ap dung)(?: tu)? (?:khi|ngay|luc|nam|bao) (?:nao|gio)\b"
    r"|\b(?:moi nhat |moi |hien hanh |nay )+la (?:luat|van ban|so)(?: so)? (?:nao|gi|may|bao nhieu)"
)
_NAMED = re.compile(r"\b(?:bo luat|luat|phap lenh|hien phap)\b.*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FILLING = frozenset(
    "a ad ah ban bay cai chi cho co da em gio hien hoi la minh nam nay nhe o oi so the thi toi vay "
    "van ban ve xin".split()
)


def handle(turn: Turn) -> list[Action]:
    """Whether the document that is named binds today, and what took its place; else []."""
    if turn.message.kind is not MessageKind.TEXT:
        return []
    words = plain(understand(turn.message.text).query)
    asking = _ASKS.search(words)
    if asking is None:
        return []
    rest = f"{words[: asking.start()]} {words[asking.end() :]}".strip()
    if any(request.article for request in parse(rest)):
        return citation.handle(replace(turn, message=replace(turn.message, text=rest)))
    found = _numbered(turn) or _called(turn, rest)
    return _told(turn, *found) if found else []


def _numbered(turn: Turn) -> tuple[Document, str] | None:
    """The document whose number stands in the message, alone."""
    words = (each.strip(".,;:?!()") for each in turn.message.text.split() if "/" in each)
    numbers = {*(request.document for request in parse(turn.message.text)), *words}
    found = {document for each in numbers if (document := turn.library.document(each))}
    return (found.pop(), "") if len(found) == 1 else None


def _called(turn: Turn, words: str) -> tuple[Document, str] | None:
    """The document of this name and a year that none of its name is of, "" if there is one."""
    named = _NAMED.search(words)
    if named is None or not _FILLING.issuperset(words[: named.start()].split()):
        return None
    name = named[0].split()
    while name and name[-1] in _FILLING:
        name.pop()
    found = turn.library.documents_named(" ".join(name), as_of=today(turn.now))
    if not found:
        return None
    year = _YEAR.search(named[0])
    other = year is not None and year[0] not in found[0].number.split("/")
    return found[0], year[0] if year and other else ""


def _told(turn: Turn, document: Document, unknown_year: str) -> list[Action]:
    day = today(turn.now)
    told = [validity.none_of_year(unknown_year)] if unknown_year else []
    told.append(_standing(turn, document, day))
    about = Citation(document.number, "")
    kept = replace(turn.conversation, question="", citations=(about,), card="")
    return [
        Remember(kept),
        Say(" ".join(told)),
        KeepForLater(()),
        OfferChoices((OFFICER, MENU), texts.PICK),
        Conclude(Intent.LAW, 1.0, citations=(about,)),
    ]


def _standing(turn: Turn, document: Document, day: date) -> str:
    name = capitalised(document_label(document, document.number))
    if document.expires is not None and document.expires <= day:
        return validity.over(name, written(document.expires), _successors(turn, document, day))
    if document.effective is not None and document.effective > day:
        return validity.not_yet(name, written(document.effective))
    if doubt := doubted(turn.library, document, day):
        return doubt
    if document.effective is None:
        return validity.unknown(name)
    if document.number not in register():
        return validity.binds_perhaps(name, written(document.effective))
    ends = _successors(turn, document, day)
    until = written(document.expires) if document.expires else ""
    return validity.binds(
        name, written(document.effective), _amended(turn, document, day), until, ends
    )


def _successors(turn: Turn, document: Document, day: date) -> list[str]:
    found = (turn.library.document(each) or Document(each) for each in document.replaced_by)
    return [since(each, day) for each in found]


def _amended(turn: Turn, document: Document, day: date) -> list[str]:
    """The laws that changed some of its places until now."""
    known = [turn.library.document(each) or Document(each) for each in document.amended_by]
    begun = [each for each in known if each.in_force(day)]
    newest = sorted(begun, key=lambda each: each.effective or date.min, reverse=True)
    return [since(each, day) for each in newest[:MOST_NAMED]]
