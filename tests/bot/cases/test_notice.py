from datetime import UTC, datetime

from docx import Document

from bot.cases.notice import write_notice
from handlers.people import CaseInBrief
from handlers.texts import duty
from handlers.turn import Severity

AT = datetime(2026, 11, 22, 14, 4, tzinfo=UTC)
CASE = CaseInBrief("V12", Severity.C3, "CHI", AT)


def test_the_file_holds_the_notice_word_for_word_and_room_for_what_only_she_knows(tmp_path):
    file = tmp_path / "thông báo.docx"
    write_notice(file, "Hội thử", CASE, AT)
    lines = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    notice = duty.notice("Hội thử", CASE).splitlines()
    assert lines[: len(notice)] == notice
    assert lines[len(notice) :] == duty.to_complete(AT)
    assert "Nơi xảy ra (nếu biết): ...................." in lines
