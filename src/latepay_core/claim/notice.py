"""What a reader must know beside the figures: warnings of statements and of time limits have one shape."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from latepay_core.said import Said


class Notice(BaseModel):
    """Something the reader must know: a stable code, what is to be said, its figures.

    `invoice` is the position of the invoice it is about, from 0; `path` the field.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    code: str
    message: Said
    figures: dict[str, Any]
    invoice: int | None = None
    path: str = ""
