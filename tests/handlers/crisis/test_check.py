from dataclasses import replace
from datetime import timedelta

from handlers.crisis import check, replies
from handlers.crisis.approvals import approvals, unapproved
from handlers.crisis.check import (
    FRESH,
    list_problems,
    number_problems,
    problems,
    reply_problems,
    rule_problems,
    warnings,
)
from handlers.crisis.numbers import confirmed, hotlines
from handlers.crisis.rules import rules

CHECKED_ON = max(row.verified_on for row in hotlines().values())


def test_our_data_are_in_order():
    assert problems(CHECKED_ON) == []


def test_old_numbers_are_named():
    assert list(number_problems(hotlines(), CHECKED_ON + FRESH)) == []
    late = list(number_problems(hotlines(), CHECKED_ON + FRESH + timedelta(days=1)))
    assert len(late) == len(hotlines())
    assert "Số 113 (Công an) kiểm tra lần cuối ngày" in late[0]


def test_a_number_that_nobody_confirmed_is_named_and_never_shown():
    rows = {**hotlines(), "shelter": replace(hotlines()["shelter"], verified_on=None)}
    assert "chưa ai xác nhận" in list(number_problems(rows, CHECKED_ON))[0]
    assert set(confirmed(rows)) == {"police", "ambulance", "children"}


def test_old_numbers_and_texts_without_approval_are_warned_of():
    fresh = warnings(CHECKED_ON)
    late = warnings(CHECKED_ON + FRESH + timedelta(days=1))
    assert len(late) == len(fresh) + len(hotlines())
    waiting = unapproved(replies.every_text(), approvals())
    assert any("chưa được cán bộ Hội duyệt" in each for each in fresh) is bool(waiting)


def test_a_phrase_given_twice_is_named():
    assert list(list_problems({"x": ["đánh", "đánh!", "đập"]})) == [
        "Nhóm x: cụm “đánh” được ghi 2 lần."
    ]


def test_mistakes_in_rules_are_named():
    rule = replace(rules()[0], unless=("no_such_class",))
    found = list(rule_problems([rule, replace(rule, patterns=())], []))
    assert f"Luật {rule.id}: không có nhóm nào tên “no_such_class”." in found
    assert f"Luật {rule.id}: tên này đã dùng cho một luật khác." in found
    assert f"Luật {rule.id}: chưa có mẫu nào." in found


def test_mistakes_in_replies_are_named():
    found = " ".join(
        reply_problems(
            {
                "cards.C3.x": "Chị đừng lo. Gọi 113.",
                "cards.C2.y": "Một. Hai. Gọi 113.",
                "answers.z": "a" * 601 + " Tôi đã báo công an, gọi 0912 345 678.",
            }
        )
    )
    assert "cards.C3.x: số điện thoại phải đứng ngay đầu" in found
    assert "cards.C2.y: số điện thoại phải đứng ngay đầu" in found
    assert "answers.z dài 639 chữ cái" in found
    assert "không được viết “đã báo công an”" in found
    assert "số “0912 345 678” không có trong numbers.yaml" in found


def test_the_command_tells_of_problems(monkeypatch, capsys):
    monkeypatch.setattr(check, "problems", lambda today: ["Có lỗi."])
    assert check.main() == 1
    assert capsys.readouterr().out.startswith("Có lỗi.\n")
    monkeypatch.setattr(check, "problems", lambda today: [])
    assert check.main() == 0
