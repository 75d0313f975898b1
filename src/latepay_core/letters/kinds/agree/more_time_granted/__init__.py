"""Réponse à une demande de délai : oui."""
