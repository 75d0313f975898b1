"""Réponse à une somme qu’on vous réclame."""
