"""Demande de la garantie de paiement."""
