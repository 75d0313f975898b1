"""What a notice tells of the case, in order; one sum and one day, or interest up to the day of payment."""

import email
from datetime import timedelta
from email.policy import default

import pytest

from latepay_core.documents.document import PaymentBox
from latepay_core.letters.writing import Letter, write_letter
from latepay_core.outputs.letter_files import letter_file
from latepay_core.wording.french import plain
from tests.support.said import INVOICE, between_businesses, body

EVENTS = [
    {"on": "2026-06-03", "kind": "reminder"},
    {"on": "2026-06-12", "kind": "promise", "expected_on": "2026-06-20"},
    {"on": "2026-07-06", "kind": "dispute"},
    {"on": "2026-07-20", "kind": "dispute-settled"},
    {"on": "2026-08-03", "kind": "reminder"},
]
PAID = [INVOICE | {"payments": [{"paid_on": "2026-06-25", "amount": "1000.00"}]}]


def test_the_story_is_told_in_order_each_thing_with_its_day() -> None:
    text = body(write_letter("formal-notice", between_businesses(events=EVENTS, invoices=PAID)))
    told = [
        "Le 3 juin 2026, nous vous avons adressé une relance.",
        "Le 12 juin 2026, vous nous avez annoncé un paiement au plus tard le 20 juin 2026 ; il n'est pas arrivé.",
        "Le 25 juin 2026, nous avons reçu 1 000,00 €.",
        "Le 6 juillet 2026, vous avez contesté cette dette.",
        "Le 20 juillet 2026, cette contestation a pris fin.",
        "Le 3 août 2026, nous vous avons adressé une relance.",
    ]
    assert " ".join(told) in text
    assert text.index(told[-1]) < text.index("vaut mise en demeure")
    assert "Malgré" not in text


TALKS = [
    {"on": "2026-06-03", "kind": "reminder"},
    {"on": "2026-06-10", "kind": "reminder"},
    {"on": "2026-06-12", "kind": "call"},
    {"on": "2026-06-12", "kind": "promise", "expected_on": "2026-06-20"},
]


def test_what_was_done_twice_in_a_row_is_said_once_and_a_day_just_named_is_not_named_again() -> None:
    claim = between_businesses(events=TALKS)
    assert (
        "Le 3 juin 2026 et le 10 juin 2026, nous vous avons adressé une relance. Le 12 juin 2026, nous vous avons "
        "appelé. Le même jour, vous nous avez annoncé un paiement au plus tard le 20 juin 2026 ; il n'est pas arrivé."
    ) in body(write_letter("formal-notice", claim))
    assert (
        "On 3 June 2026 and on 10 June 2026 we sent you a reminder. On 12 June 2026 we telephoned you. On the same "
        "day you announced a payment by 20 June 2026; it has not arrived."
    ) in body(write_letter("formal-notice", claim, language="en"))


def test_our_own_letters_alone_are_recalled_in_one_sentence_in_order() -> None:
    events = [{"on": "2026-06-10", "kind": "reminder"}, {"on": "2026-06-03", "kind": "call"}]
    text = body(write_letter("formal-notice", between_businesses(events=events)))
    assert "Malgré notre appel du 3 juin 2026 et notre relance du 10 juin 2026, la facture" in text


def test_many_payments_are_told_together() -> None:
    days = ("2026-06-10", "2026-06-20", "2026-06-30", "2026-07-10")
    payments = [{"paid_on": day, "amount": "100.00"} for day in days]
    text = body(write_letter("formal-notice", between_businesses(invoices=[INVOICE | {"payments": payments}])))
    assert "Entre le 10 juin 2026 et le 10 juillet 2026, nous avons reçu 4 paiements" in text
    assert "4 paiements : 400,00 € pour ce qui est réclamé ici." in text


def test_invoices_with_contracts_of_their_own_are_not_told_as_one_series_of_rates() -> None:
    own = INVOICE | {"number": "F-119", "terms": {"rate": {"basis": "fixed", "percent": "15"}}}
    text = body(write_letter("formal-notice", between_businesses(invoices=[INVOICE, own])))
    assert "au taux du contrat de chaque facture ou, à défaut, de la loi" in text
    assert "au taux de chaque semestre" not in text


@pytest.mark.parametrize("kind", ["formal-notice", "second-reminder"])
def test_a_sum_that_comes_by_its_day_settles_the_account_unless_interest_is_asked_for_to_the_end(kind: str) -> None:
    """10 350,49 € on 31 August; each further day 10 000 × 12,40 % / 365 = 3,40 €."""
    settled = body(write_letter(kind, between_businesses()))
    assert "Reçue ce jour-là ou avant, cette somme soldera votre compte." in settled
    assert "resteront dues depuis le 1er septembre 2026, à raison de 3,40 € par jour." in settled
    running = body(write_letter(kind, between_businesses(letter={"settles": False})))
    assert "soldera" not in running
    assert "À partir du 1er septembre 2026, chaque jour de plus ajoute 3,40 € à votre dette" in running


