"""The names of files: letters, digits and hyphens alone, that every system takes."""

import re
import unicodedata
from functools import lru_cache

from latepay_core.claim.model import Claim


def slug(text: str, most: int = 40, *, keep_case: bool = False) -> str:
    """A text as part of a file's name, at most `most` signs, cut between two words where that keeps one whole.

    Capitals are kept where they tell, as in an invoice's number.

    >>> slug("Société Durand & Fils"), slug("L’Atelier des menuisiers réunis du Nord", 30)
    ('societe-durand-fils', 'l-atelier-des-menuisiers')
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "-")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain if keep_case else plain.lower()).strip("-")
    return words if len(words) <= most else words[: most + 1].rsplit("-", 1)[0][:most]


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What tells one name from another: neither capitals, accents, signs nor « & » for « et » make two of one.

    >>> name_key("Ets Morvan & Fils") == name_key("ETS. MORVAN ET FILS"), name_key("L’Été") == name_key("l'ete")
    (True, True)
    >>> name_key("Morvan Fils") == name_key("Morvan et Fils")
    False
    """
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " et ").replace(".", ""))
    return " ".join(
        "".join(sign if sign.isalnum() else " " for sign in text if not unicodedata.combining(sign)).split()
    )


def file_name(what: str, claim: Claim, ending: str) -> str:
    """The name of a file made of a claim: what it is, whom it is about, the day it stops at.

    >>> invoice = {"number": "F-118", "due_on": "2025-11-30", "amount": "100"}
    >>> file_name("decompte", Claim.model_validate({"as_of": "2026-03-15", "invoices": [invoice]}), "csv")
    'decompte-f-118-2026-03-15.csv'
    """
    other = claim.creditor if claim.side == "debtor" else claim.debtor
    said = other.name or claim.invoices[0].number
    return "-".join(filter(None, (what, slug(said), str(claim.as_of)))) + f".{ending}"
