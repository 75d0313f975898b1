"""What `verify` says of a page: nothing against our own, and never yes to one that asks for another sum or account."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from latepay_core import Claim
from latepay_core.documents import pdf
from latepay_core.documents.document import Block, Document, Heading, ItemList, Paragraph, PaymentBox, Run, Runs, Table
from latepay_core.letters.catalogue import catalogue, entry_of
from latepay_core.letters.writing import Letter, letters_for, write_letter
from latepay_core.outputs.account import account_of
from latepay_core.outputs.attachments import attachments_of
from latepay_core.outputs.court_file import court_file
from latepay_core.outputs.letter_files import letter_file
from latepay_core.outputs.page import other_accounts
from latepay_core.outputs.verify import Outcome, Verification, verify
from tests.support.claims import REGIMES, SITUATIONS, claim_for

IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "DE89 3704 0044 0532 0130 00"  # the example of ISO 13616
#: 40 invoices, some with payments and credit notes: the tables run over several pages.
FORTY = Claim.model_validate(
    {
        "as_of": "2026-03-15",
        "creditor": {"name": "Atelier Martin", "iban": IBAN},
        "debtor": {"name": "Société Durand"},
        "invoices": [
            {
                "number": f"FA-2025-{number:04}",
                "issued_on": "2025-05-31",
                "due_on": "2025-06-30",
                "amount": f"{1000 + 100 * number}.37",
                "payments": [{"paid_on": "2025-09-10", "amount": "50.00"}] if number % 3 == 0 else [],
                "credit_notes": [{"issued_on": "2025-07-10", "amount": "30.00"}] if number % 7 == 0 else [],
            }
            for number in range(1, 41)
        ],
    }
)


@cache
def ours(kind: str) -> tuple[Letter, ...]:
    """The letter of a kind for each claim that calls for it, one invoice or three; those that carry a statement."""
    entry = entry_of(kind)
    assert entry is not None
    found = []
    for regime in REGIMES:
        for situation in SITUATIONS:
            for invoices in (1, 3):
                claim = claim_for(regime, situation, invoices=invoices)
                if any(each.kind == kind and each.available for each in letters_for(claim)):
                    found.append(write_letter(kind, claim, language=entry.languages[-1]))
    return tuple(each for each in found if each.annexed)


def altered(letter: Letter, change: Callable[[str], str], *, only: str = "") -> bytes:
    """The letter with its text changed and its files left alone; `only` in the subject, in tables or in the rest."""

    def runs(given: Runs) -> Runs:
        return tuple(replace(each, text=change(each.text)) for each in given)

    def block(each: Block) -> Block:
        if only and only != _place(each):
            return each
        match each:
            case Paragraph() | Heading():
                return replace(each, runs=runs(each.runs))
            case ItemList():
                return replace(each, items=tuple(map(runs, each.items)))
            case Table():
                return replace(each, rows=tuple(tuple(map(change, row)) for row in each.rows))
            case PaymentBox():
                rows = tuple((label, change(value), strong) for label, value, strong in each.rows)
                return replace(each, amount=change(each.amount), day=change(each.day), rows=rows)
        return each

    document = replace(letter.document, blocks=tuple(map(block, letter.document.blocks)))
    return rendered(letter, document)


def _place(block: Block) -> str:
    if isinstance(block, Table):
        return "table"
    return "subject" if isinstance(block, Paragraph) and block.role == "subject" else "rest"


def rendered(letter: Letter, document: Document) -> bytes:
    return pdf.render(document, created=letter.written_on, attachments=attachments_of(letter.claim, letter.statement))


def first(old: str, new: str) -> Callable[[str], str]:
    """Puts something in the place of the first occurrence alone."""
    done: list[str] = []

    def change(text: str) -> str:
        if done or old not in text:
            return text
        done.append(text)
        return text.replace(old, new, 1)

    return change


@pytest.fixture(scope="module")
def letter() -> Letter:
    """10 000 € due on 30 November 2025: 105 days at 12,15 %, 349,52 € and 40 € (the README's example)."""
    invoice = {"number": "F-2025-118", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}
    claim = {
        "as_of": "2026-03-15",
        "creditor": {"name": "Atelier Martin", "iban": IBAN},
        "debtor": {"name": "Société Durand"},
        "invoices": [invoice],
    }
    return write_letter("formal-notice", Claim.model_validate(claim))


def paths(found: Verification) -> set[str]:
    assert found.outcome is Outcome.DIFFERS
    assert found.message.startswith("Le calcul joint se retrouve, mais la page dit autre chose")
    return {each.path for each in found.differences}


# ---------------------------------------------------------------- our own


@pytest.mark.parametrize("kind", [entry.kind for entry in catalogue()])
def test_nothing_is_held_against_a_letter_of_ours(kind: str) -> None:
    for each in ours(kind)[:2] + ours(kind)[-2:]:
        found = verify(letter_file(each, "pdf"))
        assert (found.outcome, found.differences) == (Outcome.AGREES, ()), (each.language, each.statement.regime)
        assert "ne viennent pas du décompte" not in "".join(found.remarks)


def _invoice(number: str, amount: str, **more: object) -> dict[str, object]:
    return {"number": number, "issued_on": "2025-10-05", "due_on": "2025-11-04", "amount": amount, **more}


OVERPAID = [{"paid_on": "2026-02-10", "amount": "1500.00"}]
PARTS = [{"due_on": "2025-11-04", "amount": "1000.00"}, {"due_on": "2025-12-04", "amount": "2000.00"}]
#: What came in, where it is more than the invoice, or for several of them, or for an invoice in instalments.
CAME_IN: dict[str, dict[str, object]] = {
    "in excess of an invoice": {"invoices": [_invoice("A", "1080.00", payments=OVERPAID), _invoice("B", "3000.00")]},
    "in excess, set off": {
        "terms": {"surplus": "oldest"},
        "invoices": [_invoice("A", "1080.00", payments=OVERPAID), _invoice("B", "3000.00")],
    },
    "in excess of two": {
        "invoices": [
            _invoice("A", "1080.00", payments=OVERPAID),
            _invoice("B", "3000.00", payments=[{"paid_on": "2026-03-10", "amount": "4000.00"}]),
            _invoice("C", "2222.00"),
        ]
    },
    "in excess of all": {
        "invoices": [_invoice("A", "1080.00"), _invoice("B", "900.00", due_on="2026-12-20", issued_on="2026-11-20")],
        "payments": [{"paid_on": "2026-02-10", "amount": "7500.00"}],
    },
    "a credit note in excess": {
        "invoices": [
            _invoice(
                "A",
                "1080.00",
                payments=[{"paid_on": "2025-12-10", "amount": "1000.00"}],
                credit_notes=[{"number": "AV", "issued_on": "2026-01-10", "amount": "500.00"}],
            ),
            _invoice("B", "3000.00"),
        ]
    },
    "for an invoice in instalments": {
        "invoices": [
            {
                "number": "A",
                "issued_on": "2025-10-05",
                "amount": "3000.00",
                "instalments": PARTS,
                "payments": [{"paid_on": "2026-01-05", "amount": "1500.00"}],
            },
            _invoice("B", "500.00"),
        ]
    },
}


@pytest.mark.parametrize("given", CAME_IN)
def test_nothing_is_held_against_a_statement_with_what_came_in(given: str) -> None:
    """An excess kept made « Reçu » a sum from nowhere; a payment of an invoice in instalments was not attached."""
    parties = {"creditor": {"name": "Atelier Martin"}, "debtor": {"name": "Société Durand"}}
    claim = Claim.model_validate({"as_of": "2026-11-29", **parties, **CAME_IN[given]})
    account = account_of(claim)
    files = attachments_of(account.claim, account.statement)
    contents = [pdf.render(account.document, created=account.statement.as_of, attachments=files)]
    if any(each.kind == "formal-notice" and each.available for each in letters_for(claim)):
        contents.append(letter_file(write_letter("formal-notice", claim), "pdf"))
    for content in contents:
        found = verify(content)
        assert (found.outcome, found.differences) == (Outcome.AGREES, ())
        assert "ne viennent pas du décompte" not in "".join(found.remarks)


def test_some_letters_carry_a_statement() -> None:
    assert sum(bool(ours(entry.kind)) for entry in catalogue()) > 8


def test_forty_invoices_bring_up_no_sum_from_nowhere() -> None:
    """« 184 » days beside « 628,84 € » is no 184 628,84 €."""
    found = verify(letter_file(write_letter("formal-notice", FORTY), "pdf"))
    assert (found.outcome, found.differences) == (Outcome.AGREES, ())
    assert [each[:14] for each in found.remarks] == ["Ce qui a été v", "Ce qui ne l’a "]


@pytest.fixture(scope="module")
def offer() -> Letter:
    """Two invoices in three payments: the plan is typed for the letter, and goes along with the claim."""
    claim = FORTY.model_dump(exclude_unset=True) | {"letter": {"instalments": {"count": 3, "first_on": "2026-04-05"}}}
    claim["invoices"] = claim["invoices"][:2]
    return write_letter("instalment-offer", Claim.model_validate(claim))


def test_the_sums_of_a_plan_are_reckoned_again(offer: Letter) -> None:
    found = verify(letter_file(offer, "pdf"))
    assert found.outcome is Outcome.AGREES
    assert "ne viennent pas du décompte" not in "".join(found.remarks)


def test_another_sum_in_a_plan_is_found(offer: Letter) -> None:
    table = next(each for each in offer.document.blocks if isinstance(each, Table) and each.header[0] == "N°")
    assert "text" in paths(verify(altered(offer, first(table.rows[0][-2], "9\u202f009,59"), only="table")))


def shared_payment() -> Claim:
    """500,00 EUR paid for both invoices settle the first, 200,00 and its lateness, and part of the second."""
    invoices = [
        {"number": "F-1", "issued_on": "2025-05-31", "due_on": "2025-06-30", "amount": "200.00"},
        {"number": "F-2", "issued_on": "2025-05-31", "due_on": "2025-07-15", "amount": "1000.00"},
        {"number": "F-3", "issued_on": "2026-03-01", "due_on": "2026-04-30", "amount": "77.00"},
    ]
    parties = {"creditor": {"name": "Atelier Martin", "iban": IBAN}, "debtor": {"name": "Société Durand"}}
    paid = [{"paid_on": "2025-09-10", "amount": "500.00"}, {"paid_on": "2025-10-10", "amount": "60.00"}]
    return Claim.model_validate({"as_of": "2026-03-15", **parties, "invoices": invoices, "payments": paid})


def test_a_payment_for_several_invoices_is_known_as_it_came_in() -> None:
    """The letter leaves F-3 out, not yet due: the claim attached to it holds the parts of the payment alone."""
    letter = write_letter("formal-notice", shared_payment())
    assert len(letter.claim.invoices) == 2
    found = verify(letter_file(letter, "pdf"))
    assert found.outcome is Outcome.AGREES
    assert "ne viennent pas du décompte" not in "".join(found.remarks)


@pytest.mark.parametrize("invoice", [-9, 9])
def test_a_payment_whose_parts_are_nowhere_explains_nothing(invoice: int) -> None:
    # a notice would tell what came in on a day, whatever the parts
    letter = write_letter("hand-over", shared_payment())
    payment, other = letter.statement.allocated_payments
    shares = tuple(each.model_copy(update={"invoice": invoice}) for each in payment.shares)
    statement = letter.statement.model_copy(
        update={"allocated_payments": (payment.model_copy(update={"shares": shares}), other)}
    )
    found = verify(rendered(replace(letter, statement=statement), letter.document))
    assert "500,00\u00a0€" in found.remarks[0]


#: Two invoices paid in part on the 70th day of their delay, at 12,15 %: the interest of both is settled first.
#: 1 000 × 12,15 % × 70 / 365 = 23,30 and 2 000 × 12,15 % × 70 / 365 = 46,60: 69,90 in all.
SETTLED = Claim.model_validate(
    {
        "as_of": "2026-03-15",
        "creditor": {"name": "Atelier Martin", "iban": IBAN},
        "debtor": {"name": "Société Durand"},
        "situation": {"both_traders": True},
        "invoices": [
            {
                "number": number,
                "issued_on": "2025-05-31",
                "due_on": "2025-06-30",
                "amount": amount,
                "payments": [{"paid_on": "2025-09-08", "amount": "500.00"}],
            }
            for number, amount in (("F-1", "1000.00"), ("F-2", "2000.00"))
        ],
    }
)


def test_the_interest_that_payments_settled_is_a_sum_of_the_statement() -> None:
    """The court file's statement is no letter to write again: its sums come from the reckoning alone."""
    with ZipFile(BytesIO(court_file(SETTLED))) as archive:
        content = archive.read("a-deposer/2-decompte.pdf")
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert "69,90 € sont déjà payés" in re.sub(r"\s+", " ", printed)
    found = verify(content)
    assert found.outcome is Outcome.AGREES
    assert "ne viennent pas du décompte" not in "".join(found.remarks)


def test_another_sum_in_the_place_of_the_interest_settled_is_found() -> None:
    letter = write_letter("formal-notice", SETTLED)
    assert "text" in paths(
        verify(altered(letter, first("69,90\u00a0€ sont déjà payés", "96,90\u00a0€ sont déjà payés")))
    )


# ---------------------------------------------------------------- another sum


def test_a_subject_that_demands_another_sum_gets_no_yes(letter: Letter) -> None:
    content = altered(letter, first("10\u202f389,52", "9\u202f009,59"), only="subject")
    found = verify(content)
    assert "subject" in paths(found)
    (said,) = (each.message for each in found.differences if each.path == "subject")
    assert said == "l’objet de la lettre écrit 9\u202f009,59\u00a0€\u202f; le calcul refait donne 10\u202f389,52\u00a0€"


def test_a_subject_that_demands_another_sum_of_the_statement_gets_no_yes(letter: Letter) -> None:
    content = altered(letter, first("10\u202f389,52", "10\u202f000,00"), only="subject")
    assert paths(verify(content)) == {"subject"}


def test_a_subject_is_read_whatever_the_letter_calls_itself(letter: Letter) -> None:
    """The title tells which letter to write again; a file that gives itself another one gains nothing by it."""
    for title in ("Facture", "Saisine du préfet", "Requête en injonction de payer"):
        renamed = replace(letter, document=replace(letter.document, title=title))
        content = altered(renamed, first("10\u202f389,52", "9\u202f009,59"), only="subject")
        assert "subject" in paths(verify(content))


@pytest.mark.parametrize(
    ("only", "old", "new"),
    [
        ("rest", "10\u202f389,52", "11\u202f389,52"),
        ("rest", "10\u202f389,52\u00a0€", "11389.52 EUR"),
        ("rest", "349,52", "1\u202f349,52"),
        ("rest", "3,33", "13,33"),
        ("table", "10\u202f389,52", "11\u202f389,52"),
        ("table", "10\u202f000,00", "12\u202f000,00"),
        ("table", "349,52", "1\u202f349,52"),
        ("table", "349,52", "1349.52 EUR"),
        ("table", "40,00", "140,00"),
    ],
)
def test_a_sum_put_in_the_place_of_another_is_found_wherever_it_stands(
    only: str, old: str, new: str, letter: Letter
) -> None:
    assert "text" in paths(verify(altered(letter, first(old, new), only=only)))


def test_one_cell_among_forty_invoices_is_found() -> None:
    drawn = write_letter("formal-notice", FORTY)
    total = f"{drawn.statement.invoices[20].total_due:,.2f}".replace(",", "\u202f").replace(".", ",")
    content = altered(drawn, first(total, "9\u202f009,59"), only="table")
    assert paths(verify(content)) == {"text"}


def test_another_rate_is_found(letter: Letter) -> None:
    assert paths(verify(altered(letter, first("12,15", "22,15"), only="table"))) == {"rates"}


def test_what_is_taken_away_alone_is_no_fault(letter: Letter) -> None:
    """A user may leave a paragraph out of a letter."""
    blocks = [each for each in letter.document.blocks if not (isinstance(each, Paragraph) and each.key == "demand")]
    found = verify(rendered(letter, replace(letter.document, blocks=tuple(blocks))))
    assert (found.outcome, found.differences) == (Outcome.AGREES, ())


def test_what_is_added_alone_is_listed(letter: Letter) -> None:
    blocks = (*letter.document.blocks, Paragraph((Run("Vous aviez promis 500,00\u00a0€."),)))
    found = verify(rendered(letter, replace(letter.document, blocks=blocks)))
    assert found.outcome is Outcome.AGREES
    assert "vérifiez-les" in found.message
    assert "500,00\u00a0€" in found.remarks[0]


# ---------------------------------------------------------------- another account


@pytest.mark.parametrize("account", [OTHER_IBAN, "FR76 3000 6000 0112 3456 7890 188", OTHER_IBAN.replace(" ", "")])
def test_another_account_is_found(account: str, letter: Letter) -> None:
    """The fraud that is met most: the right sum, and an account that is not the creditor's, well formed or not."""

    def change(text: str) -> str:
        return re.sub(r"FR76[ \u00a0\u202f\d]{20,30}", account, text)

    found = verify(altered(letter, change))
    assert paths(found) == {"iban"}
    (difference,) = found.differences
    assert (difference.redone, difference.attached) == (IBAN, account.replace(" ", ""))
    assert "Appelez votre créancier" in difference.message


def test_an_account_slipped_in_beside_the_right_one_is_found(letter: Letter) -> None:
    blocks = (*letter.document.blocks, Paragraph((Run(f"Nouveau compte\u00a0: {OTHER_IBAN}."),)))
    assert paths(verify(rendered(letter, replace(letter.document, blocks=blocks)))) == {"iban"}


def test_other_long_numbers_are_no_accounts() -> None:
    text = "SIREN 732 829 320, FR44732829320, CL-9, F-2025-118 et 39 autres, IBAN : …………, RF18 5390 0754 7034"
    assert other_accounts(text, IBAN) == []


def test_what_was_checked_and_what_was_not_is_said(letter: Letter) -> None:
    checked, unchecked = verify(letter_file(letter, "pdf")).remarks
    assert all(each in checked for each in ("chaque somme, chaque jour et chaque taux", "celle de l’objet", "l’IBAN"))
    assert all(each in unchecked for each in ("les factures", "le reste du texte", "le code QR", "par-dessus la page"))


# ---------------------------------------------------------------- what a letter names without asking for it


def company(**more: object) -> Claim:
    """A company with its capital on its letters: 4 800 EUR due on 30 July 2026, counted on 30 November."""
    details: dict[str, object] = {
        "creditor_identity": {"legal_form": "SARL", "share_capital": "10000.00"},
        "more_time": {"granted_until": "2026-12-18"},
        "received": {"amount": "9000.00", "dated": "2026-11-20"},
    }
    invoice = {"number": "F-118", "issued_on": "2026-06-30", "due_on": "2026-07-30", "amount": "4800.00"}
    data: dict[str, object] = {"as_of": "2026-11-30", "invoices": [invoice], "letter": details}
    return Claim.model_validate(data | more)


@pytest.mark.parametrize("kind", ["formal-notice", "payment-order-request", "claim-reply", "more-time-granted"])
def test_a_capital_a_claimed_sum_and_a_later_total_come_from_somewhere(kind: str) -> None:
    """10 000 EUR of capital, 9 000 EUR claimed by the other side; 4 800 EUR at 12,40 % owe 5 069,93 EUR on 18 December.

    141 days from 31 July to 18 December make 229,93 EUR, and 40 EUR of compensation.
    """
    found = verify(letter_file(write_letter(kind, company()), "pdf"))
    assert found.outcome == Outcome.AGREES
    assert "ne viennent pas du décompte" not in "".join(found.remarks)
    assert "la page porte aussi" not in found.message
    cited = [each for each in found.remarks if "cite sans les réclamer" in each]
    assert [("10\u202f000,00\u00a0€" in each or "9\u202f000,00\u00a0€" in each) for each in cited] == [True] * len(
        cited
    )
    assert cited


def test_the_total_changed_into_the_capital_is_found() -> None:
    """A sum is set aside by the words around it, not by its value."""
    given = write_letter("formal-notice", company())
    forged = altered(given, first("5\u202f040,57", "10\u202f000,00"))
    assert verify(forged).outcome == Outcome.DIFFERS


def test_what_a_payment_did_for_other_invoices_is_not_held_against_the_letter() -> None:
    """2 000 EUR: 1 012,69 EUR go to the older invoice (penalties first), the rest to one that alone is still unpaid."""
    invoices = [
        {"number": "F-1", "issued_on": "2026-03-01", "due_on": "2026-03-31", "amount": "1000.00"},
        {"number": "F-2", "issued_on": "2026-04-01", "due_on": "2026-04-30", "amount": "3000.00"},
    ]
    claim = company(invoices=invoices, payments=[{"paid_on": "2026-05-31", "amount": "2000.00"}])
    found = verify(letter_file(write_letter("call-confirmation", claim), "pdf"))
    assert "ne viennent pas du décompte" not in "".join(found.remarks)


def test_what_was_paid_too_much_on_another_invoice_is_named_as_unchecked() -> None:
    invoices = [
        {"number": "F-1", "due_on": "2026-03-31", "amount": "1000.00"},
        {"number": "F-2", "issued_on": "2026-04-01", "due_on": "2026-04-30", "amount": "3000.00"},
    ]
    paid = [{"paid_on": "2026-03-31", "amount": "1516.59", "invoice": "F-1"}]
    found = verify(letter_file(write_letter("payment-order-request", company(invoices=invoices, payments=paid)), "pdf"))
    assert found.outcome == Outcome.AGREES
    assert "ne viennent pas du décompte" not in "".join(found.remarks)
    assert any("516,59\u00a0€" in each for each in found.remarks if "cite sans les réclamer" in each)


def test_the_page_that_was_altered_is_named(letter: Letter) -> None:
    """The subject stands on page 1; the account's table, on page 2: each page is named by its own alteration."""
    on_the_first = verify(altered(letter, lambda text: text.replace(IBAN[:4], "DE89"), only="rest"))
    assert [each.path for each in on_the_first.differences] == ["iban"]
    demanded = verify(altered(letter, first("10\u202f389,52", "19\u202f389,52"), only="rest"))
    assert any("la page 1 écrit 19\u202f389,52" in each.message for each in demanded.differences)
    annexed = verify(altered(letter, lambda text: text.replace("349,52", "749,52"), only="table"))
    said = " ".join(each.message for each in annexed.differences)
    assert re.search(r"(?:la page 2|chacune des pages 1, 2) écrit 749,52", said)


def test_a_day_put_in_the_place_of_another_in_a_table_is_named(letter: Letter) -> None:
    said = verify(altered(letter, lambda text: text.replace("30/11/2025", "30/10/2025"), only="table"))
    assert said.outcome is Outcome.DIFFERS
    (day,) = (each for each in said.differences if each.path == "days")
    assert (day.redone, day.attached) == ("30/11/2025", "30/10/2025")
    assert "chacune des pages" in day.message or "la page" in day.message


def test_a_last_day_whose_weekday_is_another_is_named(letter: Letter) -> None:
    box = next(each for each in letter.document.blocks if isinstance(each, PaymentBox))
    weekday = box.day.removeprefix("au plus tard le ").split()[0]
    said = verify(altered(letter, lambda text: text.replace(weekday, "dimanche")))
    (day,) = (each for each in said.differences if each.path == "last-day")
    assert day.attached.startswith("dimanche ")


@pytest.mark.parametrize("emptied", [False, True], ids=["taken out", "without its text"])
def test_a_page_that_is_not_there_or_has_lost_its_text_is_named(emptied: bool) -> None:
    whole = PdfReader(BytesIO(letter_file(write_letter("formal-notice", FORTY), "pdf")))
    count = len(whole.pages)
    writer = PdfWriter(clone_from=whole)
    if emptied:
        writer.pages[1][NameObject("/Contents")] = writer._add_object(DecodedStreamObject())
    else:
        writer.remove_page(1)
    saved = BytesIO()
    writer.write(saved)
    said = verify(saved.getvalue())
    assert said.outcome is Outcome.DIFFERS
    (page,) = (each for each in said.differences if each.path == "pages")
    assert (page.attached, page.redone) == ("2", str(count))
    assert page.message.startswith(f"la page 2, sur {count}, ne se lit pas")
