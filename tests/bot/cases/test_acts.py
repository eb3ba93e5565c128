"""Officers act on cases from their phones."""

from __future__ import annotations

import threading

from bot.store.case_models import CaseState
from tests.bot.cases.conftest import OA, Ward

DANGER = "chồng em đang đánh em"


def received(person) -> list[str]:
    return [each.text for each in person.messages()]


def test_who_takes_it_gets_her_name_and_how_to_reach_her(ward: Ward) -> None:
    lan, woman = ward.officer("Chị Lan"), ward.zalo.someone()
    ward.hears(woman, DANGER)
    taken, file = ward.hears(lan, "nhận V1")
    assert "nhận V1" in taken
    assert woman.name in file
    assert "Chưa có cách liên lạc an toàn" in file
    assert ward.only_case().state is CaseState.TAKEN
    assert ward.kinds()[-2:] == ["taken", "looked"]


def test_two_officers_take_it_at_once_and_one_learns_that_she_was_slower(ward: Ward) -> None:
    lan, hoa = ward.officer("Chị Lan"), ward.officer("Chị Hoa")
    ward.hears(ward.zalo.someone(), DANGER)
    events = [ward.receives(each, "nhận V1") for each in (lan, hoa)]
    both = threading.Barrier(2)

    def read(mailbox: str) -> None:
        both.wait(10)
        ward.dispatcher.read(mailbox)

    readers = [threading.Thread(target=read, args=(event.mailbox,)) for event in events]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    told = " ".join([*received(lan), *received(hoa)])
    assert told.count("Hồ sơ V1") == 1
    assert "nhận trước chị" in told or "nhận rồi" in told
    assert ward.kinds().count("taken") == 1


def test_a_slower_officer_whose_list_was_old_is_told_by_name(ward: Ward, monkeypatch) -> None:
    lan, hoa = ward.officer("Chị Lan"), ward.officer("Chị Hoa")
    ward.hears(ward.zalo.someone(), DANGER)
    as_it_was = ward.register.list(OA)
    ward.hears(lan, "nhận V1")
    monkeypatch.setattr(ward.register, "list", lambda *_: as_it_was)
    answers = ward.hears(hoa, "nhận V1")
    assert answers[-1].startswith("V1 vừa có Chị Lan nhận trước")


def test_whoever_is_no_case_officer_sees_and_changes_nothing(ward: Ward) -> None:
    ward.officer("Chị Lan")
    clerk, stranger = ward.officer("Chị Mai", cases=False), ward.zalo.someone()
    ward.hears(ward.zalo.someone(), DANGER)
    for person in (clerk, stranger):
        for text in ("việc", "nhận V1", "xem V1", "xong V1: xong"):
            assert "C3" not in " ".join(ward.hears(person, text))
    assert ward.only_case().state is CaseState.ALERTED
    assert "looked" not in ward.kinds()


def test_the_whole_way_to_its_end(ward: Ward) -> None:
    lan = ward.officer("Chị Lan")
    ward.hears(ward.zalo.someone(), DANGER)
    assert "CHƯA AI NHẬN" in ward.hears(lan, "việc")[0]
    ward.hears(lan, "nhận")
    notice, how = ward.hears(lan, "thông báo")
    assert "khoản 2 Điều 20" in notice
    assert "ĐÃ BÁO V1" in how
    ward.hears(lan, "đã báo V1")
    assert ward.only_case().notified_at == ward.now
    assert "đã báo Chủ tịch UBND" in ward.hears(lan, "viec")[0]
    ward.hears(lan, "xong V1")
    ward.hears(lan, "1")
    case = ward.only_case()
    assert (case.state, case.closed_at) == (CaseState.CLOSED, ward.now)
    assert ward.hears(lan, "việc") == ["Lúc này không có việc nào chờ chị."]
    (closed,) = [e for e in ward.register.look(OA, 1, 0, "t", ward.now).log if e.kind == "closed"]
    assert closed.content["outcome"] == "đã an toàn, đã hỗ trợ"
    assert ward.register.verify() == (1, ())


def test_every_look_from_a_phone_is_logged(ward: Ward) -> None:
    lan = ward.officer("Chị Lan")
    ward.hears(ward.zalo.someone(), DANGER)
    for text in ("việc", "xem V1", "thông báo V1"):
        ward.hears(lan, text)
    log = ward.register.look(OA, 1, 0, "test", ward.now).log
    assert [e.content["why"] for e in log if e.kind == "looked"][:-1] == ["list", "chat", "notice"]
