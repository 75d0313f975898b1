"""Suspension des livraisons ou des prestations."""
