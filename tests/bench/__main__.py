"""``python -m tests.bench``: every benchmark, one after the other, as Markdown tables.

The numbers in docs/benchmarks.md come from here. Each needs the machine for itself.
"""

from __future__ import annotations

import subprocess
import sys

BENCHES = {
    "Tìm kiếm / search": "tests.bench.search",
    "Thẻ / cards": "tests.bench.cards",
    "Webhook": "tests.bench.webhook",
    "Nhận ra nguy cấp / crisis": "tests.bench.crisis",
    "Nguy cấp / danger": "tests.bench.danger",
    "Tin gửi nhiều người / broadcast": "tests.bench.broadcast",
    "Loạt tin hằng tuần / weekly series": "tests.bench.weekly",
    "Trang của cán bộ / console": "tests.bench.console",
}


def main() -> int:
    """Run all; the first failure's exit code, after the others have run."""
    failed = 0
    for title, module in BENCHES.items():
        print(f"\n## {title}\n\n`python -m {module}`\n", flush=True)
        code = subprocess.run([sys.executable, "-m", module]).returncode
        failed = failed or code
    return failed


if __name__ == "__main__":
    sys.exit(main())
