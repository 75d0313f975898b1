"""Processes of their own, as a user's machine would start them."""

from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "src"


def environment() -> dict[str, str]:
    """A bare environment: an old locale, and nothing that says UTF-8."""
    return {"PYTHONPATH": str(SOURCES), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
