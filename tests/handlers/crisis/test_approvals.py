from datetime import date

import pytest

from handlers.crisis import approve, replies
from handlers.crisis.approvals import Approval, approvals, fingerprint, unapproved, version
from handlers.crisis.approvals import approve as write

TEXTS = {"cards.C3.x": "Gọi 113.", "answers.y": "Vâng."}
DAY = date(2026, 11, 22)


def test_our_approvals_name_texts_that_exist():
    assert set(approvals()) <= set(replies.every_text())


def test_nothing_is_approved_without_a_file(tmp_path):
    assert approvals(tmp_path / "none.yaml") == {}
    assert unapproved(TEXTS, {}) == list(TEXTS)


def test_an_approval_holds_until_a_word_changes(tmp_path):
    path = tmp_path / "approvals.yaml"
    write(["cards.C3.x"], TEXTS, "Nguyễn Thị A", DAY, path)
    given = approvals(path)
    assert given == {"cards.C3.x": Approval(fingerprint("Gọi 113."), "Nguyễn Thị A", DAY)}
    assert unapproved(TEXTS, given) == ["answers.y"]
    assert unapproved({"cards.C3.x": "Gọi 115."}, given) == ["cards.C3.x"]


def test_earlier_approvals_stay_and_dead_ones_go(tmp_path):
    path = tmp_path / "approvals.yaml"
    write(list(TEXTS), TEXTS, "A", DAY, path)
    write(["answers.y"], {"answers.y": "Vâng."}, "B", DAY, path)
    assert {name: row.approved_by for name, row in approvals(path).items()} == {"answers.y": "B"}


def test_the_version_changes_with_any_text():
    assert version(TEXTS) != version({**TEXTS, "answers.y": "Dạ."})
    assert version(TEXTS) == version(dict(reversed(TEXTS.items())))


@pytest.mark.parametrize("arguments", [["--by", "A", "cards.C3.nothing"], ["cards.C3.violence"]])
def test_an_unknown_text_or_nobody_is_refused(arguments, capsys):
    assert approve.main(arguments) == 1
    assert capsys.readouterr().err


def test_without_names_the_texts_that_wait_are_shown(capsys):
    assert approve.main([]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in unapproved(replies.every_text(), approvals()))
