"""What the law says, as data: one TOML file per parameter, each value dated and sourced."""

from latepay_core.law.certainty import Certainty
from latepay_core.law.parameters import (
    DatedValue,
    NotCovered,
    Parameter,
    all_parameters,
    law_hash,
    parameter,
    verified_until,
)

__all__ = [
    "Certainty",
    "DatedValue",
    "NotCovered",
    "Parameter",
    "all_parameters",
    "law_hash",
    "parameter",
    "verified_until",
]
