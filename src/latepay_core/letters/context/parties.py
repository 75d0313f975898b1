"""Who writes to whom: names, what a company must write on its letters, the head and the foot of the pages."""

import re
from typing import Literal

from latepay_core.claim import Creditor, Debtor
from latepay_core.letters.context.base import Seen
from latepay_core.letters.wording import say


class Parties(Seen):
    """What a template says of the parties."""

    @property
    def creditor(self) -> Creditor:
        """Who is owed."""
        return self.claim.creditor

    @property
    def debtor(self) -> Debtor:
        """Who owes."""
        return self.claim.debtor

    @property
    def salutation(self) -> str:
        """How the letter begins, without its comma: « Madame, Monsieur », « Madame » where the name tells."""
        chosen = self.details.salutation
        if chosen == "both":
            addressed = self.creditor.name if self.entry.to == "creditor" else self.debtor.name
            chosen = civility_of(self.details.attention) or civility_of(addressed) or chosen
        return say(f"salutation.{chosen}", self.language)

    @property
    def registered_as(self) -> tuple[str, ...]:
        """What a company must write on its letters, as far as it is known (C. com., art. R123-237 and R123-238).

        « SARL au capital de 10 000,00 € », « 732 829 320 RCS Nantes ».
        """
        who, siren = self.details.creditor_identity, self.creditor.siren
        if self.claim.creditor.kind == "individual":
            return ()
        found = []
        if who.legal_form:
            capital = self.form("round_amount", who.share_capital) if who.share_capital else ""
            key = "registered.capital" if capital else "registered.form"
            found.append(say(key, self.language, form=who.legal_form, capital=capital))
        if siren:
            found.append(self.registration(siren, who.registry))
        return tuple(found)

    def registration(self, siren: str, registry: str) -> str:
        """« 732 829 320 RCS Nantes », « SIREN 732 829 320 » where the town is not known; empty without number."""
        town = registry_town(registry)
        key = "registered.registry" if town else "registered.siren"
        return say(key, self.language, siren=self.form("identifier", siren), town=town) if siren else ""

    @property
    def legal(self) -> str:
        """What stands at the foot of each page: who writes, in what form, registered where."""
        if self.entry.plans and self.layout == "deed":
            names = {"creditor": self.creditor.name or self.blank, "debtor": self.debtor.name or self.blank}
            return say("legal.agreement", self.language, **names)
        if self.entry.to == "creditor":
            return ""
        vat = self.creditor.vat_number
        parts = [
            self.creditor.name,
            *self.registered_as,
            say("registered.vat", self.language, number=vat) if vat else "",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def running(self) -> str:
        """What stands at the head of the following pages: who writes what to whom, and when."""
        ours, theirs = self.creditor.name, self.debtor.name
        first, other = (theirs, ours) if self.entry.to == "creditor" else (ours, theirs)
        day = "" if self.layout == "deed" else self.form("in_words", self.written_on)
        parts = (first, self.entry.title_in(self.language), other, day)
        return " · ".join(part for part in parts if part)

    @staticmethod
    def town_of_registry(typed: str) -> str:
        """The town of a registration, however it was typed."""
        return registry_town(typed)


def civility_of(name: str) -> Literal["madam", "sir"] | None:
    """How to begin a letter to a person whose name tells: « Mme Durand », « Monsieur Paul Petit »; None otherwise.

    >>> civility_of("Mme Claire Durand"), civility_of("M. Petit"), civility_of("Mairie d'Angers")
    ('madam', 'sir', None)
    """
    first = name.strip().partition(" ")[0].casefold().rstrip(".")
    if " et " in name:
        return None
    return "madam" if first in {"mme", "madame", "mlle"} else "sir" if first in {"m", "mr", "monsieur"} else None


def registry_town(typed: str) -> str:
    """The town of a registration, however it was typed.

    >>> registry_town("RCS Nantes"), registry_town("732 829 320 R.C.S. Nantes"), registry_town("Nantes")
    ('Nantes', 'Nantes', 'Nantes')
    """
    return re.sub(r"^[\d\s]*|\bR\.?\s?C\.?\s?S\.?(?=\s|$)", "", typed).strip(" :,-")
