"""Requête en injonction de payer."""
