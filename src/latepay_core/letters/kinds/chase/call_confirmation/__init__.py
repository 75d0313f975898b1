"""Confirmation d’un appel téléphonique."""
