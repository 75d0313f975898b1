"""Instalment plans: a table that ends at exactly zero."""
