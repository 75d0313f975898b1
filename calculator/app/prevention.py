"""What is asked before anything is owed: terms of payment, a clause or an e-invoice judged, what lateness costs."""

from binascii import a2b_base64
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from markupsafe import Markup

from calculator.app.view import render
from calculator.app.wording import catalogue, in_words, shown, worded
from latepay_core import ClaimRefused
from latepay_core.claim.typed import number_typed, sum_typed
from latepay_core.terms import Answers, Checked, Setting, check, make_terms
from latepay_core.terms.model import Customer, Document, PublicKind, RateChoice, Written

Answer = dict[str, Any]
#: The longest clause that is read, in signs: a page or two of small print.
MOST_SIGNS = 20_000
_MOST_DAYS, _PERCENT = 365, 100
_NOTES = ("pmd", "pmt", "aab")


def say(key: str, /, **figures: object) -> str:
    """The sentence for a key."""
    return catalogue("prevention")[key].format(**figures)


class _Fields:
    """The fields of one of these forms as they were typed, and what is wrong with them."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def one_of(self, name: str, choices: Any, usual: str) -> Any:
        said = self.text(name)
        return said if said in get_args(choices) else usual

    def whole(self, name: str, usual: int, least: int = 0) -> int:
        said = self.text(name)
        if not said:
            return usual
        value = number_typed(said)
        if value is None or value != int(value) or not least <= value <= _MOST_DAYS:
            self.errors[name] = say("wrong.days", least=least, most=_MOST_DAYS)
            return usual
        return int(value)

    def percent(self, name: str) -> Decimal | None:
        said = self.text(name)
        if not said:
            return None
        value = number_typed(said)
        if value is None or not 0 <= value <= _PERCENT:
            self.errors[name] = say("wrong.percent")
            return None
        return value

    def euros(self, name: str) -> Decimal | None:
        said = self.text(name)
        if not said:
            return None
        value = sum_typed(said)
        if isinstance(value, Decimal):
            return value
        # what is said of these elsewhere is about an invoice
        if value.code == "amount-zero":
            return Decimal(0)
        self.errors[name] = say("wrong.negative") if value.code == "amount-negative" else shown(value.message)
        return None


# ---------------------------------------------------------------- terms of payment


def terms(asked: Mapping[str, Any]) -> Answer:
    """The texts that five answers make; what cannot be is said beside its field."""
    fields = _Fields(asked["fields"])
    rate = fields.one_of("rate", RateChoice, "ecb-plus-10")
    given: dict[str, Any] = {
        "customer": fields.one_of("customer", Customer, "business"),
        "public_kind": fields.one_of("public_kind", PublicKind, "state-or-local"),
        "days": fields.whole("days", 30),
        "rate": rate,
        "retention_of_title": fields.text("retention") == "yes",
    }
    ending = fields.text("end_of_month")
    given["end_of_month"] = ending if ending in ("after", "before") and given["customer"] != "public-body" else None
    if rate == "fixed" and given["customer"] == "business":
        given["percent"] = fields.percent("percent")
        if given["percent"] is None and "percent" not in fields.errors:
            fields.errors["percent"] = say("wrong.percent")
    elif rate == "fixed":
        given["rate"] = "ecb-plus-10"
    if fields.text("discount"):
        given["discount"] = fields.percent("discount")
        given["discount_days"] = fields.whole("discount_days", 8, 1)
    if not fields.errors:
        try:
            made = make_terms(Answers(**given), date.fromisoformat(asked["today"]))
        except ClaimRefused as refused:
            fields.errors |= {each.path: shown(each.message) for each in refused.refusals}
        else:
            return {"state": "ready", "errors": {}, "html": {"found": made_html(made)}}
    return {"state": "refused", "errors": fields.errors, "html": {}}


def made_html(made: Written) -> Markup:
    """The texts, each with its button that copies it."""
    texts = {name: in_words(getattr(made, name)) for name in type(made).model_fields}
    parts = [(name, worded(f"terms/heading.{name}"), text) for name, text in texts.items() if text]
    notes = [each for each in parts if each[0] in _NOTES]
    return Markup(render("terms_made.html", parts=[each for each in parts if each not in notes], notes=notes))


# ---------------------------------------------------------------- a clause, an e-invoice


def clause(asked: Mapping[str, Any]) -> Answer:
    """What the law says of a pasted clause, or of the mentions of an electronic invoice (`bytes`, in base 64)."""
    fields = _Fields(asked["fields"])
    setting = Setting(
        on=date.fromisoformat(asked["today"]),
        document=fields.one_of("document", Document, "terms"),
        customer=fields.one_of("clause_customer", Customer, "business"),
    )
    text, name = fields.text("clause"), str(asked.get("name", ""))
    if "bytes" in asked:
        try:
            text, due = _of_invoice(a2b_base64(asked["bytes"]))
        except _Refused as refused:
            return {"state": "refused", "errors": {"file": refused.said}, "html": {}}
        setting = setting.model_copy(update={"document": "e-invoice", "due_printed": due})
    if not text:
        return {"state": "empty", "errors": {}, "html": {"found": ""}}
    if len(text) > MOST_SIGNS:
        return {"state": "refused", "errors": {"clause": say("wrong.too-long", most="20\u202f000")}, "html": {}}
    found = check(text, setting)
    return {"state": "ready", "errors": {}, "html": {"found": _checked(found, name, text if name else "")}}


def _checked(checked: Checked, name: str, text: str) -> str:
    rows = [(each, each.word, worded(f"terms/mark.{each.mark}")) for each in checked.found]
    return render("clause_found.html", checked=checked, verdict=checked.word, rows=rows, name=name, text=text)


class _Refused(Exception):
    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


def _of_invoice(content: bytes) -> tuple[str, bool]:
    """The mentions of an electronic invoice, and whether it has its due date."""
    from latepay_core.imports.invoices_xml import fields_in
    from latepay_core.imports.pdfs import invoice_within
    from latepay_core.imports.refusals import FileRefused
    from latepay_core.imports.safe_xml import parsed
    from latepay_core.imports.told import refusal_told

    try:
        said = fields_in(parsed(invoice_within(content) if content.startswith(b"%PDF") else content))
    except FileRefused as refused:
        raise _Refused(shown(refusal_told(refused.of("")))) from None
    if said is None:
        raise _Refused(say("wrong.no-invoice"))
    mentions = [*said.notes.values(), said.terms]
    text = "\n".join(each for each in mentions if each)
    # an invoice that says nothing is judged too: all its mentions are missing
    return text or ".", bool(said.due or said.instalments)


# ---------------------------------------------------------------- what lateness costs


def lateness(asked: Mapping[str, Any]) -> Answer:
    """What being paid late costs, with the business's own figures."""
    from latepay_core.procedure import cost_of_late_payment
    from latepay_core.procedure.faults import OutOfRange

    fields = _Fields(asked["fields"])
    receivables, turnover = fields.euros("receivables"), fields.euros("turnover")
    financing, margin = fields.percent("financing"), fields.percent("margin")
    loss, days = fields.euros("loss"), fields.whole("agreed_days", 30)
    if margin == 0:
        fields.errors["margin"] = say("wrong.margin")
    if turnover is not None and turnover <= 0:
        fields.errors["turnover"] = say("wrong.turnover")
    if fields.errors:
        return {"state": "refused", "errors": fields.errors, "html": {}}
    if receivables is None or turnover is None:
        return {"state": "empty", "errors": {}, "html": {"found": ""}}
    try:
        found = cost_of_late_payment(
            receivables,
            turnover,
            agreed_days=days,
            financing_percent=financing or Decimal(0),
            loss=loss or Decimal(0),
            margin_percent=margin,
        )
    except OutOfRange:
        return {"state": "refused", "errors": {"receivables": say("wrong.receivables")}, "html": {}}
    html = render(
        "lateness_found.html",
        found=found,
        days=days,
        financed=financing is not None,
        lost=bool(loss) and margin is not None,
    )
    return {"state": "ready", "errors": {}, "html": {"found": html}}
