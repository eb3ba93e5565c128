"""Redis keys: made in one module, documented, with an expiry or a reason for none."""

import ast
from pathlib import Path

import pytest

from bot import keys

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "redis-keys.md"
OTHERS = sorted(path for path in (ROOT / "bot").rglob("*.py") if path.name != "keys.py")


def test_the_documentation_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == keys.as_markdown()


def test_every_key_says_what_it_holds_and_when_it_goes():
    for row in keys.rows():
        assert row.holds.split(":")[0] in {"String", "List", "Hash", "Set", "Sorted set", "Prefix"}
        assert row.expires.startswith(("after ", "by ", "never: "))


def test_no_two_keys_are_made_alike():
    patterns = [row.pattern for row in keys.rows()]
    assert len(set(patterns)) == len(patterns)
    assert all(pattern.startswith("hl:") for pattern in patterns)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_module_writes_a_key_by_hand(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not node.value.startswith("hl:"), f"line {node.lineno}"


def test_the_keys_of_a_person_are_all_that_bear_her_mailbox():
    found = keys.of_person("1:u:2")
    assert keys.conversation("1:u:2") in found
    assert keys.easy_reading("1:u:2") in found
    assert keys.mailbox("1:u:2") not in found
    named = [row.pattern for row in keys.rows() if "<mailbox>" in row.pattern]
    assert len(found) == len(named) - 2


def test_mailboxes_of_a_person_and_a_group_never_meet():
    names = {
        keys.mailbox_name("1", "2"),
        keys.mailbox_name("1", group_id="2"),
        keys.mailbox_name("1"),
        keys.mailbox_name("1", "2", "3"),
    }
    assert len(names) == 4


def test_the_inboxs_keys_lie_in_one_slot_of_a_cluster():
    for key in (keys.dedupe("k"), keys.mailbox("1:u:{x}"), keys.waiting()):
        assert key.partition("{")[2].partition("}")[0] == "mail"
