"""Every colour pair of the identity, worked out by the formula of WCAG 2.2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROLES = Path(__file__).resolve().parents[2] / "docs" / "assets" / "styles" / "roles.css"
TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("paper", "surface")
PAIRS = [
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "accent", "accent-strong", "amber", "brick")
        for ground in GROUNDS
    ],
    *[
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft")
        for ground in ("accent-surface", "amber-surface", "brick-surface")
    ],
    *[(role, f"{role}-surface", TEXT) for role in ("accent", "amber", "brick")],
    *[("accent", ground, TEXT) for ground in ("amber-surface", "brick-surface")],
    *[("accent-strong", ground, TEXT) for ground in ("accent-surface", "amber-surface", "brick-surface")],
    *[("on-accent", ground, TEXT) for ground in ("accent", "accent-strong")],
    ("paper", "ink", TEXT),
    *[(line, ground, CONTROL) for line in ("control-line", "focus") for ground in GROUNDS],
]


def roles(scheme: str) -> dict[str, str]:
    css = ROLES.read_text(encoding="utf-8")
    block = re.search(rf'^\[data-md-color-scheme="{scheme}"\] \{{(.*?)^\}}', css, re.MULTILINE | re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block.group(1)))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_on_known_values() -> None:
    # The two ends of the scale, and the grey that WCAG's own examples give as the limit on white.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_a_pair_can_be_read(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = roles(scheme)
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_themes_play_the_same_roles() -> None:
    assert roles("default").keys() == roles("slate").keys()
