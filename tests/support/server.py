"""The tests visit the site through the very server that `make serve` runs."""

from tools.serve import serving

__all__ = ["serving"]
