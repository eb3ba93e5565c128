import re

import pytest

from handlers.crisis import replies
from handlers.crisis.check import FORBIDDEN, strange_numbers
from handlers.crisis.numbers import NUMBERS, hotlines

TEXTS = replies.every_text()


def test_the_numbers_are_these_and_no_others():
    assert dict(NUMBERS) == {
        "police": "113",
        "ambulance": "115",
        "children": "111",
        "shelter": "1900 969 680",
    }


def test_every_number_says_what_it_is_and_where_it_is_from():
    for row in hotlines().values():
        assert row.what
        assert row.source
        assert row.charge in {"miễn phí", "có cước", "chưa rõ"}


@pytest.mark.parametrize("name", TEXTS)
def test_a_reply_fits_and_says_nothing_forbidden(name):
    text = TEXTS[name]
    assert 0 < len(text) <= replies.LONGEST
    assert not any(words in text.lower() for words in FORBIDDEN)
    assert strange_numbers(text) == []
    assert "{" not in text


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if name.startswith(("cards.C3", "cards.C2"))]
)
def test_a_card_names_a_number_at_once(name):
    sentences = re.split(r"(?<=[.!?])\s+", TEXTS[name])
    opening = " ".join(sentences[: 1 if ".C3." in name else 2])
    assert any(number in opening for number in NUMBERS.values())


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if name.startswith(("cards.C3", "cards.C2"))]
)
def test_a_card_blames_nobody_and_cites_nothing(name):
    if "medical" not in name:
        assert "lỗi" in TEXTS[name].lower()
    assert "Điều" not in TEXTS[name]


@pytest.mark.parametrize(
    "name", [name for name in TEXTS if "teller" in name or name.endswith("suicide_child")]
)
def test_a_child_is_spoken_to_as_a_child(name):
    assert "chị" not in TEXTS[name].lower()
    assert TEXTS[name].index("111") < 60


def test_the_charged_number_is_said_to_be_charged():
    for text in TEXTS.values():
        for match in re.finditer(re.escape(NUMBERS["shelter"]), text):
            assert "có cước" in text[match.end() : match.end() + 40]


def test_the_assistant_says_that_it_calls_nobody():
    c3 = [text for name, text in TEXTS.items() if name.startswith("cards.C3")]
    assert all("tự động" in text for text in c3)


def test_commands_are_folded():
    assert "chua" in replies.phrases("not_safe")
    assert "quyen cua toi" in replies.phrases("rights")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gọi {a}; cần chỗ ở: {b} (có cước).", "Gọi 113."),
        ("Cần chỗ ở: {b} (có cước). Gọi {a}.", "Gọi 113."),
        (
            "Chị gọi {b} (Nhà, có cước); nguy hiểm gọi {a}; đừng chờ.",
            "Nguy hiểm gọi 113; đừng chờ.",
        ),
        ("Số cần: {a} · {b} (có cước).", "Số cần: 113."),
        ("Chị gọi {a} nhé.", "Chị gọi 113 nhé."),
    ],
)
def test_a_number_that_is_not_there_takes_its_part_of_the_sentence_with_it(text, shown):
    assert replies.filled(text, {"a": "113"}) == shown


def test_every_text_holds_without_the_shelter():
    rest = {key: number for key, number in NUMBERS.items() if key != "shelter"}
    for template in replies.every_template().values():
        text = replies.filled(template, rest)
        assert text
        assert NUMBERS["shelter"] not in text
        assert "{" not in text
