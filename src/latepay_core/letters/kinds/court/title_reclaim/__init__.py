"""Revendication de marchandises vendues sous réserve de propriété."""
