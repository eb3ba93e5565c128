from pathlib import Path

import pytest

from knowledge.text import abbreviations
from knowledge.text.abbreviations import Surroundings, read
from knowledge.text.shorthand import expand


def test_the_first_sense_that_fits_wins(tmp_path: Path):
    file = tmp_path / "list.yaml"
    file.write_text(
        "- write: xy\n  senses: [{after: mot, mean: A}, {near: ba_bon, mean: B}]\n  mean: C\n",
        encoding="utf-8",
    )
    [entry] = read(file)
    assert entry.meaning(Surroundings(["mot", "xy", "ba", "bon"], 1, False)) == "A"
    assert entry.meaning(Surroundings(["hai", "xy", "ba", "bon"], 1, False)) == "B"
    assert entry.meaning(Surroundings(["hai", "xy"], 1, True)) == "C"


def test_numbers_and_money_have_signs():
    assert "#" in Surroundings(["3", "kg"], 1, True).before()
    assert "$" not in Surroundings(["3", "kg"], 1, True).before()
    assert {"#", "$"} <= Surroundings(["ck", "5tr"], 0, False).around()


def test_a_form_has_one_entry():
    forms = [form for entry in read() for form in entry.forms]
    assert len(forms) == len(set(forms)) == len(abbreviations.by_form())


@pytest.mark.parametrize(
    "typed", ["làm căn cước ở hn", "tòa án hn", "em ở quê ra hn làm", "tp hn", "hn có lạnh không"]
)
def test_ha_noi_is_not_today(typed: str):
    assert expand(typed) == typed


def test_today_is_where_somebody_does_something():
    assert expand("hn em đi làm thẻ") == "hôm nay em đi làm thẻ"
    assert expand("hnay có làm việc không") == "hôm nay có làm việc không"
