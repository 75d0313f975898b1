"""Première relance."""
