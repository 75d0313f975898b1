"""Saisine du Médiateur des entreprises."""
