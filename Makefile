# Two commands on a fresh machine with Python 3.11+ and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VAR_DIR ?= var
export VAR_DIR

# Where official texts lie: drop the legal code's download (folder, .zip, .tar.xz), .jsonl
# files, or an officer's own .docx, .pdf, .html, .txt and .xlsx (docs/ingest.md) into law/.
LAW_SOURCES ?= $(filter-out %.yaml,$(wildcard law/*)) $(wildcard ../shared/legal/*.xz)
LIBRARY ?= $(VAR_DIR)/library

# What the ranker is trained and measured on: 88,170 rows of law texts, 985 real questions with their answers.
TRAIN_CORPUS ?= ../shared/legal/corpus.jsonl.xz
TRAIN_QUESTIONS ?= ../shared/bench/zalo-train.jsonl
TRAIN_LIBRARY ?= $(VAR_DIR)/training-library

.PHONY: cards guide stories run test lint bench train library setup dev-setup clean
.DEFAULT_GOAL := run

setup: $(VENV)/.installed
dev-setup: $(VENV)/.installed-dev

$(BIN)/python:
	@bash scripts/create-venv.sh "$(PYTHON)" "$(VENV)"

$(VENV)/.installed: requirements.txt | $(BIN)/python
	@echo "==> Cài các thư viện cần để chạy"
	@$(BIN)/python -m pip install --disable-pip-version-check --requirement requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "==> Cài các thư viện cần để chạy và kiểm thử"
	@$(BIN)/python -m pip install --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@ $(VENV)/.installed

library: setup
	@echo "==> Thư viện luật: $(or $(notdir $(LAW_SOURCES)),chỉ có các thẻ hỏi đáp, chưa có văn bản luật)"
	@$(BIN)/python -m knowledge build --unless-current --out "$(LIBRARY)" \
		--cache "$(VAR_DIR)/segmentation.sqlite" library $(LAW_SOURCES)

run: library
	@$(BIN)/python -m bot run

test: dev-setup
	@$(BIN)/python -m pytest --numprocesses auto --ignore tests/scenario/test_stories.py
	@$(MAKE) --no-print-directory stories

# One after the other: a story winds the clock, and a busy machine must not be mistaken for time that went by.
stories: dev-setup
	@$(BIN)/python -m pytest tests/scenario/test_stories.py

lint: dev-setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m knowledge check
	@$(BIN)/python -m knowledge.text.check
	@$(BIN)/python -m handlers.crisis.check

bench: dev-setup
	@$(BIN)/python -m tests.bench

# Takes the pictures of docs/huong-dan-can-bo.md anew.
guide: dev-setup
	@LIBRARY="$(LIBRARY)" $(BIN)/python -m tests.guide

# Draws the cards of docs/picture-cards.md anew.
cards: dev-setup
	@LIBRARY="$(LIBRARY)" $(BIN)/python -m tests.guide.cards

train: dev-setup
	@$(BIN)/python -m knowledge build --unless-current --out "$(TRAIN_LIBRARY)" \
		--cache "$(VAR_DIR)/segmentation.sqlite" $(TRAIN_CORPUS)
	@echo "==> Huấn luyện mô hình xếp hạng: mất khoảng 5 đến 15 phút"
	@$(BIN)/python -m knowledge train --library "$(TRAIN_LIBRARY)" --questions $(TRAIN_QUESTIONS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
