"""Libération de la retenue de garantie."""
