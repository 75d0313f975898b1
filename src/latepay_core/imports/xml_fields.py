"""What an electronic invoice says, before it is read: texts, each with the business term that it came from."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Fields:
    """The texts of an electronic invoice; `origins` tells of each value its business term (`BT-9`)."""

    number: str = ""
    kind: str = ""
    credit: bool = False
    currency: str = ""
    issued: str = ""
    due: str = ""
    terms: str = ""
    delivered: str = ""
    total: str = ""
    payable: str = ""
    prepaid: str = ""
    rounding: str = ""
    preceding: str = ""
    iban: str = ""
    seller: dict[str, str] = field(default_factory=dict)
    buyer: dict[str, str] = field(default_factory=dict)
    instalments: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def origins(self) -> dict[str, str]:
        """The business term of each value that was found."""
        found = {name: term for name, (said, term) in _TERMS.items() if getattr(self, said)}
        found |= {f"notes.{code}": f"BT-22 ({code})" for code in self.notes}
        return found


_TERMS = {
    "number": ("number", "BT-1"),
    "issued_on": ("issued", "BT-2"),
    "currency": ("currency", "BT-5"),
    "due_on": ("due", "BT-9"),
    "term": ("terms", "BT-20"),
    "corrects": ("preceding", "BT-25"),
    "seller": ("seller", "BT-27"),
    "customer": ("buyer", "BT-44"),
    "performed_on": ("delivered", "BT-72"),
    "iban": ("iban", "BT-84"),
    "amount": ("total", "BT-112"),
    "paid": ("prepaid", "BT-113"),
    "open": ("payable", "BT-115"),
}

#: Notes that French law puts on an invoice: penalties, compensation, discount.
LEGAL_NOTES = ("PMD", "PMT", "AAB")
