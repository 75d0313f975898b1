"""Conditions de paiement : clauses à recopier."""
