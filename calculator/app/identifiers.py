"""What stands beside the numbers of a party: what was understood, or why a letter should not carry them so.

They are never errors: the reckoning does not need them, and what was typed stays as it was typed.
"""

from calculator.app.countries import country_name
from calculator.app.entries import Form
from calculator.app.wording import say, shown, told
from latepay_core.claim.countries import FRENCH
from latepay_core.claim.typed import Company, Unread, bic_typed, company_typed, country_of_vat, iban_typed
from latepay_core.claim.typed.identifiers import account_shown, grouped, siren_of_vat

#: A party's numbers that can be checked.
IDENTIFIERS = ("siren", "vat_number", "iban", "bic")


def note_identifiers(form: Form, party: str) -> None:
    """Marks the numbers of the creditor or of the debtor."""
    for key in IDENTIFIERS:
        said = form.typed(f"{party}-{key}")
        if said:
            mark = form.mark(f"{party}-{key}")
            mark.echo, mark.warning = looked_at(form, party, key, said)


def looked_at(form: Form, party: str, key: str, said: str) -> tuple[str, str]:
    """What a number was understood as, and what is wrong with it; both empty where there is nothing to say."""
    abroad = party == "debtor" and form.typed("debtor-country") not in {"", *FRENCH}
    match key:
        case "siren":
            return ("", "") if abroad else _company(company_typed(said))
        case "vat_number":
            return "", _vat(form, party, said)
        case "iban":
            account = iban_typed(said)
            return ("", shown(account.message)) if isinstance(account, Unread) else (account_shown(account), "")
        case _:
            bank = bic_typed(said)
            return ("", shown(bank.message)) if isinstance(bank, Unread) else ("", "")


def _company(found: Company | Unread) -> tuple[str, str]:
    if isinstance(found, Unread):
        return "", shown(found.message)
    key = "siret-understood" if found.siret else "siren-understood"
    return say(f"field.{key}", siren=grouped(found.siren)), ""


def _vat(form: Form, party: str, said: str) -> str:
    country = country_of_vat(said)
    if isinstance(country, Unread):
        return shown(country.message)
    if country != "FR":
        unsaid = party == "debtor" and not form.typed("debtor-country")
        return told(form.reader, "field.vat-abroad", country=country_name(country)) if unsaid else ""
    company = company_typed(form.typed(f"{party}-siren"))
    if isinstance(company, Company) and company.siren != siren_of_vat(said):
        return say("field.vat-other-siren", siren=grouped(company.siren))
    return ""
