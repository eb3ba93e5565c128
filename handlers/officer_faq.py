"""An officer makes a frequently asked question from her phone: "#faq …", step by step, or a file.

What she typed goes on as actions; ``bot`` shows her the preview and keeps what she composes until
she confirms. To everybody else these are words like any others.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.actions import (
    Action,
    Conclude,
    FaqWords,
    Intent,
    OfferChoices,
    OfficerAct,
    Remember,
    Say,
)
from handlers.desk_order import Command, Order
from handlers.officer_steps import HELP, PATIENCE, from_officer, quiet, stops, told_of_danger
from handlers.people import Desk
from handlers.texts import officer_faq as texts
from handlers.turn import Choice, FaqForm, MessageKind, Turn
from handlers.wording import plain
from knowledge.ingest.office import columns
from knowledge.ingest.office.dialogue import labelled, talks

FAQ = "F"
CONFIRM, CANCEL, UNDO, FILE, OF_HANDOVER = "confirm", "cancel", "undo", "file", "of_handover"
APPROVE, SEND_BACK, LOOK = "approve", "send_back", "look"
QUESTION, ANSWER, BASIS = "question", "answer", "basis"

_SIGN = re.compile(r"\s*#\s*faq\b[\s:]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_HANDOVER = re.compile(r"h\s?(\d{1,6})")
_KNOWN = re.compile(r"f\s?(\d{1,9})")
_ASKED = re.compile(r"(?P<question>[^\n|]{3,300}?\?)\s*(?P<answer>[^\s|].*)", re.DOTALL)
_WORDS = {
    "dang": CONFIRM, "gui duyet": CONFIRM, "xong": CONFIRM, "gui": CONFIRM,
    "huy": CANCEL, "bo": CANCEL, "thoi": CANCEL,
    "hoan tac": UNDO, "rut lai": UNDO,
}  # fmt: skip
_EDIT = {"sua": "", "sua cau hoi": QUESTION, "sua cau tra loi": ANSWER, "sua can cu": BASIS}
_CHOICES = (
    Choice(texts.PUBLISH, texts.TO_PUBLISH),
    Choice(texts.EDIT, texts.TO_EDIT),
    Choice(texts.CANCEL, texts.TO_CANCEL),
)
_PARTS = tuple(Choice(label, f"{texts.TO_EDIT} {label}") for label in texts.PARTS.values())


def command(turn: Turn) -> list[Action]:
    """Answers "#faq …" of an officer, whatever it is about; [] for all else."""
    typed = _SIGN.fullmatch(turn.message.text)
    if typed is None or not _writes(turn, MessageKind.TEXT):
        return []
    rest = typed["rest"].strip()
    words = plain(rest)
    if not words:
        return _begun(turn)
    if words in HELP:
        return [Say(texts.HELP), Conclude(Intent.OFFICER)]
    if words in _WORDS:
        return _act(turn, _WORDS[words])
    if words in _EDIT:
        return _edit(turn, _EDIT[words])
    if found := _HANDOVER.fullmatch(words):
        return _composed(turn, OfficerAct(OF_HANDOVER, FAQ, f"H{found[1]}"))
    if found := _KNOWN.fullmatch(words):
        return [OfficerAct(LOOK, f"{FAQ}{found[1]}"), Conclude(Intent.OFFICER)]
    return _written(turn, rest)


def handle(turn: Turn) -> list[Action]:
    """Answers the next step of an FAQ that is being made, and a file of them; else []."""
    if turn.message.kind is MessageKind.FILE and _writes(turn, MessageKind.FILE):
        act = OfficerAct(FILE, FAQ)
        return [Say(texts.READING_FILE), *_composed(turn, act)]
    form = turn.conversation.faq
    if form is None or form.until <= turn.now or not _writes(turn, MessageKind.TEXT):
        return []
    if stops(turn.message.text):
        return _act(turn, CANCEL)
    return _next(turn, form, turn.message.text.strip())


def noticed(turn: Turn, actions: list[Action]) -> list[Action]:
    """The same; where her step was taken for danger, how she can write of danger all the same."""
    form = turn.conversation.faq
    return told_of_danger(turn, form.until if form else None, actions, texts.DANGER_FIRST)


def _writes(turn: Turn, kind: MessageKind) -> bool:
    return from_officer(turn, lambda desk: desk.writes_faq, kind)


def _with(turn: Turn, form: FaqForm | None, choices: tuple[Choice, ...] = ()) -> Remember:
    return Remember(replace(quiet(turn.conversation), faq=form, choices=choices))


def _form(turn: Turn, asked: str, question: str = "", answer: str = "") -> FaqForm:
    return FaqForm(asked, turn.now + PATIENCE, question, answer)


# -- Commands --


def _begun(turn: Turn) -> list[Action]:
    words = f"{texts.HELP}\n\n{texts.ASK_QUESTION}"
    return [_with(turn, _form(turn, QUESTION)), Say(words), Conclude(Intent.OFFICER)]


def _act(turn: Turn, act: str) -> list[Action]:
    said: list[Action] = [Say(texts.CANCELLED)] if act == CANCEL else []
    return [_with(turn, None), OfficerAct(act, FAQ), *said, Conclude(Intent.OFFICER)]


def _edit(turn: Turn, part: str) -> list[Action]:
    if not part:
        asking = Say(texts.WHICH_PART), OfferChoices(_PARTS)
        return [_with(turn, None), *asking, Conclude(Intent.OFFICER)]
    form = replace(_form(turn, part), alone=True)
    return [_with(turn, form), Say(texts.ASK_NEW[part]), Conclude(Intent.OFFICER)]


def _composed(turn: Turn, wish: FaqWords | OfficerAct) -> list[Action]:
    """She is shown what it looks like; then a number, "sửa" or "hủy" answers."""
    return [_with(turn, None, _CHOICES), wish, Conclude(Intent.OFFICER)]


def _written(turn: Turn, rest: str) -> list[Action]:
    """A question with its answer in one message; a question alone is asked on about."""
    question, answer, basis = in_one(rest)
    if question and answer:
        return _composed(turn, FaqWords(question, answer, basis))
    form = _form(turn, ANSWER, question=question or rest)
    return [_with(turn, form), Say(texts.ASK_ANSWER), Conclude(Intent.OFFICER)]


def in_one(text: str) -> tuple[str, str, str]:
    """Question, answer and basis of one message; '' for what is not told.

    Labels ("Hỏi: … Đáp: …"), bars ("… | …"), lines, or a question mark divide them.
    """
    lines = text.split("\n")
    for talk in talks((line, "") for line in lines)[:1]:
        cells = talk.cells
        if columns.QUESTION in cells:
            found = (columns.QUESTION, columns.ANSWER, columns.BASIS)
            return tuple(cells.get(name, "") for name in found)  # type: ignore[return-value]
    if "|" in text:
        parts = [*map(str.strip, text.split("|")), "", ""]
        return parts[0], parts[1], parts[2]
    if len(lines) > 1:
        return _by_lines(lines)
    asked = _ASKED.fullmatch(text.strip())
    return (asked["question"], asked["answer"], "") if asked else (text.strip(), "", "")


def _by_lines(lines: list[str]) -> tuple[str, str, str]:
    """The first line asks, a last one that says "Căn cứ:" is the basis."""
    label, words = labelled(lines[-1])
    basis = words if label == columns.BASIS else ""
    answer = lines[1:-1] if basis else lines[1:]
    return lines[0].strip(), "\n".join(answer).strip(), basis


# -- Step by step --


def _next(turn: Turn, form: FaqForm, text: str) -> list[Action]:
    if form.alone:
        parts = {QUESTION: "", ANSWER: "", BASIS: ""} | {form.asked: text}
        words = FaqWords(parts[QUESTION], parts[ANSWER], parts[BASIS], fresh=False)
        return _composed(turn, words)
    if form.asked == QUESTION:
        return _ask(turn, _form(turn, ANSWER, question=text), texts.ASK_ANSWER)
    if form.asked == ANSWER:
        following = _form(turn, BASIS, question=form.question, answer=text)
        return _ask(turn, following, texts.ASK_BASIS)
    return _composed(turn, FaqWords(form.question, form.answer, text))


def _ask(turn: Turn, form: FaqForm, words: str) -> list[Action]:
    return [_with(turn, form), Say(words), Conclude(Intent.OFFICER)]


# -- What whoever approves types --


def lines(turn: Turn, desk: Desk) -> list[str]:
    """What waits for her approval."""
    return [texts.waiting_line(code, question) for code, question in desk.faqs]


def _waiting(desk: Desk) -> list[str]:
    return [code for code, _ in desk.faqs]


def _nothing(desk: Desk) -> list[str]:
    return []


def _approve(order: Order) -> list[Action]:
    return _decided(order, APPROVE)


def _send_back(order: Order) -> list[Action]:
    return _decided(order, SEND_BACK)


def _decided(order: Order, act: str) -> list[Action]:
    if not order.desk.approves_faq:
        return [Say(texts.NOT_APPROVER), Conclude(Intent.OFFICER)]
    return [OfficerAct(act, order.code, order.text), Conclude(Intent.OFFICER)]


def _look(order: Order) -> list[Action]:
    if not order.desk.writes_faq:
        return [Say(texts.NO_PERMISSION), Conclude(Intent.OFFICER)]
    return [OfficerAct(LOOK, order.code), Conclude(Intent.OFFICER)]


COMMANDS: tuple[Command, ...] = (
    Command(("duyet",), FAQ, _waiting, _approve, past_too=True),
    Command(("tra lai",), FAQ, _nothing, _send_back, past_too=True),
    Command(("xem",), FAQ, _nothing, _look, past_too=True),
)
