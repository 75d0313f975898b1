"""The catalogue of sentences, read without the core."""

import tomllib
from functools import cache
from pathlib import Path

CORE = Path(__file__).parents[2] / "src" / "latepay_core"


@cache
def sentences() -> dict[str, str]:
    """Every sentence by its full key."""
    found: dict[str, str] = {}

    def walk(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                found[f"{prefix}{key}"] = str(value)

    walk("", tomllib.loads((CORE / "wording" / "fr" / "cli-program.toml").read_text(encoding="utf-8")))
    return found
