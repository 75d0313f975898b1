"""Until when a debt can be acted upon, in French law."""
