"""Talking: disputes, mediation, the answer to a claim."""
