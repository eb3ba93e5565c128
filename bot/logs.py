"""Logs as JSON lines on stderr, one an event, that cannot hold what a person wrote.

Only fields on the allow-list pass, and only values that look like codes, numbers or ids. An
exception is its type and the places it came through, without its message. Lines of libraries keep
their fixed text and lose what was filled in.
"""

from __future__ import annotations

import logging
import logging.config
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    """event level logger timestamp oa_id event_name kind key outcome code http_status attempt count
    seconds ms error sql_error intent severity way class reason status check process thread port
    version size limit wait documents articles cards exception alert zalo_error zalo_reason
    oauth_error""".split()
)
"""Fields that may be logged."""

_SLUG = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_CODE = re.compile(r"[A-Za-z0-9_.+:/\-]{1,64}", re.ASCII)
_ACCOUNT = re.compile(r"[!-~]{1,128}", re.ASCII)
_HEXADECIMAL = re.compile(r"[0-9a-f]{12,64}")
_PHONE_OR_TOKEN = re.compile(r"(?:\d[\s.()/\-]*){7,}|(?=[\w\-]*\d)[\w\-]{24,}")
_LEFT_OUT = "(left out)"
_FRAMES = 12
_ROOT = Path(__file__).parent.parent


def configure_logs(level: str = "INFO") -> None:
    """Send everything this process logs, libraries included, through the rules above."""
    logging.config.dictConfig(logging_config(level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_COMMON,
            _of_the_house,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def logging_config(level: str = "INFO") -> dict[str, Any]:
    """The same for ``logging.config.dictConfig``, for servers that set up logging themselves."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": f"{__name__}.formatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # Two lines a task, which say less than our own one.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            # A line for every task it sends: one every few seconds, day and night.
            "celery.beat": {"level": "WARNING"},
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "ERROR", "handlers": [], "propagate": False},
        },
    }


def formatter() -> logging.Formatter:
    """The formatter through which every line leaves."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_COMMON, _of_a_library],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _exception_without_message,
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
        ],
        use_get_message=False,
    )


def keep_allowed(_logger: WrappedLogger, _method: str, fields: EventDict) -> EventDict:
    """Leave out fields that are not on the list; replace values that are no code, number or id."""
    return {name: _safe(name, value) for name, value in fields.items() if name in ALLOWED}


def _safe(name: str, value: object) -> object:
    if name in ("exception", "event", "timestamp"):
        return value
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**9 else _LEFT_OUT
    return _safe_text(name, str(value))


def _safe_text(name: str, text: str) -> str:
    if name == "oa_id":
        return text if _ACCOUNT.fullmatch(text) else _LEFT_OUT
    if name in ("key", "version") and _HEXADECIMAL.fullmatch(text):
        return text
    is_code = _CODE.fullmatch(text) and not _PHONE_OR_TOKEN.search(text)
    return text if is_code or not text else _LEFT_OUT


def _of_the_house(_logger: WrappedLogger, _method: str, fields: EventDict) -> EventDict:
    """Our own events are named by a slug; a sentence might quote somebody."""
    if not _SLUG.fullmatch(str(fields.get("event"))):
        fields["event"] = _LEFT_OUT
    return fields


def _of_a_library(_logger: WrappedLogger, _method: str, fields: EventDict) -> EventDict:
    """The fixed text of a library's line: no arguments, no long numbers or tokens, English only."""
    record: logging.LogRecord = fields["_record"]
    text = str(record.msg).splitlines()[0] if record.msg else ""
    safe = text.isascii() and len(text) <= 200 and not _PHONE_OR_TOKEN.search(text)
    kept = {name: fields[name] for name in _OF_A_RECORD if name in fields}
    return {**kept, "event": text if safe else _LEFT_OUT}


_OF_A_RECORD = ("_record", "_from_structlog", "level", "logger", "timestamp", "exc_info")


def _exception_without_message(
    _logger: WrappedLogger, _method: str, fields: EventDict
) -> EventDict:
    """``exc_info`` becomes the chain of types and places, innermost last."""
    error = _error(fields.pop("exc_info", None))
    if error is not None:
        fields["exception"] = _described(error)
    return fields


def _error(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exception() if exc_info else None


def _described(error: BaseException) -> list[dict[str, object]]:
    chain: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        chain.append({"type": type(current).__name__, "at": _places(current.__traceback__)})
        current = current.__cause__ or current.__context__
    return chain


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{_shortened(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _shortened(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name)


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.critical("uncaught", exc_info=error)


def _log_uncaught_in_thread(details: threading.ExceptHookArgs) -> None:
    if details.exc_value is not None and not isinstance(details.exc_value, SystemExit):
        _log.critical("uncaught_in_thread", exc_info=details.exc_value)


def _utc(logger: WrappedLogger, method: str, fields: MutableMapping[str, Any]) -> EventDict:
    return _stamp(logger, method, fields)


_stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
_COMMON = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, _utc]
_log = structlog.get_logger(__name__)
