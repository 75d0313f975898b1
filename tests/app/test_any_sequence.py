"""Any sequence of edits, imports, undo, redo, save, reopen and share is the same case, and the same cents.

The page holds the entries and their history; all that reads, opens, saves and imports them is here, called as the page
calls it. What a step back of the page itself restores is tried in `history.test.mjs` and in the browser.
"""

import base64
import json
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from calculator.app import handle
from calculator.app.form import claim_of, read_form
from latepay_core import Claim, draw_up, read_claim
from tests.support.forms import choices_in, entries_in

TODAY = "2026-11-29"
BLANK = {"as_of": "29/11/2026"}
_KEYS = count()


def ask(**request: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer, answer
    return answer


def opened(content: str) -> dict[str, str]:
    """The entries of the form that a file opens as."""
    answer = ask(action="open", bytes=base64.b64encode(content.encode()).decode(), name="dossier.json", today=TODAY)
    assert "form" in answer["html"], answer
    return entries_in(answer["html"]["form"])


def said(entries: dict[str, str]) -> dict[str, str]:
    """The entries that say something: what is empty or stands where the form begins is left out."""
    return {name: value for name, value in entries.items() if value and value != _BEGINNING.get(_in_row(name, 0, 0))}


#: The form with one row of each list, to learn its fields and their choices from.
_ROWS = {
    **BLANK,
    "invoices-0-amount": "1",
    "invoices-0-payments-0-amount": "1",
    "invoices-0-credit_notes-0-amount": "1",
    "payments-0-amount": "1",
    "credit_notes-0-amount": "1",
    "events-0-kind": "call",
}
_WHOLE = opened(json.dumps({"schema": "latepay.draft/1", "fields": _ROWS}))
_CHOICES = choices_in(
    ask(action="open", file=json.dumps({"schema": "latepay.draft/1", "fields": _ROWS}), name="")["html"]["form"]
)
_BEGINNING = {name: value for name, value in _WHOLE.items() if name not in _ROWS}
#: Fields without a question, and a list of letters' details: other tests write these.
_FIELDS = sorted({*_WHOLE, *_CHOICES} - {"kept", "letter", "invoices-0-kept"})
_WORDS = ("name", "address", "email", "phone", "reference", "number", "siren", "vat_number", "iban", "bic", "town")

days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
sums = st.decimals(min_value="0.01", max_value="90000", places=2)


def _day_typed(day: date) -> st.SearchStrategy[str]:
    return st.sampled_from([day.strftime("%d/%m/%Y"), day.strftime("%d.%m.%y"), day.strftime("%d%m%Y"), str(day)])


def _sum_typed(amount: Any) -> st.SearchStrategy[str]:
    euros, cents = str(amount).split(".")
    return st.sampled_from(
        [f"{euros},{cents}", f"{euros}.{cents} €", euros, f"{int(euros):,},{cents}".replace(",", " ", 1)]
    )


_DAY = days.flatmap(_day_typed)
_SUM = sums.flatmap(_sum_typed)
_TERM = st.sampled_from(["30", "45", "60", "45 jours fin de mois", "2 mois", "1 mois et 5 jours"])
_TEXT = st.sampled_from(
    ["F-1", "F-2", "Durand & fils", "3 rue du Port\n44000 Nantes", "« cent »  <b>", "732829320", " x "]
)
_NONSENSE = st.sampled_from(["", "douze", "31/02/2026", "-5", "1,234", "\u00a0", "10 000 000 000 000 000"])


def _typed_in(name: str) -> st.SearchStrategy[str]:
    """What people type into a field, and what they type by mistake."""
    own: st.SearchStrategy[str]
    if name in _CHOICES:
        return st.sampled_from(_CHOICES[name] or [""])
    if name.endswith(("_on", "as_of", "-from", "-until", "-on")):
        own = _DAY
    elif name.endswith(("amount", "turnover", "profit", "income")):
        own = _SUM
    elif name.endswith("term-days"):
        own = _TERM
    elif name.endswith(("percent", "points", "times")):
        own = st.sampled_from(["3", "12,5", "10 %"])
    elif name.endswith(_WORDS):
        own = _TEXT
    else:
        own = st.one_of(_TEXT, st.sampled_from(["15", "3"]))
    return st.one_of(own, own, own, own, _NONSENSE)


def _in_row(name: str, row: int, inner: int) -> str:
    """The same field in another row."""
    parts = name.split("-")
    if parts[0] == "invoices":
        parts[1] = str(row)
        if len(parts) > 3 and parts[3].isdigit():
            parts[3] = str(inner)
    elif parts[0] in {"payments", "credit_notes", "events"}:
        parts[1] = str(inner)
    return "-".join(parts)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(_FIELDS))
    return _in_row(name, draw(st.integers(0, 3)), draw(st.integers(0, 2))), draw(_typed_in(name))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A claim's file, with what the form has no question for among it."""
    invoices = [draw(_invoice(number)) for number in range(draw(st.integers(1, 3)))]
    whole: dict[str, Any] = {"schema": "latepay.claim/1", "as_of": TODAY, "invoices": invoices}
    whole["debtor"] = {"name": "Durand", "kind": draw(st.sampled_from(["business", "consumer", "public-body"]))}
    if draw(st.booleans()):
        whole["terms"] = draw(
            st.sampled_from(
                [{"rate": {"basis": "fixed", "percent": "15"}}, {"surplus": "oldest"}, {"rounding": "claim"}]
            )
        )
    if draw(st.booleans()):
        whole["payments"] = [_move(draw, "paid_on")]
    if draw(st.booleans()):
        whole["credit_notes"] = [{"number": "AV-1", **_move(draw, "issued_on")}]
    return json.dumps(whole)


