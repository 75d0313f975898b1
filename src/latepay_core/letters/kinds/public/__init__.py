"""Public buyers."""
