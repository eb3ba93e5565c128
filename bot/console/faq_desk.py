"""What the pages of FAQs do, beside showing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from bot import keys
from bot.console.parts import ConsoleParts
from bot.errors import BotError
from bot.faq.basis import read_basis, written_basis
from bot.faq.checks import problems
from bot.faq.content import FaqContent, Level, Problem
from bot.faq.files.reading import variants
from bot.faq.intake import FaqIntake
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.live import LiveFaqs, bell
from bot.faq.pending import PendingFaqs
from bot.faq.preview import FaqPreview
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository, UnknownFaq
from bot.store.rosters import RosterRepository
from knowledge.day import today, written


@dataclass(frozen=True, slots=True)
class Written:
    """An FAQ as the form has it: lines of text."""

    question: str
    answer: str
    variants: str = ""
    basis: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field in two versions: pieces of text with "same", "gone" or "new"."""

    name: str
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]


class FaqDesk:
    """Built once for the console."""

    def __init__(self, parts: ConsoleParts) -> None:
        self._parts = parts
        self.faqs = FaqRepository(parts.database)
        self.life = FaqLifeCycle(parts.database, parts.library, bell(parts.redis), parts.now)
        self.intake = FaqIntake(self.life, self.faqs, parts.library, parts.now)
        self.pending = PendingFaqs(parts.redis)
        self._rosters = RosterRepository(parts.database)
        live = parts.library
        if not isinstance(live, LiveFaqs):
            live = LiveFaqs(lambda: parts.library(""), self.faqs)
        self.preview = FaqPreview(live, self.faqs, clock=parts.now)

    @property
    def day(self) -> date:
        """Today in Vietnam."""
        return today(self._parts.now())

    def get(self, oa_id: str, faq_id: int) -> Faq:
        """One FAQ that the account shows. Raises ``UnknownFaq``."""
        found = self.faqs.get(faq_id)
        if found.oa_id not in ("", oa_id):
            raise UnknownFaq
        return found

    def names(self, oa_id: str) -> dict[str, str]:
        """What the officers of the account are called, by e-mail address."""
        return {
            each.email: each.name for each in self._rosters.read(oa_id, self._parts.now()).officers
        }

    def content(self, oa_id: str, said: Written) -> tuple[FaqContent, list[Problem]]:
        """The content of a form, and all that is to be said about it."""
        library = self._parts.library(oa_id)
        wrong: list[Problem] = []
        try:
            citations = read_basis(said.basis, library, self.day)
        except BotError as error:
            citations = ()
            wrong.append(Problem("basis", error.public_message))
        content = FaqContent(
            said.question, said.answer, tuple(variants(said.variants)), citations, said.expires_on
        ).tidy()
        return content, [*wrong, *problems(content, library, self.day)]

    def written(self, faq: Faq) -> Written:
        """What the form begins with."""
        content = faq.content
        basis = written_basis(content.citations, self._parts.library(faq.oa_id))
        said = "\n".join(content.variants)
        return Written(content.question, content.answer, said, basis, content.expires_on)

    def findings(self, faq: Faq) -> list[Problem]:
        """What is to be said about the newest version today."""
        return problems(faq.content, self._parts.library(faq.oa_id), self.day)

    def basis(self, oa_id: str, content: FaqContent) -> list[str]:
        """The law it rests on, a place a line."""
        told = written_basis(content.citations, self._parts.library(oa_id))
        return told.split("\n") if told else []

    def compared(self, oa_id: str, old: FaqContent, new: FaqContent) -> list[Change]:
        """The fields that two versions do not share."""
        before, after = self._fields(oa_id, old), self._fields(oa_id, new)
        return [
            Change(name, *_pieces(before[name], after[name]))
            for name in before
            if before[name] != after[name]
        ]

    def _fields(self, oa_id: str, content: FaqContent) -> dict[str, str]:
        end = written(content.expires_on) if content.expires_on else "không có"
        return {
            "Câu hỏi": content.question,
            "Câu trả lời": content.answer,
            "Cách hỏi khác": "\n".join(content.variants),
            "Căn cứ": "\n".join(self.basis(oa_id, content)),
            "Thôi dùng từ ngày": end,
        }


def upload_name(oa_id: str, admin_id: int) -> str:
    """Where an officer's file waits for her word."""
    return keys.mailbox_name(oa_id, f"console-{admin_id}")


def warnings(found: list[Problem]) -> list[str]:
    """What does not stop an FAQ but should be looked at."""
    return [each.message for each in found if each.level is not Level.ERROR]


def _pieces(before: str, after: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Both texts, cut where words differ."""
    old, new = _words(before), _words(after)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        if b > a:
            left.append(("same" if same else "gone", "".join(old[a:b])))
        if d > c:
            right.append(("same" if same else "new", "".join(new[c:d])))
    return left, right


def _words(text: str) -> list[str]:
    """The words with the blanks behind them."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        pieces = line.split(" ")
        found += [f"{piece} " for piece in pieces[:-1]] + pieces[-1:]
    return found
