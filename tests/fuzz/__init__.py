"""Damaged inputs for every reader of files: `make fuzz` for a long run, a few seconds of it in `make test`."""
