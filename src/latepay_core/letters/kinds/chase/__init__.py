"""Chasing: reminders, and the account of a call."""
