# An index of what developers use beside ./run and ./test.
.PHONY: help lint format assets lock migrate migrations bench backup restore shell coverage clean

help:        ## this list
	@sed -n 's/^\([a-z]*\): .*## /make \1 - /p' $(MAKEFILE_LIST)

lint:        ## every linter and check
	@dev/enter lint

format:      ## put code into the house format
	@dev/enter setup
	@.venv/bin/ruff check --fix --quiet; .venv/bin/ruff format --quiet

assets:      ## build style sheets and scripts
	@dev/enter setup services

lock:        ## compile requirements/ from pyproject.toml
	@dev/lock

migrate:     ## bring the database of ./run up to date
	@./run manage migrate

migrations:  ## write migrations for changed models; NAME=step_due_on
	@./run manage makemigrations $(if $(NAME),-n $(NAME))

bench:       ## measure ourselves against the peers in bench/, in throw-away services
	@dev/enter private python -m bench $(ARGS)

backup:      ## database and files into a new folder; TO=folder
	@dev/enter backup $(TO)

restore:     ## a backup into an empty database; FROM=folder
	@dev/enter restore $(FROM)

shell:       ## a Python prompt with the models loaded
	@./run manage shell

coverage:    ## the suite with the coverage report
	@./test --cov --cov-report=term-missing:skip-covered

clean:       ## remove what can be made again; the data in var/ stays
	@rm -rf .venv node_modules static/build .pytest_cache .ruff_cache .hypothesis htmlcov .coverage
