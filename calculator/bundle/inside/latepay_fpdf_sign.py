"""Inside the browser, takes the place of `fpdf.sign`: no PDF is signed there, and the genuine one brings `unittest`."""

from typing import NoReturn


class Signature:
    """Never made here; fpdf2 only asks whether an object is one."""


def sign_content(*_: object) -> NoReturn:
    raise NotImplementedError("PDF signatures are not part of the browser's bundle")
