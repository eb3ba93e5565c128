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
