"""What one invoice's own contract says: reckoned for it, told with it, and the claim's terms for the others."""

import json
from decimal import Decimal
from typing import Any

import pytest

from latepay_core import Claim, ClaimRefused, Statement, draw_up, read_claim
from latepay_core.instalments import plan_instalments, read_choice
from latepay_core.letters.writing import texts_of, write_letter
from latepay_core.wording import say

#: 10 000.00 due on 31 May 2026, as of 31 August: 30 days of the first half-year, 62 of the second.
ROW: dict[str, Any] = {"due_on": "2026-05-31", "amount": "10000.00"}
TWELVE = {"rate": {"basis": "fixed", "percent": "12"}}
EIGHT_FROZEN = {"rate": {"basis": "fixed", "percent": "8"}, "semester": "frozen"}
PARTIES = {"creditor": {"name": "A", "iban": "FR7630006000011234567890189"}, "debtor": {"name": "B"}}


def claim_of(*owned: dict[str, Any] | None, **more: Any) -> Claim:
    invoices = [{**ROW, "number": f"F-{at}", **({"terms": own} if own else {})} for at, own in enumerate(owned, 1)]
    return Claim.model_validate({"as_of": "2026-08-31", "invoices": invoices, **PARTIES, **more})


def drawn(*owned: dict[str, Any] | None, **more: Any) -> Statement:
    return draw_up(claim_of(*owned, **more))


def test_each_invoice_bears_its_own_rate_and_the_claim_s_where_it_has_none() -> None:
    # 12 %: 30 × 3.2877 = 98.63, 62 days 203.84; the law's 12.15 then 12.40 %: 99.86 + 210.63; 8 % for 92 days: 201.64
    found = drawn(None, {"rate": {"basis": "statutory"}}, EIGHT_FROZEN, terms=TWELVE)
    assert [each.interest for each in found.invoices] == [Decimal("302.47"), Decimal("310.49"), Decimal("201.64")]
    assert [[line.annual_rate_percent for line in each.lines] for each in found.invoices] == [
        [Decimal(12), Decimal(12)],
        [Decimal("12.15"), Decimal("12.40")],
        [Decimal(8)],
    ]
    # a day more: 3.2877 + 3.3973 + 2.1918
    assert found.totals.per_day == Decimal("8.88")


def test_years_and_the_order_of_payments_may_be_its_own() -> None:
    paid = [{"paid_on": "2024-03-31", "amount": "10000.00"}]
    row = {"due_on": "2024-01-31", "amount": "10000.00", "payments": paid}
    own = {"year": "actual", "allocation": "principal-first"}
    found = draw_up(
        Claim.model_validate(
            {"as_of": "2024-12-31", "terms": TWELVE, "invoices": [{"number": "F-1", **row, "terms": own}, row]}
        )
    )
    # 60 days of 366, all the principal paid: 196.72 and 40. Of 365: 197.26, paid first; 197.26 of principal stay for
    # 275 days: 91 days to 30 June 5.90, 184 days 11.93
    assert found.invoices[0].interest == Decimal("196.72")
    assert found.invoices[0].total_due == Decimal("236.72")
    assert [line.interest for line in found.invoices[1].lines] == [
        Decimal(each) for each in ("197.26", "5.90", "11.93")
    ]
    assert found.invoices[1].total_due == Decimal("255.09")


def test_each_clause_is_told_with_the_invoices_it_concerns() -> None:
    found = drawn(None, None, EIGHT_FROZEN, terms=TWELVE).conventions
    told = {name: (say(each.label).replace("\u00a0", " "), each.invoices) for name, each in found.items()}
    assert told["rate"] == ("autres factures, taux du contrat : 12,00 %", (0, 1))
    assert told["rate-2"] == ("facture F-3, taux du contrat : 8,00 %", (2,))
    assert told["semester-2"] == ("facture F-3, taux figé au début du retard", (2,))
    assert told["year"] == ("jours réels sur 365", ())


def test_what_all_invoices_say_is_told_once() -> None:
    own = drawn(TWELVE, TWELVE)
    assert dict(own.conventions) == dict(drawn(None, None, terms=TWELVE).conventions)
    assert own.rate_comparison == drawn(None, None, terms=TWELVE).rate_comparison
    assert own.totals == drawn(None, None, terms=TWELVE).totals


def test_many_invoices_of_one_clause_are_counted_after_the_tenth() -> None:
    found = drawn(None, *([EIGHT_FROZEN] * 40)).conventions["rate-2"]
    assert say(found.label).startswith(
        "factures F-2, F-3, F-4, F-5, F-6, F-7, F-8, F-9, F-10 et 31 autres, taux du contrat"
    )
    assert len(found.invoices) == 40


