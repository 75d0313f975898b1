"""Imports moved into the functions that use them: the same programs, and a build that stops where it cannot be done."""

from __future__ import annotations

import ast
import sys
from typing import Any

import pytest

from calculator.bundle import late
from calculator.bundle.places import BundleError

FILE = "some/module.py"


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The names of a module whose import of `colorsys` comes late, and how it reads."""

    def run(source: str, *names: str) -> tuple[dict[str, Any], str]:
        monkeypatch.setattr(late, "LATE", {FILE: frozenset(names)})
        text = late.moved({FILE: source.encode()})[FILE].decode()
        space: dict[str, Any] = {}
        monkeypatch.delitem(sys.modules, "colorsys", raising=False)
        exec(compile(text, FILE, "exec"), space)
        return space, text

    return run


def test_a_module_is_loaded_by_the_first_call_that_needs_it(moved: Any) -> None:
    space, _ = moved(
        "import colorsys, math\ndef grey(x, whole):\n    asked: colorsys = whole\n"
        "    if asked:\n        return colorsys.rgb_to_hsv(x, x, x)[2]\n"
        "    return math.floor(x)\n",
        "colorsys",
    )
    assert "colorsys" not in sys.modules
    assert space["grey"](0.5, False) == 0
    assert "colorsys" not in sys.modules, "the branch that was taken does not use it"
    assert space["grey"](0.5, True) == 0.5
    assert "colorsys" in sys.modules


@pytest.mark.parametrize(
    "body",
    [
        "    return [rgb_to_hls(0, 0, x)[1] for x in (1,)][0]",
        "    def inner():\n        return rgb_to_hls(0, 0, 1)[1]\n    return inner()",
        "    try:\n        raise TypeError\n    except (TypeError, rgb_to_hls and OSError):\n        return 0.5",
        "    match 1:\n        case x if rgb_to_hls(0, 0, x):\n            return 0.5",
        "    'What it does.'\n    while rgb_to_hls(0, 0, 1):\n        return (lambda: rgb_to_hls(0, 0, 1)[1])()",
    ],
)
def test_wherever_a_function_uses_it(moved: Any, body: str) -> None:
    space, text = moved(f"from colorsys import rgb_to_hls\ndef half():\n{body}\n", "rgb_to_hls")
    assert not any(isinstance(statement, ast.ImportFrom) for statement in ast.parse(text).body)
    assert space["half"]() == 0.5


@pytest.mark.parametrize(
    "source",
    [
        "from colorsys import hls_to_rgb\nused = hls_to_rgb(0, 0, 0)\n",
        "from colorsys import hls_to_rgb\nclass A:\n    used = hls_to_rgb\n",
        "from colorsys import hls_to_rgb\ndef f(x=hls_to_rgb): return x\n",
        "import math\n",
    ],
)
def test_the_build_stops_where_the_module_needs_it_at_once_or_no_longer(moved: Any, source: str) -> None:
    with pytest.raises(BundleError, match=r"late\.py"):
        moved(source, "hls_to_rgb")


def test_checks_made_without_compiling_are_those_of_the_library() -> None:
    import typing

    import typing_inspection.typing_objects as genuine

    source = genuine.__loader__.get_source(genuine.__name__)  # type: ignore[union-attr]
    tree = late.imports("typing_inspection/typing_objects.py", ast.parse(source))
    ours: dict[str, Any] = {"__name__": "ours"}
    exec(compile(ast.fix_missing_locations(tree), "ours", "exec"), ours)
    checks = [name for name in genuine.__all__ if name.startswith("is_")]
    objects = [getattr(typing, name) for name in typing.__all__]
    objects += [typing.TypeVar("T"), typing.ParamSpec("P"), int, None, typing.NewType("N", int)]
    assert len(checks) > 30
    for name in checks:
        for each in objects:
            assert ours[name](each) == getattr(genuine, name)(each), (name, each)


def test_what_reaches_over_the_network_is_left_out_and_a_library_that_changed_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(late, "WITHOUT", {FILE: frozenset({"Fetched"})})
    monkeypatch.setattr(late, "LATE", {FILE: frozenset({"colorsys"})})
    source = "import colorsys\nclass Fetched(colorsys.Base): ...\nclass Kept: ...\n"
    left = late.moved({FILE: source.encode()})[FILE].decode()
    assert "Kept" in left
    assert "Fetched" not in left and "colorsys" not in left
    with pytest.raises(BundleError, match="no longer has Fetched"):
        late.moved({FILE: b"import colorsys\nclass Kept: ...\n"})
