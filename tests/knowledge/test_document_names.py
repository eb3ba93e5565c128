"""Documents are found under the names that people give them."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.document_names import DocumentNames
from knowledge.documents import Document
from knowledge.search import Library
from tests.knowledge.samples import FUTURE, LABOUR, MARRIAGE, OLD_MARRIAGE


@pytest.mark.parametrize(
    "name",
    [
        "luật hôn nhân gia đình",
        "Luật Hôn nhân và Gia đình",
        "luat hngd",
        "luật HNGĐ",
        "luat hon nhan",
    ],
)
def test_the_marriage_law_in_force_comes_first(library: Library, name: str) -> None:
    assert library.documents_named(name) == [MARRIAGE, OLD_MARRIAGE]


@pytest.mark.parametrize("name", ["BLLĐ", "luật lao động", "bộ luật lao động", "blld"])
def test_the_labour_code(library: Library, name: str) -> None:
    assert library.documents_named(name) == [LABOUR]


def test_the_law_on_children(library: Library) -> None:
    assert library.documents_named("luật trẻ em") == [FUTURE]


@pytest.mark.parametrize("name", ["", "luật", "bộ luật", "luật vũ trụ", "?"])
def test_no_such_law(library: Library, name: str) -> None:
    assert library.documents_named(name) == []


def test_the_law_that_was_in_force_on_a_day(library: Library) -> None:
    assert library.documents_named("luật hôn nhân", as_of=date(2010, 1, 1))[0] == OLD_MARRIAGE


def test_a_law_stands_before_the_decrees_about_it() -> None:
    law = Document("1/2001/QH99", "Luật", "Luật Cư trú", effective=date(2001, 1, 1))
    decree = Document(
        "2/2020/NĐ-CP", "Nghị định", "Nghị định về cư trú", effective=date(2020, 1, 1)
    )
    assert DocumentNames([decree, law]).find("cư trú") == [law, decree]


@pytest.mark.parametrize(
    "name", ["luật cư trú 2020", "luật cư trú năm 2020", "Luat cu tru nam 2020"]
)
def test_a_year_behind_the_name_leaves_the_law_of_that_year(name: str) -> None:
    old = Document("81/2006/QH99", "Luật", "Luật Cư trú", effective=date(2007, 7, 1))
    new = Document("68/2020/QH99", "Luật", "Luật Cư trú", effective=date(2021, 7, 1))
    names = DocumentNames([old, new])
    assert names.find(name) == [new]
    assert names.find(name.replace("2020", "2006")) == [old]


def test_a_year_that_no_law_of_the_name_has_is_left_aside() -> None:
    law = Document("68/2020/QH99", "Luật", "Luật Cư trú", effective=date(2021, 7, 1))
    assert DocumentNames([law]).find("luật cư trú 2021") == [law]
