"""Demande des motifs d’une contestation."""