def _move(draw: st.DrawFn, day: str) -> dict[str, str]:
    return {day: str(draw(st.dates(date(2025, 1, 1), date(2026, 11, 1)))), "amount": str(draw(sums))}


@st.composite
def _invoice(draw: st.DrawFn, number: int) -> dict[str, Any]:
    issued = draw(st.dates(date(2024, 1, 1), date(2024, 12, 1)))
    invoice: dict[str, Any] = {"number": f"F-{number}", "issued_on": str(issued)}
    manner = draw(st.sampled_from(["day", "term", "instalments"]))
    if manner == "instalments":
        parts = [(issued + timedelta(days=30 * each), draw(sums)) for each in (1, 2)]
        invoice["instalments"] = [{"due_on": str(day), "amount": str(amount)} for day, amount in parts]
        invoice["amount"] = str(sum(amount for _, amount in parts))
    else:
        when = (
            {"term": {"days": 45, "end_of_month": "unknown"}}
            if manner == "term"
            else {"due_on": str(issued + timedelta(30))}
        )
        invoice |= {"amount": str(draw(sums)), **when}
    if draw(st.booleans()):
        invoice["payments"] = [_move(draw, "paid_on") for _ in range(draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        invoice["credit_notes"] = [{"number": "AV", **_move(draw, "issued_on")}]
    return invoice


class AnySequence(RuleBasedStateMachine):
    """The calculator, as a reader who does anything uses it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = dict(BLANK)
        self.past: list[tuple[dict[str, str], str]] = []
        self.future: list[tuple[dict[str, str], str]] = []

    # ------------------------------------------------------------ what is seen

    def shown(self) -> str:
        """All that is shown of the case, or why there is no figure."""
        answer = ask(action="compute", fields=self.entries)
        return json.dumps([answer["state"], answer["html"], answer["marks"], answer.get("texts")])

    def statement(self) -> Any:
        return ask(action="take", fields=self.entries).get("statement")

    def step(self) -> None:
        self.past.append((dict(self.entries), self.shown()))
        self.future.clear()

    # ------------------------------------------------------------ gestures

    @rule(edit=edits())
    def types(self, edit: tuple[str, str]) -> None:
        self.step()
        name, value = edit
        self.entries[name] = value

    @rule(row=st.integers(0, 3), amount=_SUM, day=_DAY, number=st.sampled_from(["", "F-1", "F-7"]))
    def adds_an_invoice(self, row: int, amount: str, day: str, number: str) -> None:
        self.step()
        start = f"invoices-{row}-"
        self.entries |= {start + "amount": amount, start + "due_on": day, start + "number": number}

    @rule(row=st.integers(0, 3))
    def removes_an_invoice(self, row: int) -> None:
        self.step()
        self.entries = {name: value for name, value in self.entries.items() if not name.startswith(f"invoices-{row}-")}

    @rule(file=files())
    def opens_a_file(self, file: str) -> None:
        try:
            claim = read_claim(file)
            drawn = draw_up(claim)
        except Exception:
            return
        self.step()
        self.entries = opened(file)
        assert self.statement() == drawn.model_dump(mode="json")

    @rule(
        rows=st.lists(
            st.tuples(st.integers(1, 9), sums, days, st.booleans()), min_size=1, max_size=3, unique_by=lambda r: r[0]
        )
    )
    def imports_a_list(self, rows: list[tuple[int, Any, date, bool]]) -> None:
        lines = ["N°;Client;Date;Échéance;Montant TTC;Réglé le;Montant réglé"]
        for number, amount, issued, paid in rows:
            payment = f"{issued + timedelta(40):%d/%m/%Y};0,01" if paid else ";"
            sum_ = str(amount).replace(".", ",")
            lines.append(f"L-{number};Durand;{issued:%d/%m/%Y};{issued + timedelta(30):%d/%m/%Y};{sum_};{payment}")
        source = {"name": "liste.csv", "bytes": base64.b64encode("\n".join(lines).encode()).decode()}
        asked = {"key": str(next(_KEYS)), "sources": [source], "fields": self.entries, "today": TODAY}
        answer = ask(action="import", step="read", **asked)
        assert answer.get("state") != "gone"
        before = dict(self.entries)
        answer = ask(action="import", step="add", **asked)
        self.step()
        self.entries = entries_in(answer["html"]["form"])
        # nothing typed is changed; a row in which nothing was typed may have given its place
        rows_typed = read_form(before).rows
        kept = {name: value for name, value in said(before).items() if rows_typed or not name.startswith("invoices-")}
        assert kept.items() <= self.entries.items()

    @precondition(lambda self: self.past)
    @rule()
    def undoes(self) -> None:
        self.future.append((dict(self.entries), self.shown()))
        self.entries, before = self.past.pop()
        assert self.shown() == before

    @precondition(lambda self: self.future)
    @rule()
    def redoes(self) -> None:
        self.past.append((dict(self.entries), self.shown()))
        self.entries, before = self.future.pop()
        assert self.shown() == before

    @rule()
    def saves_and_reopens(self) -> None:
        before, drawn = dict(self.entries), self.statement()
        saved = ask(action="save", fields=self.entries, today=TODAY)
        self.entries = opened(json.dumps(saved["document"]))
        if saved["state"] == "draft":
            assert said(self.entries) == said(before)
            assert drawn is None
            return
        assert self.statement() == drawn
        again = ask(action="save", fields=self.entries, today=TODAY)
        assert again["document"] == saved["document"]

    @rule()
    def shares_and_opens_the_link(self) -> None:
        before, seen = dict(self.entries), self.statement()
        self.entries = opened(
            json.dumps({"schema": "latepay.draft/1", "fields": {k: v for k, v in before.items() if v}})
        )
        assert said(self.entries) == said(before)
        assert self.statement() == seen

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_cents_are_those_of_the_core(self) -> None:
        drawn = self.statement()
        if drawn is None:
            return
        claim = claim_of(read_form(self.entries))
        assert drawn == draw_up(claim).model_dump(mode="json")
        # and those of a program that knows nothing of the form
        again = Claim.model_validate_json(json.dumps(claim.model_dump(mode="json", exclude_unset=True)))
        assert draw_up(again).totals == draw_up(claim).totals


AnySequence.TestCase.settings = settings(max_examples=25, stateful_step_count=16)
TestAnySequence = AnySequence.TestCase
