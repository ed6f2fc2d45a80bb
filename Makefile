# Every command sets up what it needs first. Settings: docs/settings.md, or PORT=8080 make run.

PYTHON := .venv/bin/python
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help setup run train chat test widget test-widget evaluate bench doctor lint audit lock

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.current ## Install Comedo's dependencies into .venv

.venv/.current: requirements.lock scripts/setup
	@scripts/setup

run: setup ## Train if need be, and serve on http://localhost:5005
	@$(PYTHON) -m comedo run

train: setup ## Train the model into models/, if anything has changed
	@$(PYTHON) -m comedo train

chat: setup ## Talk to the bot in the terminal
	@$(PYTHON) -m comedo chat

test: train ## Run every test
	@$(PYTHON) -m pytest

widget: widget/node_modules ## Build the website's widget from widget/src
	@npm --prefix widget run --silent build

test-widget: train widget ## Check the widget's types, build it, and run its tests
	@npm --prefix widget run --silent check
	@$(PYTHON) -m pytest tests/widget tests/website

widget/node_modules: widget/package-lock.json
	@npm --prefix widget ci --silent
	@touch $@

evaluate: train ## Print the figures on the project's own evaluation data
	@$(PYTHON) -m comedo evaluate

bench: train ## Measure against a stock Rasa bot; writes docs/performance.md
	@$(PYTHON) -m comedo bench

doctor: setup ## Check this deployment, and say what is wrong
	@$(PYTHON) -m comedo doctor

lint: setup ## Check style and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

lock: ## Write the lock files anew from pyproject.toml; needs uv
	@scripts/lock

audit: setup ## Look up the locked packages' known vulnerabilities; needs the network
	@scripts/audit
