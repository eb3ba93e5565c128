"""The parts of a worker: a library that cannot be opened takes nobody's help away."""

from datetime import UTC, datetime

import pytest

from bot.assembly import OpenLibrary
from bot.reply import reply_to
from handlers.actions import Intent
from handlers.turn import Conversation, Message, MessageKind, Severity, Turn
from knowledge.errors import SnapshotError


def turn(text, library):
    return Turn(Message(MessageKind.TEXT, text), Conversation(), library, datetime.now(UTC))


def test_help_in_danger_needs_no_library(tmp_path):
    library = OpenLibrary(tmp_path / "none")()
    reply = reply_to(turn("chồng tôi đang cầm dao đòi giết tôi", library))
    assert reply.conclusion.intent is Intent.CRISIS
    assert reply.conclusion.severity is Severity.C3


def test_a_question_of_law_without_a_library_is_an_error(tmp_path):
    library = OpenLibrary(tmp_path / "none")()
    with pytest.raises(SnapshotError):
        reply_to(turn("ly hôn cần giấy tờ gì", library))


def test_a_library_that_comes_later_is_used(tmp_path, shipped_library):
    folder = tmp_path / "library"
    opened = OpenLibrary(folder)
    opened()
    folder.symlink_to(shipped_library)
    assert opened().cards()
    assert opened() is opened()
