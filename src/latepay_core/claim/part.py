"""What every part of a claim shares: it cannot be changed, and a key it does not know is refused."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a claim. Unknown keys are refused, so that a misspelt one is never silently left out."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )
