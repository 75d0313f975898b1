"""One customer, however the files name it: by its company number, or by its name alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from latepay_core.claim.naming import name_key
from latepay_core.imports.model import Document, Found, PartyFound, Receipt


def unified(found: Found) -> Found:
    """The same, each customer told by its company number where any file gives it, with all that the files say of it."""
    parties = [each.customer for each in found.documents] + [each.customer for each in found.receipts]
    known = _Known(parties)
    return replace(
        found,
        documents=tuple(known.document(each) for each in found.documents),
        receipts=tuple(known.receipt(each) for each in found.receipts),
    )


def name_among(claim: Mapping[str, Any], claims: Iterable[Mapping[str, Any]] = ()) -> str:
    """The customer's name of a claim, with its company number where others of the claims bear the name.

    >>> two = [{"debtor": {"name": "Durand", "siren": siren}} for siren in ("552100554", "443061841")]
    >>> name_among(two[0], two), name_among(two[0])
    ('Durand (552100554)', 'Durand')
    """
    debtor = claim.get("debtor", {})
    name, siren = str(debtor.get("name") or ""), str(debtor.get("siren") or "")
    same = sum(name_key(str(each.get("debtor", {}).get("name") or "")) == name_key(name) for each in claims)
    return f"{name} ({siren})" if name and siren and same > 1 else name


class _Known:
    """All parties of the files."""

    def __init__(self, parties: Iterable[PartyFound]) -> None:
        named: dict[str, set[str]] = defaultdict(set)
        parties = list(parties)
        for party in parties:
            if party.siren:
                named[_name(party)].add(party.siren)
        #: The company number that a name stands for, where it stands for one only.
        self.numbers = {name: next(iter(sirens)) for name, sirens in named.items() if name and len(sirens) == 1}
        self.whole: dict[str, PartyFound] = {}
        for party in parties:
            told = self._numbered(party)
            self.whole[told.key] = _together(self.whole.get(told.key, told), told)

    def _numbered(self, party: PartyFound) -> PartyFound:
        number = self.numbers.get(_name(party), "")
        return party if party.siren or not number else replace(party, siren=number)

    def _party(self, party: PartyFound) -> PartyFound:
        return self.whole[self._numbered(party).key]

    def document(self, document: Document) -> Document:
        notes = tuple(replace(note, customer=self._party(document.customer)) for note in document.credit_notes)
        return replace(document, customer=self._party(document.customer), credit_notes=notes)

    def receipt(self, receipt: Receipt) -> Receipt:
        return replace(receipt, customer=self._party(receipt.customer))


def _name(party: PartyFound) -> str:
    return name_key(party.name)


def _together(one: PartyFound, other: PartyFound) -> PartyFound:
    """What both say; where they differ, the first."""
    return PartyFound(
        name=one.name or other.name,
        code=one.code or other.code,
        siren=one.siren or other.siren,
        vat_number=one.vat_number or other.vat_number,
        country=one.country or other.country,
        address=one.address or other.address,
        email=one.email or other.email,
        iban=one.iban or other.iban,
    )
