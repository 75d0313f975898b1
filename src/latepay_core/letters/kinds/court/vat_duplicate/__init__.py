"""Duplicata de facture impayée, pour la TVA."""
