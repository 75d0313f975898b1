"""Who writes to whom: names, what a company must write on its letters, the head and the foot of the pages."""

import re
from typing import Literal

from latepay_core.claim import Claim, Creditor, Debtor
from latepay_core.letters.catalogue import Entry
from latepay_core.letters.context.base import Seen
from latepay_core.letters.details import LetterDetails
from latepay_core.letters.salutation import civility_of, family_name, own_name
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
        """How the letter begins, without its comma: « Madame, Monsieur », « Madame Durand » where a name tells."""
        civility, name = addressed(self.entry, self.claim, self.details)
        if civility == "both" or not name:
            return say(f"salutation.{civility}", self.language)
        return say(f"salutation.{civility}-named", self.language, name=name)

    @property
    def addressed_by_name(self) -> bool:
        """Whether the letter begins with somebody's name or civility."""
        return addressed(self.entry, self.claim, self.details)[0] != "both"

    def signs_for(self, name: str) -> bool:
        """Whether who signs does it for a firm of this name, and not in his own."""
        signatory = self.details.signatory_name
        return bool(signatory.strip() and name.strip()) and own_name(name) != own_name(signatory)

    @property
    def registered_as(self) -> tuple[str, ...]:
        """What a company must write on its letters, as far as it is known (C. com., art. R123-237 and R123-238).

        « SARL au capital de 10 000,00 € », « 732 829 320 RCS Nantes ». The debtor's, where the letter is his answer.
        """
        answers = self.entry.to == "creditor"
        who = self.details.debtor_identity if answers else self.details.creditor_identity
        siren = self.debtor.siren if answers else self.creditor.siren
        if self.debtor.kind == "consumer" if answers else self.creditor.kind == "individual":
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
        writer = self.debtor if self.entry.to == "creditor" else self.creditor
        vat = writer.vat_number
        parts = [
            writer.name,
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


def addressed(entry: Entry, claim: Claim, details: LetterDetails) -> tuple[Literal["both", "madam", "sir"], str]:
    """The civility a letter begins with, and the family name, empty where it is not sure.

    Whom a letter is for (« à l’attention de ») is one of the debtor's people; the debtor's own answer goes to another.
    """
    party = claim.creditor.name if entry.to == "creditor" else claim.debtor.name
    attention = "" if entry.to == "creditor" else details.attention
    civility = details.salutation
    if civility == "both":
        civility = civility_of(attention) or civility_of(party) or civility
    person = attention or (party if civility_of(party) or _is_a_person(entry, claim) else "")
    return civility, family_name(person) if civility != "both" else ""


def _is_a_person(entry: Entry, claim: Claim) -> bool:
    return claim.creditor.kind == "individual" if entry.to == "creditor" else claim.debtor.kind == "consumer"


def civility_unsaid(entry: Entry, claim: Claim, details: LetterDetails) -> bool:
    """Whether a letter goes to a person whose name is known, and whose civility is not."""
    if details.salutation != "both" or entry.to not in {"debtor", "creditor"}:
        return False
    party = claim.creditor.name if entry.to == "creditor" else claim.debtor.name
    person = ("" if entry.to == "creditor" else details.attention) or (party if _is_a_person(entry, claim) else "")
    return addressed(entry, claim, details)[0] == "both" and bool(family_name(person))


def registry_town(typed: str) -> str:
    """The town of a registration, however it was typed.

    >>> registry_town("RCS Nantes"), registry_town("732 829 320 R.C.S. Nantes"), registry_town("Nantes")
    ('Nantes', 'Nantes', 'Nantes')
    """
    return re.sub(r"^[\d\s]*|\bR\.?\s?C\.?\s?S\.?(?=\s|$)", "", typed).strip(" :,-")
