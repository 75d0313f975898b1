"""The command line: French everywhere, JSON when asked, exit status 0, 2 or 70, and never a traceback."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from latepay_core import Claim, __version__, draw_up, read_claim
from latepay_core.cli import program, run
from latepay_core.statement import explain
from latepay_core.wording.french import plain
from tests.support.processes import environment

CLAIM: dict[str, Any] = {
    "as_of": "2026-08-31",
    "creditor": {"name": "Atelier [bold]Dupont[/bold]"},
    "invoices": [{"number": "F-118", "due_on": "2026-05-31", "amount": "10000.00"}],
}
ENGLISH = re.compile(
    r"\b(usage:|options:|arguments:|commands:|error|missing|invalid|try|such|required|show|this|message|exit|help\.|default"
    r"|unexpected|possible options|did you mean|takes|does not|requires|got)\b",
    re.IGNORECASE,
)
CALL = Callable[..., Any]


@pytest.fixture
def claim_file(tmp_path: Path) -> Path:
    file = tmp_path / "claim.json"
    file.write_text(json.dumps(CLAIM), encoding="utf-8")
    return file


# ---------------------------------------------------------------- statement


def test_json_is_the_statement_and_nothing_else(latepay: CALL, claim_file: Path) -> None:
    answer = latepay("statement", claim_file, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out) == draw_up(Claim.model_validate(CLAIM)).model_dump(mode="json")


def test_an_invoice_paid_late_says_how_late_it_was_paid(latepay: CALL) -> None:
    # 11 April to 15 December 2024: 248 days; 962 to the statement's day, which `days_late` keeps
    invoice = {"due_on": "2024-04-11", "amount": "1000", "payments": [{"paid_on": "2024-12-15", "amount": "1000"}]}
    claim = {"as_of": "2026-11-29", "terms": {"allocation": "principal-first"}, "invoices": [invoice]}
    out = re.sub(r"\s+", " ", latepay("statement", "-", stdin=json.dumps(claim).encode()).out)
    assert "payée le 15/12/2024 avec 248 jours de retard" in out
    (said,) = json.loads(latepay("statement", "-", "--json", stdin=json.dumps(claim).encode()).out)["invoices"]
    assert (said["days_late"], said["days_until_settled"], said["settled_on"]) == (962, 248, "2024-12-15")


def test_people_read_lines_totals_reasons_conventions_and_edition(latepay: CALL, claim_file: Path) -> None:
    out = latepay("statement", claim_file).out
    flat = re.sub(r"\s+", " ", out)
    for said in (
        "Décompte arrêté au 31 août 2026 · Entre entreprises",
        "Créancier : Atelier [bold]Dupont[/bold]",
        "Facture F-118 : 10 000,00 € TTC, échéance le 31 mai 2026, 92 jours de retard",
        "01/06/2026 30/06/2026 30 10 000,00 € 12,15 % 99,86 €",
        "01/07/2026 31/08/2026 62 10 000,00 € 12,40 % 210,63 €",
        "C. com., art. L441-10, II",
        "Total dû 10 350,49 €",
        "Chaque jour de plus : 3,40 €",
        "Pourquoi",
        "10 000,00 € × 12,40 % × 62 jours ÷ 365 = 210,63 €",
        "Conventions",
        f"latepay {__version__}",
    ):
        assert said in flat, said
    assert max(map(len, out.splitlines())) <= 110


@pytest.mark.parametrize("day", ["2026-09-30", "30/09/2026", "30 sept. 2026", "30.9.26"])
def test_the_day_of_the_statement_may_be_said_as_people_say_it(day: str, latepay: CALL, claim_file: Path) -> None:
    said = json.loads(latepay("statement", claim_file, "--as-of", day, "--json").out)
    assert (said["as_of"], said["invoices"][0]["days_late"]) == ("2026-09-30", 122)


def test_the_day_is_the_options_then_the_files_then_today(
    latepay: CALL, claim_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "today", lambda: date(2026, 6, 10))
    assert json.loads(latepay("statement", claim_file, "--json").out)["as_of"] == "2026-08-31"
    bare = json.dumps({"invoices": CLAIM["invoices"]}).encode()
    assert json.loads(latepay("statement", "-", "--json", stdin=bare).out)["as_of"] == "2026-06-10"
    assert (
        json.loads(latepay("statement", "-", "--json", "--as-of", "2026-06-20", stdin=bare).out)["as_of"]
        == "2026-06-20"
    )


def test_today_is_this_machines_today() -> None:
    before = date.today()
    assert before <= program.today() <= date.today()


def test_provisional_is_said_before_the_figures(latepay: CALL, claim_file: Path) -> None:
    out = latepay("statement", claim_file, "--as-of", "2027-02-01").out
    assert out.index("Résultat provisoire") < out.index("Facture F-118")
    assert "À savoir" in out


def test_several_invoices_have_a_total_of_totals(latepay: CALL) -> None:
    claim = CLAIM | {"invoices": [*CLAIM["invoices"], {"due_on": "2026-07-31", "amount": "100.00"}]}
    out = latepay("statement", "-", stdin=json.dumps(claim).encode()).out
    # the answer first: the totals stand before the invoices
    assert 0 < out.index("En tout") < out.index("Facture F-118")
    assert out.count("Total dû") == 3
    assert "Facture\u00a0: 100,00" in out


def test_a_summary_has_one_line_an_invoice_and_the_totals(latepay: CALL) -> None:
    """F-118: 99,86 + 210,63 for 92 days (the contract's table); 100 € from 1 August, 31 days at 12,40 %: 1,05."""
    claim = CLAIM | {"invoices": [*CLAIM["invoices"], {"due_on": "2026-07-31", "amount": "100.00"}]}
    out = latepay("statement", "-", "--summary", stdin=json.dumps(claim).encode()).out
    flat = re.sub(r"\s+", " ", out)
    for said in (
        "F-118 31/05/2026 92 10 000,00 € 310,49 € 40,00 € 10 350,49 €",
        "n° 2 31/07/2026 31 100,00 € 1,05 € 40,00 € 141,05 €",
        "En tout 10 100,00 € 311,54 € 80,00 € 10 491,54 €",
        "Chaque jour de plus",
    ):
        assert said in flat, said
    assert "Pourquoi" not in out
    assert len(out.splitlines()) < 40


def test_hostile_names_do_not_reach_the_terminal(latepay: CALL) -> None:
    claim = CLAIM | {"creditor": {"name": "a\x1b[2Jb\r\nc"}}
    out = latepay("statement", "-", stdin=json.dumps(claim).encode()).out
    assert "\x1b" not in out
    assert "\r" not in out


@pytest.mark.parametrize("name", ["absent.json", ".", "no\0where"])
def test_a_file_that_cannot_be_read_is_named(name: str, latepay: CALL, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    answer = latepay("statement", name)
    assert (answer.status, answer.out) == (2, "")
    assert re.fullmatch("le fichier « .+ » ne peut pas être lu ; vérifiez son nom et son emplacement\n", answer.err)


# ---------------------------------------------------------------- due date


def test_a_term_over_the_maximum_is_warned_of_with_the_lawful_day(latepay: CALL) -> None:
    said = json.loads(latepay("due-date", "--issued", "10/03/2026", "--days", "90", "--json").out)
    assert said["due"] == [{"reading": "net", "due_on": "2026-06-08"}]
    (warning,) = said["warnings"]
    assert warning["code"] == "term-over-legal-maximum"
    assert warning["figures"] == {"reading": "net", "due_on": "2026-06-08", "lawful_due_on": "2026-05-09"}
    assert "9\u00a0mai\u00a02026" in warning["message"]
    assert said["legal_maximum"] == {
        "due_on": "2026-05-09",
        "rule": "60-days",
        "days": 60,
        "reference": "C. com., art. L441-10, I",
        "by_reading": [
            {
                "reading": "net",
                "due_on": "2026-05-09",
                "rule": "60-days",
                "days": 60,
                "reference": "C. com., art. L441-10, I",
            }
        ],
    }


def test_each_reading_has_its_own_maximum(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2025-03-10", "--days", "45", "--end-of-month", "both", "--on-day", "10")
    said = json.loads(latepay(*call, "--json").out)
    assert [each["due_on"] for each in said["due"]] == ["2025-05-10", "2025-06-10"]
    assert [each["due_on"] for each in said["legal_maximum"]["by_reading"]] == ["2025-05-09", "2025-05-15"]
    assert said["legal_maximum"]["due_on"] == "2025-05-15"
    assert [each["figures"]["reading"] for each in said["warnings"]] == ["after", "before"]
    text = latepay(*call).out
    assert "10/05/2025" in text
    assert "15/05/2025" in text
    assert "Les deux lectures sont admises" in text


def test_a_term_may_run_from_receipt(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2026-03-01", "--days", "30", "--received", "5 mars 2026")
    assert json.loads(latepay(*call, "--json").out)["due"] == [{"reading": "net", "due_on": "2026-04-04"}]
    assert "reçue le 5\u00a0mars\u00a02026" in latepay(*call).out


def test_a_summary_invoice_has_45_days(latepay: CALL) -> None:
    said = json.loads(latepay("due-date", "--issued", "2026-03-10", "--days", "45", "--summary", "--json").out)
    assert (said["legal_maximum"]["rule"], said["warnings"]) == ("45-days-summary", [])


def test_before_2009_no_maximum_is_claimed(latepay: CALL) -> None:
    call = ("due-date", "--issued", "2008-06-01", "--days", "90")
    assert json.loads(latepay(*call, "--json").out)["legal_maximum"] is None
    assert "1er\u00a0janvier\u00a02009" in latepay(*call).out


# ---------------------------------------------------------------- rates


def test_rates_give_every_series_with_its_sources(latepay: CALL) -> None:
    answer = latepay("rates", "--json")
    said = json.loads(answer.out)
    by_id = {each["id"]: each for each in said["parameters"]}
    last = by_id["ecb-mro"]["values"][-1]
    assert (last["from"], last["value"], last["status"]) == ("2026-09-16", "2.65", "unconfirmed")
    assert by_id["ecb-mro"]["checked_until"] == "2026-10-12"
    assert all(value["reference"] for each in said["parameters"] for value in each["values"])
    text = latepay("rates").out
    assert "16/09/2026" in text
    assert "recoupé" in text
    assert text.count(" lu") > 50


def test_rates_of_a_day_include_those_that_follow(latepay: CALL) -> None:
    said = json.loads(latepay("rates", "--on", "22/11/2026", "--json").out)
    rates = {each["id"]: (each["percent"], each["provisional"], each["status"]) for each in said["rates"]}
    assert rates == {
        "b2b-default": ("12.40", False, "verified"),
        "b2b-floor": ("8.25", False, "unconfirmed"),
        "public": ("10.40", False, "verified"),
        "legal-private": ("6.84", False, "unconfirmed"),
        "legal-other": ("2.75", False, "unconfirmed"),
    }
    values = {each["id"]: each["value"] for each in said["parameters"]}
    assert (values["ecb-mro"]["value"], values["ecb-mro"]["provisional"]) == ("2.65", True)
    assert values["b2b.compensation"]["value"] == "40"


def test_rates_of_2027_are_provisional(latepay: CALL) -> None:
    said = json.loads(latepay("rates", "--on", "2027-01-01", "--json").out)
    assert all(each["provisional"] for each in said["rates"])
    text = latepay("rates", "--on", "2027-01-01").out
    assert "12,65" in text
    assert "provisoire" in text


@pytest.mark.parametrize(
    ("day", "status", "ecb"),
    [
        # the ECB's rate was last looked at on 12 October 2026; six weeks later is 23 November
        ("2026-11-23", 0, (False, False)),
        ("2026-11-24", 1, (False, True)),
        ("2027-01-01", 1, (True, True)),
    ],
)
def test_rates_check_says_what_is_missing_or_old(latepay: CALL, day: str, status: int, ecb: tuple[bool, bool]) -> None:
    answer = latepay("rates", "check", "--on", day, "--json")
    said = json.loads(answer.out)
    assert (answer.status, said["fresh"]) == (status, status == 0)
    found = {each["id"]: (each["missing"], each["stale"]) for each in said["series"]}
    assert found["ecb-mro"] == ecb
    # the legal rate of the second half of 2026 is known to its last day, and nothing yet of 2027
    assert found["legal-interest.private"] == (day > "2026-12-31", False)
    text = latepay("rates", "check", "--on", day)
    assert text.status == status
    assert ("Tous les taux sont connus" in text.out) == (status == 0)


def test_rates_of_2024_show_the_floor_above_the_default(latepay: CALL) -> None:
    said = json.loads(latepay("rates", "--on", "2024-03-01", "--json").out)
    rates = {each["id"]: each["percent"] for each in said["rates"]}
    assert (rates["b2b-default"], rates["b2b-floor"], rates["public"]) == ("14.50", "15.21", "12.50")


def test_what_did_not_exist_yet_is_not_invented(latepay: CALL) -> None:
    said = json.loads(latepay("rates", "--on", "1990-01-01", "--json").out)
    rates = {each["id"]: each["percent"] for each in said["rates"]}
    assert (rates["b2b-default"], rates["public"], rates["legal-other"]) == (None, None, "9.36")
    assert {each["id"]: each["value"] for each in said["parameters"]}["ecb-mro"] is None
    assert "rien avant le 01/01/1999" in latepay("rates", "--on", "1990-01-01").out


# ---------------------------------------------------------------- options, help, faults


MISUSES = yaml.safe_load((Path(__file__).parent / "misuses.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("misuse", MISUSES, ids=lambda misuse: " ".join(misuse["arguments"]))
def test_a_misuse_is_said_in_one_french_line(misuse: dict[str, Any], latepay: CALL) -> None:
    assert latepay(*misuse["arguments"]) == (2, "", misuse["said"] + "\n")


COMMANDS = ("statement", "due-date", "rates", "limitation", "next", "routes", "costs")


@pytest.mark.parametrize("arguments", [["--help"], [], *([command, "--help"] for command in COMMANDS)])
def test_help_is_in_french(arguments: list[str], latepay: CALL) -> None:
    answer = latepay(*arguments)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Usage\u00a0: latepay")
    words = "|".join(("after", "before", "both", *COMMANDS))
    without_options = re.sub(rf"--?[a-z-]+|after\|before\|both|\b({words})\b", "", answer.out)
    assert not ENGLISH.search(without_options)
    assert all(word in answer.out for word in ("--help", "Cette aide.", "Options"))


def test_the_version_is_that_of_program_and_law(latepay: CALL) -> None:
    out = latepay("--version").out
    assert __version__ in out
    assert "12\u00a0octobre\u00a02026" in out


def test_a_fault_of_ours_shows_a_code_and_no_traceback(
    latepay: CALL, claim_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.delenv("LATEPAY_DEBUG", raising=False)
    monkeypatch.setattr(program, "draw_up", broken)
    answer = latepay("statement", claim_file)
    assert (answer.status, answer.out) == (70, "")
    assert len(answer.faults) == 1
    assert "ZeroDivisionError-test_command_line-" in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv("LATEPAY_DEBUG", "1")
    answer = latepay("statement", claim_file)
    assert answer.status == 70
    assert "Traceback" in answer.err


def test_an_interruption_says_nothing(latepay: CALL, claim_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "draw_up", interrupted)
    assert latepay("statement", claim_file) == (130, "", "")


def test_an_old_output_stream_is_given_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = io.TextIOWrapper(io.BytesIO(), encoding="ascii"), io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert run(["--version"]) == 0
    assert run(["rates", "--on", "jamais"]) == 2
    for stream, word in zip(streams, ("sources lues jusqu’au", "écrivez"), strict=True):
        stream.flush()
        assert word in stream.buffer.getvalue().decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m latepay_core.cli rates --json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, env=os.environ | environment())
    assert (done.stdout, done.stderr) == (b"{", b"")


def many(invoices: int, **more: Any) -> bytes:
    """A claim of invoices due on 30 November 2025, two half-years before 15 March 2026."""
    one = {"due_on": "2025-11-30", "amount": "10000.00"}
    numbered = [one | {"number": f"F-{number}"} for number in range(1, invoices + 1)]
    return json.dumps({"as_of": "2026-03-15", "invoices": numbered, **more}).encode()


def test_a_statement_too_long_to_be_read_is_shown_one_row_an_invoice(latepay: CALL) -> None:
    """201 invoices of 10 000 EUR: 349.52 + 40 each, so 201 × 389.52 = 78 293.52 beside 2 010 000."""
    short = latepay("statement", "-", stdin=many(200)).out
    assert "Pourquoi" in short
    assert short.count("Facture F-") == 400
    long = latepay("statement", "-", stdin=many(201)).out
    lines = long.splitlines()
    assert plain(lines[0]).startswith("Décompte arrêté au 15 mars 2026")
    assert "201 factures et 402 lignes d’intérêts" in " ".join(plain(long).replace("'", "’").split())
    rows = [line for line in lines if line.startswith("F-")]
    assert len(rows) == 201
    assert "".join(rows[-1].split()) == "F-20130/11/202510510000,00€349,52€40,00€10389,52€"
    assert "Pourquoi" not in long
    assert "2 088 293,52 €" in plain(long)
    assert latepay("statement", "-", "--summary", stdin=many(200)).out.count("F-") == 200
    assert max(map(len, lines)) <= 80


def test_a_long_statement_tells_its_first_warnings_and_counts_the_others(latepay: CALL) -> None:
    """Each of 201 invoices paid in advance of a cent too much after the day: a warning each."""
    claim = json.loads(many(201))
    for invoice in claim["invoices"]:
        invoice["payments"] = [{"paid_on": "2026-04-01", "amount": "1.00"}]
    out = latepay("statement", "-", stdin=json.dumps(claim).encode()).out
    assert "et 151 autres avertissements, dans la sortie --json" in out


def test_the_json_of_a_statement_is_the_same_whether_words_are_kept_or_not(
    latepay: CALL, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = many(3, payments=[{"paid_on": "2026-01-10", "amount": "12000.00"}])
    kept = latepay("statement", "-", "--json", stdin=content).out
    monkeypatch.setattr("latepay_core.statement.drawing.MOST_KEPT", 0)
    assert latepay("statement", "-", "--json", stdin=content).out == kept
    drawn = draw_up(read_claim(content))
    assert kept == json.dumps(drawn.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    assert latepay("statement", "-", stdin=content).status == 0


def test_what_a_long_statement_says_is_made_when_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def counting(part: Any, words: Any) -> Any:
        made.append(part)
        return real(part, words)

    real = explain.line
    monkeypatch.setattr("latepay_core.statement.drawing.line", counting)
    monkeypatch.setattr("latepay_core.statement.drawing.MOST_KEPT", 10)
    drawn = draw_up(read_claim(many(6)))
    assert made == []
    assert drawn.invoices[5].lines[1].interest == drawn.invoices[0].lines[1].interest
    assert len(made) == 2
