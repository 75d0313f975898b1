"""Mise en demeure du sous-traitant."""
