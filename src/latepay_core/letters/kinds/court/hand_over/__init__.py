"""Remise du dossier à un professionnel."""
