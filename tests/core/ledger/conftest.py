"""The command whose files these tests write and read."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def run(latepay: Callable[..., Any]) -> Callable[..., tuple[int, str, str]]:
    def command(*words: object) -> tuple[int, str, str]:
        answer = latepay("ledger", *words)
        return answer.status, answer.out, answer.err

    return command
