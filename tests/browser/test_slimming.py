"""What the sources lose before the browser gets them, and what they keep: the same programs, imported faster."""

from __future__ import annotations

import copy
import sys
from types import ModuleType
from typing import Any

import pytest

from calculator.bundle.slimming import SHAPES, slimmed


def run(source: str, name: str = "module.py") -> dict[str, Any]:
    """The names of a module after slimming."""
    made = ModuleType("slimmed_module")
    sys.modules[made.__name__] = made
    code = compile(slimmed({name: source.encode()})[name], name, "exec", dont_inherit=True)
    exec(code, vars(made))
    return vars(made)


POINT = """
from dataclasses import dataclass, field, replace

@dataclass(frozen=True, slots=True)
class Point:
    'A point.'
    x: int
    y: int = 2
    tags: list = field(default_factory=list)

    def sum(self) -> int:
        'Their sum.'
        return self.x + self.y
"""


def test_a_dataclass_written_out_behaves_like_one() -> None:
    names = run(POINT)
    point = names["Point"]
    assert (point(1), point(1, y=2)) == (point(1, 2), point(x=1))
    assert point(1) != point(2)
    assert point(1, tags=None).tags is None
    assert point(1).tags is not point(1).tags
    assert repr(point(1)) == "Point(x=1, y=2, tags=[])"
    assert point(3).sum() == 5
    assert point.__match_args__ == ("x", "y", "tags")
    assert names["replace"](point(1), y=7) == point(1, 7)
    assert copy.replace(point(1), x=4).x == 4 if hasattr(copy, "replace") else True
    with pytest.raises(AttributeError):
        point(1).other = 1


def test_only_what_is_frozen_has_a_hash() -> None:
    source = "from dataclasses import dataclass\n{}\nclass Pair:\n    a: int\n"
    assert hash(run(source.format("@dataclass(frozen=True)"))["Pair"](1)) == hash((1,))
    with pytest.raises(TypeError):
        hash(run(source.format("@dataclass"))["Pair"](1))


def test_what_it_does_on_its_own_is_kept() -> None:
    names = run(
        "from dataclasses import dataclass\nfrom typing import ClassVar\n"
        "@dataclass(kw_only=True)\nclass Box:\n    kind: ClassVar[str] = 'box'\n    side: int\n"
        "    def __post_init__(self):\n        self.area = self.side ** 2\n"
        "    def __eq__(self, other):\n        return True\n"
    )
    box = names["Box"](side=3)
    assert (box.area, names["Box"].kind, box == names["Box"](side=4)) == (9, "box", True)
    with pytest.raises(TypeError):
        names["Box"](3)


def test_a_default_may_be_made_by_a_lambda() -> None:
    names = run(
        "from dataclasses import dataclass, field\n@dataclass\nclass Font:\n"
        "    widths: dict = field(default_factory=lambda: {'default': 500})\n"
    )
    assert names["Font"]().widths == {"default": 500}
    assert names["Font"]({"a": 1}).widths == {"a": 1}


def test_a_default_may_name_a_constant_of_its_class() -> None:
    names = run(
        "from dataclasses import dataclass\nfrom typing import ClassVar\n@dataclass\nclass Box:\n"
        "    'Doc.'\n    USUAL: ClassVar[int] = 7\n    side: int = USUAL\n"
    )
    assert (names["Box"]().side, names["Box"](2).side, names["Box"].USUAL) == (7, 2, 7)


@pytest.mark.parametrize(
    "source",
    [
        "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    a: int = field(default=1, repr=False)\n",
        "from dataclasses import dataclass\n@dataclass(order=True)\nclass A:\n    a: int = 1\n",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int\n@dataclass\nclass B(A):\n    b: int",
    ],
)
def test_what_cannot_be_written_out_stays_a_dataclass(source: str) -> None:
    assert "__dataclass_fields__" in vars(run(source)["A"])


def test_annotations_stay_where_somebody_reads_them() -> None:
    names = run(
        "import functools\n@functools.singledispatch\ndef shown(value: object) -> str:\n    return 'any'\n"
        "def plain(value: int) -> str:\n    'Doc.'\n    return str(value)\n"
    )
    assert names["shown"].__wrapped__.__annotations__ == {"value": object, "return": str}
    assert names["plain"].__annotations__ == {}
    assert names["plain"].__doc__ is None


def test_shapes_become_plain_dictionaries_in_the_one_module_that_has_them() -> None:
    source = (
        "from typing import TypedDict\nclass One(TypedDict):\n    a: int\nclass Two(One, total=False):\n    b: int\n"
    )
    assert run(source, SHAPES)["Two"] is dict
    assert run(source)["Two"] is not dict


def test_other_files_are_left_alone() -> None:
    assert slimmed({"a.txt": b"def f(x: int): 'no'"}) == {"a.txt": b"def f(x: int): 'no'"}
