#!/usr/bin/env bash
# Creates the virtual environment; on Debian and Ubuntu `venv` is a package of its own, installed here when we may.
set -euo pipefail
python=$1 venv=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Cần Python 3.11 trở lên; \"$python\" là $("$python" --version 2>&1)." >&2
  exit 1
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "==> Cài python3-venv"
    apt-get update -qq && apt-get install -y -qq python3-venv
  else
    echo "Máy thiếu mô-đun venv của Python. Hãy chạy: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
echo "==> Tạo môi trường Python trong $venv"
"$python" -m venv "$venv"
