"""What is agreed before anything is owed: a clause is read and judged, terms of payment are written."""

from latepay_core.terms.checking import check, make_terms
from latepay_core.terms.model import Answers, Checked, Found, Setting, Written
from latepay_core.terms.setting import setting_of

__all__ = ["Answers", "Checked", "Found", "Setting", "Written", "check", "make_terms", "setting_of"]
