"""Déclaration de créance."""
