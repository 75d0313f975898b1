"""Chèque revenu impayé."""