def box(letter: Letter) -> PaymentBox:
    (found,) = (each for each in letter.document.blocks if isinstance(each, PaymentBox))
    return found


def test_the_box_says_the_sum_and_the_day_of_the_letter() -> None:
    claim = between_businesses()
    notice = box(write_letter("formal-notice", claim))
    assert (plain(notice.amount), plain(notice.day)) == (
        "10 350,49 €",
        "au plus tard le mercredi 9 septembre 2026",
    )
    until = {"more_time": {"granted_until": "2026-09-30"}}
    # 30 more days at 12,40 %: from 1 July, 92 days, 312,55 instead of 210,63
    granted = box(write_letter("more-time-granted", between_businesses(letter=until)))
    assert (plain(granted.amount), plain(granted.day)) == ("10 452,41 €", "au plus tard le mercredi 30 septembre 2026")


def parts(letter: Letter) -> dict[str, str]:
    message = email.message_from_bytes(letter_file(letter, "eml"), policy=default)
    found = {each.get_content_type(): each for each in message.walk() if not each.is_multipart()}
    return {kind: plain(str(part.get_content())) for kind, part in found.items() if kind.startswith("text/")}


def test_an_e_mail_says_the_same_in_text_and_with_its_looks() -> None:
    claim = between_businesses()
    iban = {"iban": "FR7630006000011234567890189"}
    letter = write_letter(
        "first-reminder", claim.model_copy(update={"creditor": claim.creditor.model_copy(update=iban)})
    )
    said = parts(letter)
    assert set(said) == {"text/plain", "text/html"}
    for part in said.values():
        assert "10 000,00 €" in part
        assert "FR76 3000 6000 0112 3456 7890 189" in part
        assert "Quand pouvons-nous compter sur votre paiement" in part
    assert "<img" not in said["text/html"]
    assert "Objet" not in said["text/plain"], "the message has a subject of its own"
    assert letter_file(letter, "eml") == letter_file(letter, "eml")


def test_a_promise_made_before_the_due_date_and_one_without_a_day_are_told() -> None:
    """The invoice fell due on 31 May 2026: on the 28th a later day was named; on 12 June none was."""
    events = [
        {"on": "2026-05-28", "kind": "promise", "expected_on": "2026-06-10"},
        {"on": "2026-06-12", "kind": "promise"},
    ]
    text = body(write_letter("formal-notice", between_businesses(events=events)))
    assert "Le 28 mai 2026, vous nous avez annoncé un paiement au plus tard le 10 juin 2026 ; il n'est pas" in text
    assert "Le 12 juin 2026, vous nous avez annoncé un paiement, sans en donner le jour." in text


def test_a_court_and_a_public_buyer_are_told_of_a_broken_promise() -> None:
    events = [{"on": "2026-06-12", "kind": "promise", "expected_on": "2026-06-20"}]
    request = body(write_letter("payment-order-request", between_businesses(events=events)))
    told = "Le 12 juin 2026, le débiteur a annoncé un paiement au plus tard le 20 juin 2026 ; il n'est pas arrivé."
    assert told in request
    owed = between_businesses(events=events)
    public = owed.model_copy(update={"debtor": owed.debtor.model_copy(update={"kind": "public-body"})})
    assert "au plus tard le 20 juin 2026 ; il n'est pas arrivé" in body(write_letter("public-claim", public))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("hand-over", "Le 12 juin 2026, le débiteur a annoncé un paiement au plus tard le 20 juin 2026"),
        ("mediation-referral", "promesse de paiement du 12 juin 2026, pour le 20 juin 2026."),
    ],
)
def test_whoever_takes_the_case_over_is_told_of_the_promise(kind: str, told: str) -> None:
    assert told in body(write_letter(kind, between_businesses(events=TALKS)))


@pytest.mark.parametrize(
    ("kind", "until", "code"),
    [
        ("second-reminder", "2026-12-15", "letter-promise-running"),
        ("formal-notice", "2026-12-15", "letter-promise-running"),
        ("formal-notice", None, "letter-promise-fresh"),
    ],
)
def test_a_letter_before_the_promised_day_is_written_with_a_caution(kind: str, until: str | None, code: str) -> None:
    """Promised the day before the letter: its day, or the seven that it is given, is not past."""
    claim = between_businesses()
    assert claim.as_of is not None
    made = {"on": (claim.as_of - timedelta(days=1)).isoformat(), "kind": "promise", "expected_on": until}
    letter = write_letter(kind, between_businesses(events=[made]))
    assert code in {each.code for each in letter.warnings}
    assert not {each.code for each in write_letter(kind, claim).warnings} & {code}
