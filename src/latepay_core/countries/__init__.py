"""A folder a country: its regimes, its time limits, its figures; nothing of it is known elsewhere."""
