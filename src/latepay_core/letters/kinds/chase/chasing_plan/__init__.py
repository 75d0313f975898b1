"""Qui relance, quand."""
