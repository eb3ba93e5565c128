"""A cry for help reaches an officer's phone through all processes."""

from __future__ import annotations

import json

import pytest

from bot.simulator.driver import Driver, Person
from tests.product import ZALO, Product
from tests.waiting import until

EMAIL = "lan@example.vn"
PATIENCE_SECONDS = 60.0


@pytest.fixture
def officer(product: Product, zalo: Driver) -> Person:
    """An officer who handles cases and has written to the account."""
    person = zalo.someone()
    person.asks("xin chào")
    product.command("admin", "add", "--email", EMAIL, "--role", "officer")
    added = product.command(
        "officer", "add", "--oa", ZALO.oa_id, "--email", EMAIL, "--name", "Chị Lan", "--cases",
        "--zalo-user", person.user_id,
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    return person


def test_a_cry_for_help_is_on_the_officers_phone_and_she_takes_it(
    product: Product, zalo: Driver, officer: Person
) -> None:
    before = len(officer.messages())
    woman = zalo.someone()
    assert "113" in woman.asks("chồng em đang đánh em", bubbles=2)[0].text
    alert = officer.waits_for(before + 1, PATIENCE_SECONDS)[before].text
    code = alert.rsplit(" ", 1)[-1]
    assert alert.endswith(f"Trả lời: NHẬN {code}")
    officer.says(f"nhận {code}")
    officer.waits_for(before + 3, PATIENCE_SECONDS)
    until(lambda: _state(product, code) == "taken", PATIENCE_SECONDS)
    assert product.command("case", "verify").returncode == 0
    assert any('"case_alerted"' in line for line in product.log_of("worker").splitlines())


def _state(product: Product, code: str) -> str:
    rows = map(json.loads, product.command("case", "list", "--json").stdout.splitlines())
    return next((row["state"] for row in rows if row["code"] == code), "")
