"""Whatever is wrong with an input is said in one French sentence, with its path; and nothing is lost or guessed."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from pydantic import ValidationError

from latepay_core import Claim, ClaimRefused, draw_up, read_claim
from latepay_core.claim import refusals_of
from latepay_core.claim.reading import FILE_LIMIT
from latepay_core.statement import limitation_of
from latepay_core.wording import catalogue, complaints, say
from latepay_core.wording.french import plain

GOOD: dict[str, Any] = {
    "schema": "latepay.claim/1",
    "as_of": "2026-03-15",
    "invoices": [{"number": "F-1", "issued_on": "2025-10-31", "due_on": "2025-11-30", "amount": "10000.00"}],
}


class Bad(NamedTuple):
    """A bad input, the code of its refusal, and the line said on standard error."""

    code: str
    content: bytes
    said: str


def with_(**changes: Any) -> dict[str, Any]:
    """The good claim with other keys."""
    return deepcopy(GOOD) | changes


def invoice(**changes: Any) -> dict[str, Any]:
    """The good claim with another invoice; "absent" takes a key away."""
    claim = deepcopy(GOOD)
    changed = claim["invoices"][0] | changes
    claim["invoices"] = [{key: value for key, value in changed.items() if value != "absent"}]
    return claim


def bad_inputs() -> list[Bad]:
    """Those of `refusals.yaml`, and two that are too long to be written there."""
    found = []
    for entry in yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8")):
        if "bytes" in entry:
            content = bytes.fromhex(entry["bytes"])
        elif "text" in entry:
            content = entry["text"].encode()
        else:
            changed = entry.get("invoice", {})
            if changed.get("number") == "2001 characters":
                changed = {"number": "9" * 2001}
            content = json.dumps(invoice(**changed) | entry.get("with", {}), ensure_ascii=False).encode()
        found.append(Bad(entry["code"], content, entry["said"]))
    right = "est-ce le bon fichier ?"
    deep = "le fichier imbrique plus de 50 listes ou objets les uns dans les autres, ce qu'aucune créance ne fait ; "
    deep += right
    many = "le plus que l'outil lit en une fois ; répartissez-les entre plusieurs dossiers"
    keys = f"un même objet porte 50 001 clés, et aucun n'en a besoin de plus de 50 000 ; {right}"
    values = f"le fichier contient plus de 500 000 valeurs, ce qu'aucune créance ne demande ; {right}"
    events = with_(events=[{"on": "2026-01-15", "kind": "call"}] * 1001)
    # A hundred events that name no invoice, on 1 001 invoices: 100 100 steps.
    bearing = with_(events=[{"on": "2026-01-15", "kind": "call"}] * 100, invoices=GOOD["invoices"] * 1001)
    bearings = "ces événements, qui valent pour toutes les factures, feraient plus de 100 000 étapes à dater, le plus "
    bearings += "que l'outil calcule en une fois ; dites quelle facture chacun concerne, ou faites plusieurs dossiers"
    days = [f"{1990 + month // 12}-{month % 12 + 1:02}-01" for month in range(200)]
    split = {"number": "F-1", "amount": "200.00", "instalments": [{"due_on": day, "amount": "1.00"} for day in days]}
    return [
        *found,
        Bad(
            "too-many-due-dates",
            json.dumps(with_(invoices=[split] * 101)).encode(),
            "au plus 20 000 échéances sont lues dans un dossier",
        ),
        Bad("file-too-deep", b"[" * 200_000, deep),
        Bad("file-too-deep", b'{"a":' * 200_000, deep),
        Bad("file-too-deep", b'{"letter":{"a":' + b"[" * 2000 + b"]" * 2000 + b"}}", deep),
        Bad(
            "too-many",
            json.dumps(with_(invoices=[1] * 20_001)).encode(),
            f"invoices: la liste dépasse 20 000 éléments, {many}",
        ),
        Bad("too-many", json.dumps(events).encode(), f"events: la liste dépasse 1 000 éléments, {many}"),
        Bad("too-many-bearings", json.dumps(bearing).encode(), f"events: {bearings}"),
        Bad("too-many-keys", json.dumps({str(key): 1 for key in range(50_001)}).encode(), keys),
        Bad("too-many-values", b'{"invoices":[' + b"{}," * 500_001 + b"{}]}", values),
    ]


BAD = bad_inputs()

#: Refused elsewhere: by the command line, by Python without a date, by the law's own look-up; or held in reserve.
ELSEWHERE = {
    "file-too-large": "test_a_file_of_50_megabytes_is_refused_by_its_size",
    "file-unreadable": "test_command_line.py",
    **dict.fromkeys(("bic-country", "bic-missing", "iban-country", "iban-missing"), "test_transfer.py"),
    "as-of-missing": "test_python_asks_for_the_day_of_the_statement",
    "not-covered": "test_law_data.py",
    "before-fr-civil": "no date before 15 July 1975 is read at all",
    "too-many-shares": "test_allocation.py",
    "too-many-surpluses": "test_allocation.py",
    "more-faults": "test_beyond_fifty_faults_the_others_are_counted",
    "one-more-fault": "test_beyond_fifty_faults_the_others_are_counted",
    **dict.fromkeys(
        ("terms-discount", "terms-rate", "terms-rate-low", "terms-too-long", "terms-too-long-public"), "test_clauses.py"
    ),
    "asked-nothing": "test_received.py",
    "unexpected-value": "for an error of pydantic that has no sentence of its own",
}

every_bad_input = pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.code)


@every_bad_input
def test_a_bad_input_is_refused_with_one_exact_sentence(bad: Bad, latepay: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "claim.json"
    file.write_bytes(bad.content)
    for arguments in ([file], [file, "--json"]):
        answer = latepay("statement", *arguments)
        assert (answer.status, answer.out) == (2, "")
        assert answer.faults == [bad.said]


@every_bad_input
def test_python_gives_the_same_refusal_with_its_code(bad: Bad) -> None:
    with pytest.raises(ClaimRefused) as refused:
        draw_up(read_claim(bad.content))
    assert [refusal.code for refusal in refused.value.refusals] == [bad.code]
    assert plain("\n".join(complaints(refused.value.refusals))) == bad.said
    for refusal in refused.value.refusals:
        assert "'" not in say(refusal.message), "typographic in the catalogue, plain only when printed"


def test_every_refusal_of_the_catalogue_can_happen() -> None:
    """Those of time limits are shown with the time limits."""
    parts = ("typed.", "event.", "limitation-")
    codes = {code for code in catalogue("refusals", "fr") if not code.startswith(parts)} - {"at", "size", "more-than"}
    assert {bad.code for bad in BAD} | set(ELSEWHERE) == codes
    assert not {bad.code for bad in BAD} & set(ELSEWHERE)


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(latepay: Callable[..., Any]) -> None:
    claim = with_(as_of="demain", regime="x", bidule=1)
    claim["invoices"] = [{"due_on": "31/02/2026", "amount": 3.5}, {"due_on": "2026-01-31", "amount": "0"}]
    answer = latepay("statement", "-", stdin=json.dumps(claim).encode())
    assert answer.status == 2
    assert [line.split(":")[0] for line in answer.faults] == [
        "as_of",
        "regime",
        "invoices[0].due_on",
        "invoices[0].amount",
        "invoices[1].amount",
        "bidule",
    ]


@pytest.mark.parametrize("key", ["a\nb", "\x1b[31mrouge", "\ud800", "x" * 5000])
def test_a_hostile_key_or_value_stays_on_one_line(key: str, latepay: Callable[..., Any]) -> None:
    claim = with_(**{key: 1}) | {"regime": key}
    answer = latepay("statement", "-", stdin=json.dumps(claim).encode())
    assert answer.status == 2
    assert len(answer.faults) in (1, 2)
    assert all(len(line) < 300 and line.isprintable() for line in answer.faults)


@pytest.mark.parametrize(("faults", "last"), [(51, "et une autre faute"), (20_000, "et 19 950 autres fautes")])
def test_beyond_fifty_faults_the_others_are_counted(faults: int, last: str, latepay: Callable[..., Any]) -> None:
    """Those of pydantic, and those of a claim that cannot be: an invoice received before it was issued."""
    wrong = with_(invoices=[{"due_on": "2026-01-31"}] * faults)
    backwards = {"issued_on": "2026-02-01", "received_on": "2026-01-31", "due_on": "2026-03-01", "amount": "1.00"}
    impossible = with_(invoices=[backwards] * faults)
    answer = latepay("statement", "-", stdin=json.dumps(wrong).encode())
    assert (answer.status, len(answer.faults)) == (2, 51)
    assert answer.faults[0].startswith("invoices[0].amount: ")
    assert answer.faults[-1] == f"{last}, à voir une fois celles-ci corrigées"
    answer = latepay("statement", "-", stdin=json.dumps(impossible).encode())
    assert (answer.status, len(answer.faults)) == (2, 51)
    assert "précède l'émission" in answer.faults[0]


def test_what_a_misspelt_key_meant_is_looked_for_fifty_times_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def counting(word: str, *rest: Any, **more: Any) -> list[str]:
        looked.append(word)
        return []

    monkeypatch.setattr("latepay_core.claim.refusals.difflib.get_close_matches", counting)
    with pytest.raises(ClaimRefused) as refused:
        read_claim(json.dumps(with_(**{f"k{number}": 1 for number in range(900)})))
    assert (len(looked), len(refused.value.refusals)) == (50, 51)


def test_a_python_number_of_5000_digits_is_refused_too() -> None:
    for wrong in (
        invoice(amount=10**5000),
        invoice(number=10**5000),
        invoice(due_on="absent", term={"days": 10**5000}),
    ):
        with pytest.raises(ValidationError) as invalid:
            Claim.model_validate(wrong)
        assert all(len(say(refusal.message)) < 200 for refusal in refusals_of(invalid.value))


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_text_coded_otherwise_is_read_where_it_says_so(coding: str) -> None:
    claim = read_claim(json.dumps(with_(creditor={"name": "Société Étoile"}), ensure_ascii=False).encode(coding))
    assert claim.creditor.name == "Société Étoile"


@pytest.mark.parametrize("named", ["F-1", "F-1\n", " F-1 ", "\u00a0F-1"])
def test_what_stands_around_a_number_is_no_part_of_it(named: str) -> None:
    claim = with_(payments=[{"paid_on": "2026-01-15", "amount": "10.00", "invoice": named}])
    claim["invoices"][0]["number"] = "F-1\n"
    assert draw_up(read_claim(json.dumps(claim))).invoices[0].movements[0].received == 10


def test_an_invoice_number_is_cut_and_cleaned_where_it_is_quoted() -> None:
    """In a refusal, in a warning, in the sentence of a payment: at most sixty signs, none that moves the cursor."""
    number = "F-1\x1b[31m\n" + "9" * 1900
    late = {"number": number, "due_on": "2020-11-30", "amount": "100.00"}
    claim = with_(invoices=[late, late], payments=[{"paid_on": "2026-01-15", "amount": "10.00"}])
    drawn = draw_up(read_claim(json.dumps(claim)))
    told = [*(say(each.message) for each in drawn.warnings), *(say(each.sentence) for each in drawn.allocated_payments)]
    assert {"same-invoice-number", "limitation-passed"} & {each.code for each in drawn.warnings}
    with pytest.raises(ClaimRefused) as refused:
        limitation_of(
            read_claim(json.dumps(claim | {"events": [{"on": "2026-01-15", "kind": "call", "invoice": number + "x"}]}))
        )
    told += [say(each.message) for each in refused.value.refusals]
    quoting = [each for each in told if "F-1" in each]
    assert len(quoting) >= 3
    assert all("\x1b" not in each and "\n" not in each and "9" * 61 not in each for each in told)
    assert drawn.invoices[0].number == number


def test_a_number_of_5000_digits_is_refused_like_any_other(latepay: Callable[..., Any]) -> None:
    answer = latepay("statement", "-", stdin=b'{"invoices":[{"due_on":"2026-01-31","amount":' + b"1" * 5000 + b"}]}")
    assert (answer.status, len(answer.faults)) == (2, 1)
    assert "5 000 chiffres" in answer.faults[0]


def test_a_file_of_50_megabytes_is_refused_by_its_size(latepay: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    said = "le fichier pèse 50 Mo ; un fichier de créance en pèse moins de 5. Est-ce le bon fichier ?"
    answer = latepay("statement", file)
    assert (answer.status, answer.faults) == (2, [said])
    with pytest.raises(ClaimRefused) as refused:
        read_claim(b" " * 50_000_000)
    assert plain("\n".join(complaints(refused.value.refusals))) == said
    assert refused.value.refusals[0].code == "file-too-large"


def test_a_file_just_over_the_limit_weighs_more_than_the_limit(latepay: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    file.write_bytes(b" " * (FILE_LIMIT + 1))
    assert "pèse 5,1 Mo" in latepay("statement", file).err
    assert "pèse plus de 5 Mo" in latepay("statement", "-", stdin=b" " * (FILE_LIMIT + 1)).err


def test_a_file_at_the_limit_is_read() -> None:
    text = json.dumps(GOOD)
    assert read_claim(text + " " * (FILE_LIMIT - len(text))).invoices[0].number == "F-1"


def test_a_byte_order_mark_is_no_obstacle(latepay: Callable[..., Any]) -> None:
    answer = latepay("statement", "-", "--json", stdin=b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert (answer.status, json.loads(answer.out)["totals"]["interest"]) == (0, "349.52")


def test_python_asks_for_the_day_of_the_statement() -> None:
    with pytest.raises(ClaimRefused) as refused:
        draw_up(Claim.model_validate({"invoices": [{"due_on": "2026-01-31", "amount": "1"}]}))
    assert [(refusal.code, refusal.path) for refusal in refused.value.refusals] == [("as-of-missing", "as_of")]


def test_a_refusal_is_a_value_with_its_figures() -> None:
    with pytest.raises(ValidationError) as invalid:
        Claim.model_validate(invoice(amount="100.001"))
    (refusal,) = refusals_of(invalid.value)
    assert (refusal.code, refusal.path) == ("amount-below-cent", "invoices[0].amount")
    assert refusal.figures["given"] == "100.001"


def test_a_refused_claim_is_not_changed() -> None:
    claim = invoice(amount="0")
    before = deepcopy(claim)
    with pytest.raises(ValidationError):
        Claim.model_validate(claim)
    assert claim == before


@pytest.mark.parametrize("cut", range(1, 60))
def test_a_file_cut_anywhere_is_refused_without_a_traceback(cut: int) -> None:
    text = json.dumps(GOOD, indent=1)
    with pytest.raises(ClaimRefused):
        read_claim(text[: len(text) * cut // 60])
