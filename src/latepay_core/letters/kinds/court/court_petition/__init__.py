"""Requête au tribunal judiciaire."""
