"""Formal notices, and what is announced like one."""
