import pytest

from handlers.crisis import assess
from handlers.crisis.lexicon import phrases
from handlers.crisis.rules import Category, read, rules
from handlers.turn import Severity


def test_every_class_exists():
    known = {*phrases(), "many_pills"}
    assert {kind for rule in rules() for kind in rule.classes()} <= known


def test_every_rule_means_danger():
    assert all(rule.level is not Severity.N for rule in rules())
    assert {rule.about for rule in rules()} == set(Category) - {Category.NONE}


def test_a_rule_is_read_as_written(tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(
        "- {id: x, level: C2, about: DV, tells: own, hurts: true, patterns: ['a ..2 b'],\n"
        "   with: [c], unless: [d], but_not: ['e']}\n",
        encoding="utf-8",
    )
    [rule] = read(file)
    assert (rule.id, rule.level, rule.hurts) == ("x", Severity.C2, True)
    assert not rule.soft
    assert rule.classes() == {"a", "b", "c", "d", "e"}


@pytest.mark.parametrize(
    "text",
    [
        "vay app bị khủng bố cả nhà",
        "vay app bi khung bo ca nha",
        "em vay app không trả được, tụi nó gọi điện khủng bố cả nhà em",
        "em vay app khong tra duoc no khung bo ca nha em",
        "chồng em vay app bị khủng bố cả nhà",
        "chồng em vay app, tụi nó gọi điện khủng bố em",
    ],
)
def test_lenders_who_call_day_and_night_are_no_violence_at_home(text):
    assert assess(text).severity is Severity.N
    assert assess(text).topic


@pytest.mark.parametrize(
    "text",
    [
        "chồng em vay app không trả được, về nhà khủng bố em",
        "chong em vay app khong tra duoc ve khung bo em",
        "em vay app, chồng biết nên khủng bố em suốt",
        "chồng cũ vay app rồi gọi điện khủng bố em",
        "con trai vay app rồi khủng bố bố mẹ đòi tiền",
        "vay app bị đe dọa",
        "em vay app bị dọa đánh",
        "chồng cũ khủng bố em suốt ngày",
        "nó nhắn tin qua app khủng bố em",
    ],
)
def test_a_debt_makes_no_threat_harmless(text):
    assert assess(text).severity is Severity.C2
