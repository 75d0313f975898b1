"""To whom the page speaks: one who is owed money or one who is asked for it, about an invoice or about a private debt.

The form changes its words at once, before Python answers: each piece of text that differs carries its other wordings,
and `calculator/browser/addressing.mjs` puts the right one in its place. What Python renders is worded here.
"""

from typing import NamedTuple

from markupsafe import Markup

from latepay_core import Claim


class Reader(NamedTuple):
    """Whom a text speaks to: the debtor or the creditor; `private`, where the creditor is a private person."""

    debtor: bool = False
    private: bool = False

    def pick(self, base: str, debtor: str = "", private: str = "", both: str = "") -> str:
        """The wording for this reader: the most precise one there is.

        >>> Reader(private=True).pick("facture", private="créance"), Reader(debtor=True).pick("facture", "dette")
        ('créance', 'dette')
        """
        if self.debtor and self.private:
            return both or debtor or private or base
        return (debtor if self.debtor else private if self.private else "") or base


def reader_of(claim: Claim) -> Reader:
    """Whose file a claim is."""
    return Reader(claim.side == "debtor", claim.creditor.kind == "individual")


def wordings(base: str, debtor: str = "", private: str = "", both: str = "") -> Markup:
    """The attributes of an element whose text depends on whom the page speaks to."""
    others = {key: said for key, said in (("debtor", debtor), ("private", private), ("both", both)) if said}
    found = {"base": base, **others} if others else {}
    return Markup(" ").join(Markup('data-say-{}="{}"').format(key, said) for key, said in found.items())


def either(base: str, debtor: str = "", private: str = "", both: str = "") -> Markup:
    """A piece of text with its other wordings; as it is rendered, it speaks to a business that is owed money."""
    return Markup("<span {}>{}</span>").format(wordings(base, debtor, private, both), base)
