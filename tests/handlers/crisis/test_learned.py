import json
from hashlib import sha256
from pathlib import Path

import pytest

from handlers.crisis import Category, assess, learned
from handlers.crisis.learned import FILE, terms_of
from handlers.turn import Severity
from tests.bench.crisis_fit import QUESTIONS, TOLD, fit, judged
from tests.handlers.crisis.sentences import read

#: Danger in words that no rule knows, by nobody's list.
SIDEWAYS = (
    "anh ấy đổ dầu hỏa khắp giường rồi ngồi chơi hộp quẹt, hai mẹ con em nép trong góc bếp",
    "em để giấy dặn dò trên bàn rồi, nhờ chị lo giúp hai đứa nhỏ, em đi đây",
)


@pytest.fixture(autouse=True)
def fresh_verdicts():
    assess.cache_clear()
    yield
    assess.cache_clear()


@pytest.fixture(scope="module")
def small():
    """A model of one writer's messages: enough to show how one is fitted and kept."""
    return fit(read(TOLD[0]), read(QUESTIONS)[:300])


@pytest.mark.parametrize("text", SIDEWAYS)
def test_what_no_rule_knows_is_heard(text, monkeypatch):
    assert assess(text).severity in {Severity.C2, Severity.C3}
    assess.cache_clear()
    monkeypatch.setattr(learned, "shipped", lambda: None)
    assert assess(text).severity is Severity.N


def test_the_card_names_the_data_that_the_model_learned_from():
    card = json.loads(FILE.with_suffix(".json").read_text("utf-8"))
    assert card["data"] == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in (*TOLD, QUESTIONS)
    }


def test_unseen_writers_are_heard_too():
    card = json.loads(FILE.with_suffix(".json").read_text("utf-8"))
    assert min(card["auc_on_unseen_writers"].values()) >= 0.95


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_without_its_file_the_rules_stand_alone(damage, tmp_path: Path, monkeypatch):
    file = tmp_path / "danger.npz"
    if damage != "missing":
        file.write_bytes(FILE.read_bytes()[: 5_000 if damage == "cut" else 0])
    monkeypatch.setattr(learned, "FILE", file)
    learned.shipped.cache_clear()
    try:
        assert learned.shipped() is None
        found = assess("chồng em đang cầm dao đòi giết em")
        assert (found.severity, found.category) == (Severity.C3, Category.VIOLENCE)
    finally:
        learned.shipped.cache_clear()


def test_the_same_data_give_the_same_bytes_and_they_are_read_again(small, tmp_path: Path):
    for name in ("one.npz", "two.npz"):
        learned.write(tmp_path / name, small)
    again = fit(read(TOLD[0]), read(QUESTIONS)[:300])
    learned.write(tmp_path / "again.npz", again)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()
    text = "chồng em cầm dao rượt em"
    read_back = judged(learned.read(tmp_path / "one.npz"), text)
    assert read_back.chances == pytest.approx(judged(small, text).chances, abs=0.01)


def test_the_chances_are_shares_of_one(small):
    judgement = judged(small, "con em sốt cao")
    assert sum(judgement.chances) == pytest.approx(1, abs=1e-5)
    assert judgement.at_least(Severity.N) == pytest.approx(1, abs=1e-5)
    assert judgement.harmless == judgement.chances[0]


@pytest.mark.parametrize("words", [["xyzzy"], ["ơ"], ["a"] * 3_000])
def test_words_that_nobody_knows_say_nothing(small, words):
    chances = small.judge(words, ()).chances
    assert sum(chances) == pytest.approx(1, abs=1e-5)


def test_words_letters_and_cues_are_counted_apart():
    words, letters, cues = terms_of(["danh", "em"], ["strike"])
    assert sum(words.values()) == 3
    assert sum(letters.values()) == 4 + 3 + 2 + 2 + 1
    assert sum(cues.values()) == 1
