"""Inside the browser, takes the place of `fpdf.svg`: no PDF holds a drawing in SVG; the genuine one reads XML."""

from typing import NoReturn


def apply_svg_transform_to_user_space_gradients(*_: object) -> NoReturn:
    raise NotImplementedError("drawings in SVG are not part of the browser's bundle")


class SVGLimits:
    """The limits of a reading that is never done."""


class Percent(float):
    """A size in what is never read."""


class SVGObject:
    """Never made here; fpdf2 only asks whether an image is one."""
