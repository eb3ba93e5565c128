"""Settings: defaults, every missing one named at once, and a documentation that is current."""

import re
from pathlib import Path

import pytest

from bot.settings import (
    SERVING,
    MissingSettings,
    Settings,
    SettingsError,
    as_markdown,
    load_settings,
    rows,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch):
    for name in [row.name for row in rows()]:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serving(monkeypatch):
    values = dict.fromkeys(SERVING, "x" * 32) | {"REDIS_URL": "redis://localhost/0"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


def test_defaults_follow_var_dir(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.library == tmp_path / "library"
    assert settings.database_url == f"sqlite:///{tmp_path}/hieu-luat.sqlite3"
    assert (settings.port, settings.messages_per_second) == (8000, 10)


def test_everything_missing_is_named_at_once_in_one_sentence_each():
    with pytest.raises(MissingSettings) as caught:
        load_settings(require=SERVING)
    assert caught.value.names == SERVING
    lines = caught.value.public_message.splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == [f"- {name}" for name in SERVING]
    assert all(re.search(r": .*[à-ỹ].*\.$", line) for line in lines[1:])


def test_empty_and_blank_count_as_missing(monkeypatch, serving):
    monkeypatch.setenv("REDIS_URL", "")
    monkeypatch.setenv("ZALO_APP_ID", "  ")
    with pytest.raises(MissingSettings) as caught:
        load_settings(require=SERVING)
    assert caught.value.names == ("REDIS_URL", "ZALO_APP_ID")


def test_nothing_missing(serving):
    assert load_settings(require=SERVING).redis_url == serving["REDIS_URL"]


def test_wrong_and_missing_are_named_together_without_the_value(monkeypatch):
    monkeypatch.setenv("PORT", "cổng-bí-mật")
    monkeypatch.setenv("SECRET_KEY", "ngắn-quá")
    with pytest.raises(SettingsError) as caught:
        load_settings(require=SERVING)
    assert set(caught.value.names) == {"PORT", "SECRET_KEY", *SERVING} - {""}
    assert "bí-mật" not in caught.value.public_message
    assert "ngắn-quá" not in caught.value.public_message


def test_a_wrong_var_dir_does_not_hide_the_rest(monkeypatch):
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert set(caught.value.names) == {"PORT", "LOG_LEVEL"}


def test_secrets_do_not_show(monkeypatch, serving):
    monkeypatch.setenv("ZALO_APP_SECRET", "rat-bi-mat")
    monkeypatch.setenv("REDIS_URL", "redis://:mat-khau@redis")
    shown = repr(load_settings())
    assert "rat-bi-mat" not in shown
    assert "mat-khau" not in shown


@pytest.mark.parametrize(
    "written", ["oa_id,app_secret", " oa_id , app_secret ", "oa_id app_secret"]
)
def test_lists_are_separated_by_commas(monkeypatch, written):
    monkeypatch.setenv("WEBHOOK_SIGNATURE_FALLBACKS", written)
    assert load_settings().webhook_signature_fallbacks == ("oa_id", "app_secret")


def test_addresses_are_made_uniform(monkeypatch):
    monkeypatch.setenv("ZALO_OPENAPI_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("DATABASE_URL", "postgres://u@h/db")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = load_settings()
    assert settings.zalo_openapi_url == "http://127.0.0.1:9"
    assert settings.database_url == "postgresql+psycopg://u@h/db"
    assert settings.log_level == "DEBUG"


def test_every_setting_has_one_sentence():
    for row in rows():
        assert row.sentence.endswith(".")
        assert row.name.lower() in Settings.model_fields


def test_the_documentation_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == as_markdown()
