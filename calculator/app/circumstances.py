"""What the routes depend on and the amounts do not: where the debtor is, who both sides are, what was tried."""

from typing import Any

from calculator.app import reading
from calculator.app.entries import Form

PATH = "situation"


def read_circumstances(form: Form) -> None:
    """Reads the answers that were given into the claim's situation; what is not answered stays unknown."""
    data: dict[str, Any] = {}
    _country(form, data)
    for key in ("debtor_place", "public_buyer"):
        reading.choice(form, data, key, f"situation-{key}", PATH)
    reading.text(form, data, "court_town", "situation-court_town", PATH)
    for key in ("both_traders", "housing_or_consumer_credit", "amicable_attempt"):
        reading.yes_no(form, data, key, f"situation-{key}", PATH)
    for key in ("bodacc_published_on", "principal_paid_on"):
        reading.day(form, data, key, f"situation-{key}", PATH)
    if claimant := _claimant(form):
        data["claimant"] = claimant
    if data:
        form.data[PATH] = data


def _country(form: Form, situation: dict[str, Any]) -> None:
    """A file says the debtor's country in either of two places, or in both: it goes back where it was."""
    debtor = form.data["debtor"]
    reading.choice(form, debtor, "country", "debtor-country", "debtor")
    said_in = form.typed("debtor-country_in")
    if said_in and (country := debtor.get("country")):
        situation["debtor_country"] = country
        form.field_of_path["situation.debtor_country"] = "debtor-country"
        if said_in == "situation":
            del debtor["country"]


def _claimant(form: Form) -> dict[str, Any]:
    data: dict[str, Any] = {}
    path = f"{PATH}.claimant"
    if form.typed("situation-claimant-kind") == "person":
        data["kind"] = "person"
    reading.whole(form, data, "employees", "situation-claimant-employees", path, fault="count")
    for key in ("turnover", "profit", "income"):
        reading.figure(form, data, key, f"situation-claimant-{key}", path)
    return data
