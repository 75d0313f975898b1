"""Agreeing: more time, or a plan."""
