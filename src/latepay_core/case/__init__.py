"""A claim with all that the rooms below say of it: made once, and handed on to every output."""

from latepay_core.case.case import Case, Scope, case_of

__all__ = ["Case", "Scope", "case_of"]
