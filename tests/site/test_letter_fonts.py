"""The letters' fonts are what the tool cuts from the pinned package, and nothing else."""

import io
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tools.letter_fonts import made

FACES = dict(made())
FOLDER = files("latepay_core.documents") / "fonts"


def test_the_folder_holds_what_the_tool_makes_and_nothing_else() -> None:
    assert {each.name: each.read_bytes() for each in FOLDER.iterdir()} == FACES


@pytest.mark.parametrize("name", [name for name in FACES if name.endswith(".ttf")])
def test_figures_stand_under_each_other_and_thousands_are_parted(name: str) -> None:
    font = TTFont(io.BytesIO(FACES[name]))
    widths = {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "0123456789\u202f"}
    assert len({widths[digit] for digit in "0123456789"}) == 1
    assert widths["\u202f"] == 200
    assert font["OS/2"].fsType == 0, "may be embedded in a document"


@pytest.mark.parametrize("name", [name for name in FACES if name.endswith(".ttf")])
def test_what_was_cut_has_a_name_of_its_own_and_keeps_copyright_and_licence(name: str) -> None:
    """SIL OFL 1.1: no name shown to users may have « Source », which is reserved (3); the rest is kept (2)."""
    names = {each.nameID: str(each) for each in TTFont(io.BytesIO(FACES[name]))["name"].names}
    shown = {number: names[number] for number in (1, 2, 3, 4, 6)}
    assert shown[1] == "Latepay Serif"
    assert not [said for said in shown.values() if "source" in said.casefold() or "adobe" in said.casefold()]
    assert "Reserved Font Name ‘Source’" in names[0]
    assert "SIL Open Font License" in names[13]
