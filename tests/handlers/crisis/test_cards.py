"""The reply fits whoever tells, and whatever happened to her."""

import csv

import pytest

from handlers.crisis import assess, cards, replies
from handlers.crisis.assess import Assessment
from handlers.crisis.rules import Category, rules
from handlers.crisis.teller import Speaker
from handlers.turn import Severity
from tests.handlers.crisis.mutations import as_typed, no_accents
from tests.handlers.crisis.sentences import DATA

with (DATA / "tellers.tsv").open(encoding="utf-8") as _file:
    TELLERS = [(row["card"], row["text"]) for row in csv.DictReader(_file, delimiter="\t")]


@pytest.mark.parametrize("mutation", [as_typed, no_accents], ids=lambda each: each.__name__)
@pytest.mark.parametrize(("card", "text"), TELLERS)
def test_each_teller_gets_the_card_that_fits(card, text, mutation):
    level, name = card.split(".")
    found = assess(mutation(text))
    assert found.severity.value == level
    assert cards.card(found) == cards.addressed(replies.card(level, name), found)


@pytest.mark.parametrize("name", [name for name in replies.every_text() if "_office" in name])
def test_whoever_reports_in_office_is_not_called_a_woman(name):
    assert "chị" not in replies.every_text()[name].lower()


@pytest.mark.parametrize("level", ["C2", "C3"])
@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("speaker", Speaker)
@pytest.mark.parametrize("who", ["self", "helper", "child"])
def test_there_is_a_card_for_everything(level, category, speaker, who):
    found = Assessment(
        Severity(level),
        category,
        child_teller=who == "child",
        helper=who == "helper",
        speaker=speaker,
    )
    assert 0 < len(cards.card(found)) <= replies.LONGEST


def test_a_card_that_a_rule_names_exists():
    named = {(rule.level.value, rule.card) for rule in rules() if rule.card}
    assert named
    assert all(replies.has_card(level, name) for level, name in named)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("vợ tôi hay đánh tôi", "anh"),
        ("con trai đánh tôi, tôi 75 tuổi", "bác"),
        ("chồng tôi hay đánh tôi", "chị"),
        ("chồng bảo vợ tôi thì tôi đánh, rồi đánh em", "chị"),
    ],
)
def test_everybody_is_addressed_rightly(text, word):
    said = cards.card(assess(text)).lower().split()
    assert word in said
    assert not ({"anh", "bác", "chị"} - {word}) & set(said)


def test_quoted_words_keep_their_address():
    man = Assessment(Severity.C2, Category.VIOLENCE, speaker=Speaker.MAN)
    assert cards.addressed("Chị nói: “chị ơi”, chị nhé.", man) == "Anh nói: “chị ơi”, anh nhé."


@pytest.mark.parametrize("text", ["em bị quấy rối ở công ty", "sếp nhắn tin bậy cho em"])
def test_harassment_at_work_is_not_answered_as_rape(text):
    card = cards.card(assess(text))
    assert "bệnh viện" not in card
    assert "công đoàn" in card


def test_rape_by_the_boss_is_answered_as_rape():
    assert cards.card(assess("em bị sếp hiếp dâm")) == replies.card("C2", "sexual")


@pytest.mark.parametrize(
    "text",
    [
        "ck e ko dua tien nuoi con phai lam sao",
        "chồng em không đưa tiền nuôi con phải làm sao",
        "chồng cũ không gửi tiền cấp dưỡng",
        "không chu cấp cho con",
        "con em bị bố nó giữ không cho em gặp",
        "mẹ chồng chửi mắng suốt ngày có phạm luật không",
        "chồng hay đánh vợ thì bị xử phạt thế nào",
    ],
)
def test_questions_about_support_and_law_stay_questions(text):
    assert assess(text).severity is Severity.N


@pytest.mark.parametrize(
    "text",
    [
        "chồng giữ hết lương của tôi, cấm tôi đi làm",
        "chồng giữ hết tiền, không đưa tiền nuôi con, cấm em đi làm",
        "chồng không cho em đồng nào, xin từng đồng đi chợ",
    ],
)
def test_control_of_money_stays_violence(text):
    assert assess(text).severity is Severity.C2


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("vợ tôi hay đánh tôi", "Nơi tạm lánh"),
        ("chị gái tôi hay bị chồng đánh", "Tôi đang gặp nguy hiểm"),
        ("em bị quấy rối ở công ty", "Quyền của tôi"),
        ("con em bị bạn đánh ở trường", "Chuẩn bị an toàn"),
    ],
)
def test_only_choices_that_help_are_offered(text, missing):
    labels = [choice.label for choice in cards.choices(assess(text))]
    assert missing not in labels
    assert labels[-1] == "Tôi chỉ hỏi luật"


@pytest.mark.parametrize("name", [name for name in replies.every_text() if "_man" in name])
def test_a_man_is_not_sent_to_the_house_for_women(name):
    assert "1900" not in replies.every_text()[name]


@pytest.mark.parametrize(
    "name", [name for name in replies.every_text() if name.endswith(("_helper", "_kin", "_office"))]
)
def test_whoever_worries_for_another_is_not_asked_whether_she_is_safe(name):
    assert "AN TOÀN hay CHƯA" not in replies.every_text()[name]
