"""Appel de la caution."""