def test_a_clause_below_the_floor_is_warned_of_for_its_invoice() -> None:
    # three times 2.62 % is 7.86, three times 2.75 % is 8.25
    found = drawn(None, EIGHT_FROZEN)
    (warned,) = [each for each in found.warnings if each.code == "clause-below-floor"]
    assert (warned.invoice, warned.path) == (1, "invoices[1].terms.rate")
    assert "Le taux convenu pour la facture F-2 est inférieur" in say(warned.message)
    assert [half["floor"] for half in warned.figures["half_years"]] == ["8.25"]
    assert [row.invoices for row in found.rate_comparison] == [(1,)]
    assert say(found.rate_comparison[0].sentence).startswith("Facture F-2, 1er\u00a0semestre\u00a02026")


@pytest.mark.parametrize("key", ["rounding", "capitalise_from", "surplus", "supplied_rates"])
def test_what_holds_for_the_whole_account_is_refused_in_a_sentence(key: str) -> None:
    values: dict[str, Any] = {"rounding": "total", "capitalise_from": "2026-01-01", "surplus": "oldest"}
    own = {key: values.get(key, [])}
    with pytest.raises(ClaimRefused) as refused:
        read_claim(json.dumps({"invoices": [{**ROW, "terms": own}]}))
    (only,) = refused.value.refusals
    assert only.code == f"terms-of-the-whole-{key}"
    assert only.path == "invoices[0].terms"
    assert f"(terms.{key})" in say(only.message)
    assert "pas dans celles d’une facture" in say(only.message)


@pytest.mark.parametrize(
    ("parties", "own", "code"),
    [
        ({"debtor": {"kind": "public-body"}}, TWELVE, "public-rate-is-fixed"),
        ({"debtor": {"kind": "consumer"}}, TWELVE, "civil-rate-clause"),
        ({"debtor": {"kind": "consumer"}}, {"semester": "frozen"}, "civil-rate-is-revised"),
    ],
)
def test_a_clause_that_the_regime_does_not_apply_is_refused_for_an_invoice_too(
    parties: dict[str, Any], own: dict[str, Any], code: str
) -> None:
    with pytest.raises(ClaimRefused) as refused:
        drawn(None, own, **parties)
    key = next(iter(own))
    assert [(each.code, each.path) for each in refused.value.refusals] == [(code, f"invoices[1].terms.{key}")]


def test_letters_say_each_rate_with_its_invoices() -> None:
    claim = claim_of(None, EIGHT_FROZEN)
    request = "\n".join(texts_of(write_letter("payment-order-request", claim).document)).replace("\u00a0", " ")
    asked = (
        "pour la facture F-1, au taux de la loi, celui de la Banque centrale européenne majoré de 10 points, "
        "soit 12,40 % l’an au 2e semestre 2026, revu chaque semestre\u202f; pour la facture F-2, au taux de 8,00 % l’an"
    )
    assert request.count(asked) == 2
    assert "Facture F-2, taux du contrat : 8,00 %" in request
    assert "Contrat" in request or "contrat" in request


def test_a_plan_and_its_deed_say_each_order_of_payment() -> None:
    claim = claim_of(None, {"allocation": "principal-first"})
    chosen = {"number": 2, "first_on": "2026-09-30", "interest": "continues"}
    notes = [say(each).replace("\u00a0", " ") for each in plan_instalments(claim, read_choice(chosen)).notes]
    assert "Facture F-1, paiements imputés d’abord sur les intérêts." in notes
    assert "Facture F-2, paiements imputés d’abord sur le principal." in notes
    letter = {"instalments": {"count": 2, "first_on": "2026-09-30", "interest": "continues"}}
    deed = "\n".join(
        texts_of(
            write_letter(
                "instalment-agreement", claim_of(None, {"allocation": "principal-first"}, letter=letter)
            ).document
        )
    )
    assert "pour la facture F-1, d’abord les pénalités de retard alors dues, puis le principal" in deed
    assert "pour la facture F-2, d’abord le principal, puis les pénalités de retard alors dues" in deed


def test_a_payment_of_the_exact_amount_is_read_by_the_invoice_s_own_order() -> None:
    # the invoice whose contract puts the principal first is settled by it: nothing to ask
    paid = {"payments": [{"paid_on": "2026-07-31", "amount": "10000.00"}]}
    invoices = [
        {**ROW, **paid, "number": "F-1"},
        {**ROW, **paid, "number": "F-2", "terms": {"allocation": "principal-first"}},
    ]
    found = draw_up(Claim.model_validate({"as_of": "2026-08-31", "invoices": invoices}))
    asked = [each for each in found.warnings if each.code == "payment-of-exact-amount"]
    assert [each.invoice for each in asked] == [0]
    assert asked[0].figures["principal_first"] == format(found.invoices[1].total_due, "f")


def test_the_language_asked_for_is_kept_and_changes_no_figure() -> None:
    asked = claim_of(None, language="en")
    assert asked.model_dump(mode="json")["language"] == "en"
    answer = draw_up(asked)
    assert answer.language == "en"
    assert answer.model_copy(update={"language": "fr"}) == drawn(None)
