"""Every setting of the service, read from the environment: one table, one sentence each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import BotError

SERVING = ("REDIS_URL", "SECRET_KEY", "ZALO_APP_ID", "ZALO_APP_SECRET")
"""What the processes that serve people (web, worker, beat) cannot start without."""

SignatureFallback = Literal["oa_id", "app_secret"]


def _setting(
    sentence: str, default: Any = ..., *, shown: str = "", wanted: str = "", **limits: Any
) -> Any:
    """One row of the table; ``shown`` is the default as the documentation prints it, ``wanted``
    what a value must look like where its type does not say it.
    """
    extra: JsonDict = {"shown": shown} if shown else {}
    extra |= {"wanted": wanted} if wanted else {}
    if callable(default):
        return Field(
            default_factory=default, description=sentence, json_schema_extra=extra, **limits
        )
    return Field(default=default, description=sentence, json_schema_extra=extra, **limits)


class Settings(BaseSettings):
    """The settings, typed and checked. Environment names are the field names in capitals."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    var_dir: Path = _setting("Thư mục chứa dữ liệu của máy chủ.", Path("var"))
    redis_url: str = _setting(
        "Địa chỉ Redis hoặc Valkey (bật AOF) giữ hộp thư, hội thoại và hàng đợi.",
        "",
        wanted="địa chỉ bắt đầu bằng redis://, rediss:// hoặc unix://",
        repr=False,
    )
    database_url: str = _setting(
        "Địa chỉ cơ sở dữ liệu SQL: SQLite hoặc PostgreSQL.",
        lambda known: f"sqlite:///{known['var_dir'].absolute() / 'hieu-luat.sqlite3'}",
        shown="SQLite: VAR_DIR/hieu-luat.sqlite3",
        wanted="địa chỉ dạng sqlite:///TỆP hoặc postgresql://TÊN:MẬT_KHẨU@MÁY/CSDL",
        repr=False,
    )
    secret_key: SecretStr = _setting(
        "Chuỗi bí mật, ít nhất 32 ký tự, để mã hoá khoá truy cập Zalo và phiên đăng nhập.",
        SecretStr(""),
        wanted="chuỗi dài ít nhất 32 ký tự",
    )
    host: str = _setting("Địa chỉ mạng mà trang web lắng nghe.", "127.0.0.1")
    port: int = _setting("Cổng mà trang web lắng nghe.", 8000, ge=1, le=65535)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "Mức chi tiết của nhật ký.", "INFO"
    )
    zalo_app_id: str = _setting("Mã ứng dụng (App ID) trên trang Zalo Developers.", "")
    zalo_app_secret: SecretStr = _setting(
        "Khoá bí mật của ứng dụng (App Secret) trên trang Zalo Developers.", SecretStr("")
    )
    zalo_openapi_url: str = _setting("Địa chỉ API của Zalo OA.", "https://openapi.zalo.me")
    zalo_oauth_url: str = _setting("Địa chỉ cấp quyền của Zalo.", "https://oauth.zaloapp.com")
    zalo_appsecret_proof: bool = _setting(
        "Gửi kèm appsecret_proof; bật khi ứng dụng Zalo yêu cầu.", False
    )
    webhook_signature_fallbacks: Annotated[tuple[SignatureFallback, ...], NoDecode] = _setting(
        "Cách tính chữ ký webhook được thử thêm, cách nhau bằng dấu phẩy: oa_id, app_secret.",
        (),
        shown="(không)",
    )
    library: Path = _setting(
        "Thư mục của thư viện luật đã dựng.",
        lambda known: known["var_dir"] / "library",
        shown="VAR_DIR/library",
    )
    zalo_file_hosts: Annotated[tuple[str, ...], NoDecode] = _setting(
        "Tên miền mà tệp cán bộ gửi được tải về từ đó, cách nhau bằng dấu phẩy.",
        ("zdn.vn", "zadn.vn", "zalo.me"),
        shown="zdn.vn, zadn.vn, zalo.me",
    )
    messages_per_second: float = _setting(
        "Số tin nhắn gửi đi nhiều nhất trong một giây, tính cho mỗi OA.", 10.0, gt=0
    )
    conversation_ttl_days: int = _setting(
        "Số ngày giữ trạng thái hội thoại khi người hỏi cho nhớ lâu, tính từ tin nhắn cuối.",
        30,
        ge=1,
        le=30,
    )
    officer_pause_minutes: int = _setting(
        "Số phút trợ lý im lặng sau khi cán bộ trả lời.", 60, ge=1
    )
    web_workers: int = _setting("Số tiến trình của trang web.", 2, ge=1)
    web_threads: int = _setting("Số luồng của mỗi tiến trình trang web.", 8, ge=1)
    worker_threads: int = _setting("Số luồng của tiến trình trả lời tin nhắn.", 16, ge=1)
    console_idle_minutes: int = _setting(
        "Số phút không dùng thì trang quản lý tự đăng xuất.", 60, ge=5, le=720
    )
    console_local_trial: bool = _setting(
        "Trang quản lý chạy thử trên máy này, với Zalo mô phỏng: không cần https và mã xác thực.",
        False,
    )
    trusted_proxies: int = _setting(
        "Số máy chủ trung gian (như nginx) đứng trước trang web; địa chỉ người dùng lấy từ đó.",
        0,
        ge=0,
        le=5,
    )
    public_url: str = _setting(
        "Địa chỉ https:// mà từ ngoài vào được máy chủ này; Zalo tải ảnh bìa của bài viết ở đó.",
        "",
        shown="(không)",
    )
    simulator_url: str = _setting(
        "Địa chỉ trang Zalo mô phỏng; chỉ đặt khi thử nghiệm.", "", shown="(không)"
    )

    @property
    def public_address(self) -> str:
        """Where Zalo reaches this server; the stand-in, on this machine, reaches it without a
        public address.
        """
        here = f"http://127.0.0.1:{self.port}" if self.simulator_url else ""
        return self.public_url or here

    @field_validator("webhook_signature_fallbacks", "zalo_file_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return re.findall(r"[^,\s]+", value) if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("zalo_openapi_url", "zalo_oauth_url", "simulator_url", "public_url")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _with_driver(cls, value: str) -> str:
        """Also refuses what is neither SQLite nor PostgreSQL."""
        url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", value)
        if not re.match(r"(sqlite|postgresql)(\+\w+)?://", url):
            raise ValueError("neither SQLite nor PostgreSQL")
        return url

    @field_validator("redis_url")
    @classmethod
    def _of_redis(cls, value: str) -> str:
        if value.strip() and not re.match(r"(rediss?|unix)://", value):
            raise ValueError("not an address of Redis")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 32:
            raise ValueError("shorter than 32 characters")
        return value


class SettingsError(BotError):
    """Settings are missing or wrong; ``problems`` has one Vietnamese sentence for each."""

    opening: ClassVar[str] = "Cài đặt chưa đúng, chương trình chưa chạy được:"

    def __init__(self, names: Iterable[str], problems: Iterable[str]) -> None:
        self.names = tuple(names)
        self.problems = tuple(problems)
        sentence = "\n".join([self.opening, *(f"- {problem}" for problem in self.problems)])
        super().__init__(sentence, public_message=sentence)


class MissingSettings(SettingsError):
    """Required settings are not there; ``names`` are all of them."""

    opening = "Thiếu cài đặt, chương trình chưa chạy được. Hãy đặt các biến môi trường sau:"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One row of the documentation; ``required`` says whether serving needs it."""

    name: str
    type: str
    default: str
    required: bool
    sentence: str


def load_settings(require: Iterable[str] = ()) -> Settings:
    """The settings from the environment.

    ``require`` are names that must not be empty, ``SERVING`` for web, worker and beat. An empty
    variable counts as not set. Raises ``MissingSettings`` with every missing name, or
    ``SettingsError`` where a value is wrong (the missing ones are named in it too).
    """
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = dict(_wrong(error))
        missing = _missing(require, _raw_environment())
        raise SettingsError(
            [*wrong, *missing], [*wrong.values(), *map(_missing_sentence, missing)]
        ) from None
    missing = _missing(require, {name: _plain(settings, name) for name in _fields()})
    if missing:
        raise MissingSettings(missing, map(_missing_sentence, missing))
    return settings


def rows() -> Iterator[SettingRow]:
    """The table of all settings, in the order of the class."""
    for name, field in _fields().items():
        yield SettingRow(
            name, _type_name(field), _default(field), name in SERVING, field.description or ""
        )


def as_markdown() -> str:
    """The table as ``docs/settings.md`` has it."""
    lines = [
        "| Tên | Kiểu | Mặc định | Bắt buộc khi chạy thật | Ý nghĩa |",
        "|---|---|---|---|---|",
    ]
    for row in rows():
        required = "có" if row.required else ""
        lines.append(f"| `{row.name}` | {row.type} | {row.default} | {required} | {row.sentence} |")
    return "\n".join(["# Cài đặt", "", "Đặt bằng biến môi trường.", "", *lines, ""])


def _fields() -> dict[str, FieldInfo]:
    return {name.upper(): field for name, field in Settings.model_fields.items()}


def _raw_environment() -> dict[str, str]:
    return {name.upper(): value for name, value in os.environ.items()}


def _plain(settings: Settings, name: str) -> str:
    value = getattr(settings, name.lower())
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _missing(require: Iterable[str], values: dict[str, str]) -> list[str]:
    return [name for name in require if not values.get(name, "").strip()]


def _missing_sentence(name: str) -> str:
    return f"{name}: {_fields()[name].description}"


def _wrong(error: ValidationError) -> Iterator[tuple[str, str]]:
    for detail in error.errors(include_input=False, include_url=False):
        if detail["type"] == "default_factory_not_called":
            continue
        name = str(detail["loc"][0]).upper()
        field = _fields()[name]
        yield name, f"{name}: giá trị không đúng, cần {_wanted(field)}. {field.description}"


def _wanted(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    wanted = extra.get("wanted") if isinstance(extra, dict) else None
    return str(wanted) if wanted else _type_name(field)


def _type_name(field: FieldInfo) -> str:
    shape = field.annotation
    if shape in (str, SecretStr):
        return "chữ bí mật" if shape is SecretStr else "chữ"
    names = {int: "số nguyên", float: "số", bool: "true/false", Path: "đường dẫn"}
    return names.get(shape, "một trong các giá trị") if isinstance(shape, type) else _options(shape)


def _options(shape: Any) -> str:
    found: list[str] = re.findall(r"'(\w+)'", str(shape))
    return " / ".join(found)


def _default(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "shown" in extra:
        return str(extra["shown"])
    value = field.get_default()
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return text if text else "(không)"
