"""What a turn is told beside the message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.store import AccountDraft, OaRepository, open_store
from bot.store.schema import migrate
from bot.turns import TurnMaker
from bot.zalo.events import parse
from handlers.people import Presence, Staffing
from handlers.turn import Conversation, Organisation

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
BODY = {
    "app_id": "1",
    "event_name": "user_send_text",
    "sender": {"id": "77"},
    "recipient": {"id": "1001"},
    "message": {"text": "gặp cán bộ", "msg_id": "m1"},
    "timestamp": "1700000000000",
}


def test_a_turn_knows_who_can_answer_at_its_time(tmp_path: Path) -> None:
    asked: list[tuple[str, datetime]] = []

    def staffing(oa_id: str, at: datetime) -> Staffing:
        asked.append((oa_id, at))
        return Staffing(Presence.WORKING)

    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    migrate(url)
    database = open_store(url)
    accounts = OaRepository(database, "k" * 32)
    accounts.add(AccountDraft("1001", "Hội thử", "s"))
    library: Any = object()
    maker = TurnMaker(
        lambda oa_id: library,
        accounts,
        now=lambda: NOW,
        staffing=staffing,
        safe_word=lambda oa_id: f"hoa {oa_id}",
    )
    turn = maker.turn(parse(json.dumps(BODY).encode()), Conversation())
    assert turn.staffing.presence is Presence.WORKING
    assert turn.organisation == Organisation("Hội thử", "hoa 1001")
    assert asked == [("1001", turn.now)] == [("1001", NOW)]
    database.close()
