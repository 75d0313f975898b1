"""Statements that banks give as files: OFX (SGML and XML), QIF, ISO 20022 camt."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from latepay_core.claim.fields import calendar_date
from latepay_core.imports.cells import Misread, Style, read_day, read_sum
from latepay_core.imports.model import Found, Place, Receipt, Refused
from latepay_core.imports.references import number_named, payer_named
from latepay_core.imports.safe_xml import every, local, text

_TRANSACTION = re.compile(r"<STMTTRN>(.*?)(?=<STMTTRN>|</STMTTRN>|</BANKTRANLIST>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<([A-Z0-9.]+)>([^<\r\n]*)", re.IGNORECASE)
_CURRENCY = re.compile(r"<CURDEF>\s*([A-Z]{3})", re.IGNORECASE)
#: Banks cut a name at so many signs, and go on in the memo.
_CUT_AT = 32
_OFX_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_QIF_DATE = re.compile(r"(\d{1,2})[/.\-' ](\d{1,2})[/.\-' ](\d{4}|\d{2})")
_EUR = "EUR"
_REVERSED = ("true", "1")
_CENTURY, _TWELVE = 100, 12


def read_ofx(said: str, file: str) -> Found:
    """The money received in an OFX statement."""
    found = _Statement(file, _currency_of(said))
    for match in _TRANSACTION.finditer(said):
        tags = {name.upper(): html.unescape(value.strip("\r\n")) for name, value in _TAG.findall(match[1])}
        row = said.count("\n", 0, match.start()) + 1
        name, memo = tags.get("NAME", ""), tags.get("MEMO", "")
        found.add(row, _ofx_day(tags.get("DTPOSTED", "")), tags.get("TRNAMT", ""), "", _joined(name, memo))
    return found.closed()


def _currency_of(said: str) -> str:
    match = _CURRENCY.search(said)
    return match[1].upper() if match else _EUR


def _ofx_day(said: str) -> date | None:
    match = _OFX_DATE.match(said.strip())
    return calendar_date(*map(int, match.groups())) if match else None


def _joined(name: str, memo: str) -> str:
    """A name and the memo that carries it on, or that repeats it."""
    if not memo or memo.strip() in name:
        return " ".join(name.split())
    if name.strip() in memo:
        return " ".join(memo.split())
    return " ".join((name + memo if len(name) >= _CUT_AT - 1 else f"{name} {memo}").split())


class _Statement:
    """A bank statement while it is read."""

    def __init__(self, file: str, currency: str = _EUR) -> None:
        self.file, self.currency = file, currency
        self.receipts: list[Receipt] = []
        self.refused: list[Refused] = []
        self.ignored: Counter[str] = Counter()

    def add(self, row: int, day: date | None, said: str, payer: str, reference: str) -> None:
        """An entry: money out is counted, money in becomes a payment."""
        place = Place(self.file, (row,))
        amount = read_sum(said.strip() or None, Style())
        if isinstance(amount, Misread):
            self.refused.append(Refused(amount.code, place, {"given": said.strip()}, because=amount.because))
        elif amount is None or amount <= 0:
            self.ignored["debit"] += 1
        elif self.currency != _EUR:
            figures = {"currency": self.currency, "amount": format(amount, "f")}
            self.refused.append(Refused("currency-not-eur", place, figures))
        elif day is None:
            self.refused.append(Refused("date-missing", place))
        else:
            self.receipt(place, day, amount, payer, reference)

    def receipt(self, place: Place, day: date, amount: Decimal, payer: str, reference: str) -> None:
        """Money received."""
        named = payer or payer_named(reference)
        self.receipts.append(Receipt(place, day, amount, named, reference or payer, number_named(reference)))

    def closed(self) -> Found:
        """All that was found."""
        return Found((), tuple(self.receipts), tuple(self.refused), ignored=dict(self.ignored))


def read_qif(said: str, file: str) -> Found:
    """The money received in a QIF statement; where the order of day and month does not show, it is the French one."""
    entries = list(_qif_entries(said))
    days = [entry.get("D", "") for _, entry in entries]
    numbers = [list(map(int, match.groups()[:2])) for day in days if (match := _QIF_DATE.fullmatch(day.strip()))]
    month_first = any(second > _TWELVE for _, second in numbers) and all(first <= _TWELVE for first, _ in numbers)
    found = _Statement(file)
    for row, entry in entries:
        day = _qif_day(entry.get("D", ""), month_first=month_first)
        payer, memo = entry.get("P", ""), entry.get("M", "")
        found.add(row, day, entry.get("T", entry.get("U", "")), "", " ".join(f"{payer} {memo}".split()))
    return found.closed()


def _qif_entries(said: str) -> Iterator[tuple[int, dict[str, str]]]:
    entry: dict[str, str] = {}
    start = 0
    for number, line in enumerate(said.splitlines(), 1):
        if line.startswith("!"):
            continue
        if line.startswith("^"):
            if entry:
                yield start, entry
            entry = {}
        elif line:
            start = start if entry else number
            entry.setdefault(line[0], line[1:].strip())
    if entry:
        yield start, entry


def _qif_day(said: str, *, month_first: bool) -> date | None:
    match = _QIF_DATE.fullmatch(said.strip())
    if not match:
        found = read_day(said.strip() or None, Style())
        return found if isinstance(found, date) else None
    first, second, year = map(int, match.groups())
    year += 0 if year >= _CENTURY else 2000
    return calendar_date(year, *((first, second) if month_first else (second, first)))


def read_camt(root: Element, said: str, file: str) -> Found:
    """The money received in a camt.052, 053 or 054 message: booked entries, batches taken apart."""
    lines = [said.count("\n", 0, match.start()) + 1 for match in re.finditer(r"<(?:\w+:)?Ntry[\s>]", said)]
    entries = [entry for each in root for statement in each for entry in every(statement, "Ntry")]
    found = _Statement(file)
    for at, entry in enumerate(entries):
        _camt_entry(found, entry, lines[at] if at < len(lines) else at + 1)
    return found.closed()


def _camt_entry(found: _Statement, entry: Element, row: int) -> None:
    why = _not_in(entry)
    if why:
        found.ignored[why] += 1
        return
    day = _camt_day(entry)
    details = every(entry, "NtryDtls/TxDtls")
    if len(details) < 2:  # noqa: PLR2004 - one transaction, or none described
        detail = details[0] if details else None
        _camt_receipt(found, row, day, entry, detail)
        return
    for detail in details:
        _camt_receipt(found, row, day, detail, detail)


def _not_in(entry: Element) -> str:
    """Why an entry is no money received; empty where it is."""
    if text(entry, "CdtDbtInd") != "CRDT":
        return "debit"
    if text(entry, "RvslInd") in _REVERSED:
        return "reversal"
    status = text(entry, "Sts/Cd") or text(entry, "Sts")
    return "pending" if status in {"PDNG", "INFO", "FUTR"} else ""


def _camt_day(entry: Element) -> date | None:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        found = read_day(text(entry, path)[:10] or None, Style())
        if isinstance(found, date):
            return found
    return None


def _camt_receipt(found: _Statement, row: int, day: date | None, about: Element, detail: Element | None) -> None:
    amounts = every(about, "Amt") or every(about, "AmtDtls/TxAmt/Amt") or every(about, "AmtDtls/InstdAmt/Amt")
    said = text(amounts[0]) if amounts else ""
    found.currency = amounts[0].get("Ccy", _EUR) if amounts else _EUR
    payer = next(
        (name for path in ("Dbtr/Nm", "Dbtr/Pty/Nm", "UltmtDbtr/Nm") if (name := text(detail, f"RltdPties/{path}"))), ""
    )
    unstructured = " ".join(text(each) for each in every(detail, "RmtInf/Ustrd"))
    structured = next((text(each) for each in every(detail, "RmtInf/Strd/CdtrRefInf/Ref")), "")
    document = next((text(each) for each in every(detail, "RmtInf/Strd/RfrdDocInf/Nb")), "")
    ending = text(detail, "Refs/EndToEndId")
    named = ending if ending not in ("", "NOTPROVIDED") else ""
    more = text(detail, "AddtlTxInf") if detail is not None else text(about, "AddtlNtryInf")
    reference = document or structured or unstructured or named or more
    found.add(row, day, said, payer, reference)


def is_camt(root: Element) -> bool:
    """Whether an XML document is a bank's message about an account."""
    return local(root) == "Document" and any(local(child).startswith("BkToCstmr") for child in root)
