"""``python -m bot.simulator``: a stand-in for Zalo on this machine. Never for production."""

from __future__ import annotations

import sys

from pydantic import ValidationError

from bot.simulator.options import read_options

WITHOUT_CONSENT = (
    "Đây là Zalo giả để thử trên máy của người phát triển, không dùng khi chạy thật.\n"
    "Muốn mở, thêm --development (hoặc đặt SIMULATOR_DEVELOPMENT=1)."
)


def main() -> int:
    """Serve until told to stop; 1 without consent, 2 when settings are missing or wrong."""
    try:
        options = read_options()
    except ValidationError as error:
        print(_explain(error), file=sys.stderr)
        return 2
    if not options.development:
        print(WITHOUT_CONSENT, file=sys.stderr)
        return 1
    from bot.simulator.server import Server

    Server(options).run()
    return 0


def _explain(error: ValidationError) -> str:
    lines = ["Chưa mở được Zalo giả, cần sửa các mục sau:"]
    for problem in error.errors():
        option = ".".join(str(part) for part in problem["loc"]).replace("_", "-")
        lines.append(f"  --{option}: {problem['msg']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
