"""What the stand-in is started with: command line, or environment variables ``SIMULATOR_*``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict

LOOPBACK = "127.0.0.1"
_LOOPBACK_NAMES = frozenset({LOOPBACK, "localhost", "::1"})


class Options(BaseSettings):
    """The stand-in Zalo's settings; those without a default must be given."""

    model_config = SettingsConfigDict(
        env_prefix="SIMULATOR_",
        cli_prog_name="python -m bot.simulator",
        cli_kebab_case=True,
        cli_implicit_flags=True,
        cli_hide_none_type=True,
    )

    port: int = Field(ge=1, le=65535, description="port on 127.0.0.1")
    webhook: str = Field(description="URL of the bot's webhook, on this machine")
    app_id: str = Field(min_length=1, description="id of the app")
    app_secret: str = Field(min_length=1, description="the app's secret, for OAuth")
    oa_id: str = Field(min_length=1, description="id of the Official Account")
    oa_name: str = Field("Hội Liên hiệp Phụ nữ phường", description="name of the account")
    oa_secret: str = Field(min_length=1, description="the key webhooks are signed with")
    access_token: str = Field(min_length=1, description="the first access token")
    refresh_token: str = Field(min_length=1, description="the first refresh token")
    callback_url: str = Field("", description="only redirect_uri allowed; empty: any on loopback")
    latency_ms: int = Field(0, ge=0, description="how long each API answer is held back")
    retry_scale: float = Field(1.0, gt=0, description="1 = Zalo's real webhook retry schedule")
    rate_limit: int = Field(4000, ge=1, description="API requests a minute for the app")
    article_seconds: float = Field(0.0, ge=0, description="how long Zalo makes an article")
    broadcasts_a_month: int = Field(30, ge=0, description="article broadcasts in the package")
    paid_messages: int = Field(1000, ge=0, description="messages beyond 48 hours in the package")
    package: str = Field("Tiêu chuẩn", description="name of the account's package")
    require_proof: bool = Field(False, description="demand appsecret_proof on every call")
    state: Path | None = Field(None, description="file that keeps conversations and tokens")
    development: bool = Field(False, description="consent: this is a development machine")

    @field_validator("webhook")
    @classmethod
    def _stays_here(cls, url: str) -> str:
        if not is_loopback(url):
            raise ValueError("the stand-in only calls a webhook on this machine")
        return url

    @property
    def base_url(self) -> str:
        """Where the stand-in answers."""
        return f"http://{LOOPBACK}:{self.port}"


def is_loopback(url: str) -> bool:
    """Whether the URL leads to this very machine."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK_NAMES


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Options from the command line, then the environment.

    Raises pydantic.ValidationError naming everything that is missing or wrong, all at once.
    """
    return CliApp.run(Options, cli_args=None if arguments is None else list(arguments))
