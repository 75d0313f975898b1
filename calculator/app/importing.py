"""Lists, statements and electronic invoices come into the form: what was understood of them, then what is added.

The page gives the files once, under a key, then asks as often as the reader answers, corrects or chooses. Nothing goes
into the form before the step « add ».
"""

import base64
import io
import json
import zipfile
from binascii import a2b_base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from calculator.app.adding import Crediting, Settling, Unfit, emptied, fit, joined, kept_in
from calculator.app.entries import said
from calculator.app.filling import fields_of
from latepay_core import Claim
from latepay_core.claim.naming import slug
from latepay_core.claim.typed import date_typed
from latepay_core.claim.typed.terms import term_typed
from latepay_core.imports import Answers, Found, Receipt, Source, read_files
from latepay_core.imports.archives import is_archive
from latepay_core.imports.assembling import Assembled, assembled
from latepay_core.imports.matching import Owed, Proposal, owed_in, proposals, same_firm
from latepay_core.imports.merging import Added, Credited, added_to
from latepay_core.imports.model import Document, TableAnswers, TableSeen

if TYPE_CHECKING:
    from calculator.app.answers import FilesRead

Answer = dict[str, Any]
Plain = dict[str, Any]
#: The columns that the device remembers: of a list with these headings, the roles that the reader gave.
Remembered = Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class _Held:
    """The files that the page has given, and what was read of them with some answers."""

    key: str
    sources: list[Source]
    said: str = ""
    found: Found | None = None


_HELD: list[_Held] = []


@dataclass(frozen=True)
class Import:
    """Files as they were read with the reader's answers, and what of them goes into the form of these `fields`."""

    found: Found
    asked: Mapping[str, Any]
    fields: Mapping[str, str]
    #: Whether some table was read as the device remembers it.
    remembered: bool = False
    #: Whether the case is no file of its own: in an archive, in a letter. The page opens any other by itself.
    packed: bool = False

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the reader has answered so far."""
        answers: Mapping[str, Any] = self.asked.get("answers") or {}
        return answers

    @cached_property
    def made(self) -> Assembled:
        """The claims of what was found, one a customer."""
        return assembled(self.found, settled=bool(self.answers.get("settled")), day=self.day)

    @property
    def day(self) -> date | None:
        """The day up to which the case is reckoned: the form's, else today."""
        typed = date_typed(self.fields.get("as_of", ""))
        if isinstance(typed, date):
            return typed
        today = self.asked.get("today")
        return date.fromisoformat(today) if today else None

    @cached_property
    def kept(self) -> Plain:
        """The case of the form."""
        return kept_in(self.fields)

    @property
    def kept_name(self) -> str:
        """The customer of the form's case, where it has invoices."""
        return _name(self.kept) if self.kept["invoices"] else ""

    @cached_property
    def chosen(self) -> int:
        """Which of the claims becomes the case: the reader's choice, the form's customer, or who has most invoices."""
        claims, said = self.made.claims, self.answers.get("customer")
        if said in self.made.keys:
            return self.made.keys.index(said)
        same = [at for at, claim in enumerate(claims) if _same(self.kept, claim)]
        return (
            same[0] if same else max(range(len(claims)), key=lambda at: (len(claims[at]["invoices"]), -at), default=0)
        )

    @property
    def customer(self) -> str:
        """Whose the chosen claim is, once nothing is asked: what is ticked next does not make it another's."""
        return self.made.keys[self.chosen] if self.made.claims and not self.found.questions else ""

    @property
    def claim(self) -> Plain:
        """The chosen claim; an empty one where the files hold payments alone."""
        return self.made.claims[self.chosen] if self.made.claims else {}

    @property
    def of_public_buyer(self) -> bool:
        """Whether the form says that its customer is a public buyer."""
        return self.fields.get("debtor-kind") == "public-body" and not self.begins_anew

    @property
    def other_customer(self) -> bool:
        """Whether the form holds another customer's invoices."""
        return bool(self.kept_name and _name(self.claim)) and not _same(self.kept, self.claim)

    @property
    def begins_anew(self) -> bool:
        """Whether the chosen claim becomes a case of its own, in the place of the form's."""
        return self.other_customer and self.answers.get("into") != "here"

    @cached_property
    def base(self) -> Plain:
        """The case into which the claim goes."""
        return {"invoices": []} if self.begins_anew else self.kept

    @cached_property
    def added(self) -> Added:
        """That case with the claim in it."""
        claim = dict(self.claim)
        if self.of_public_buyer and claim:
            claim["invoices"] = [from_its_receipt(each) for each in claim["invoices"]]
        return added_to(self.base, claim, self.made.receipts, self.made.credit_notes)

    @cached_property
    def _fit(self) -> tuple[list[Plain], list[Unfit]]:
        return fit(self.added.claim["invoices"][len(self.base["invoices"]) :])

    @property
    def invoices(self) -> list[Plain]:
        """The invoices that are new to the case."""
        return self._fit[0]

    @property
    def unfit(self) -> list[Unfit]:
        """Those that no claim can hold."""
        return self._fit[1]

    @property
    def without_receipt(self) -> int:
        """The new invoices of a public buyer whose term runs from their issue, as nobody knows when it had them."""
        terms = (each["term"] for each in self.invoices if "term" in each and "received_on" not in each)
        return sum("from" not in each for each in terms) if self.of_public_buyer else 0

    @cached_property
    def owed(self) -> list[Owed]:
        """What the case and the new invoices leave to be paid."""
        debtor = self.base.get("debtor", {})
        named = debtor if debtor.get("name") else self.claim.get("debtor", {})
        return owed_in({**self.added.claim, "debtor": named, "invoices": [*self.base["invoices"], *self.invoices]})

    @cached_property
    def proposals(self) -> list[Proposal]:
        """How the payments may be set against invoices.

        Where money came in for the account as a whole, nobody knows what it has left of an invoice: a payment that
        names none is then for the whole too.
        """
        found = proposals(self.added.receipts, self.owed)
        if not self.added.claim.get("payments"):
            return found
        return [each if each.ground == "reference" else each._replace(ground="oldest") for each in found]

    @property
    def unmatched(self) -> list[Receipt]:
        """The payments for which there is no such proposal."""
        proposed = {id(each.receipt) for each in self.proposals}
        return [each for each in self.added.receipts if id(each) not in proposed]

    def confirmed(self, proposal: Proposal) -> bool:
        """Whether a payment is to be counted: as the reader says; else one that names its invoice is."""
        said = (self.answers.get("payments") or {}).get(key_of(proposal.receipt))
        return said if isinstance(said, bool) else proposal.ground == "reference"

    @property
    def settling(self) -> list[Proposal]:
        """The proposals to carry out."""
        return [each for each in self.proposals if self.confirmed(each)]

    @property
    def notes(self) -> int:
        """How many credit notes go in beside those of the new invoices."""
        own = self.added.claim.get("credit_notes", [])[len(self.base.get("credit_notes", [])) :]
        return len(own) + len(self.added.credited)

    @property
    def late_settled(self) -> int:
        """How many settled invoices can be taken: those paid on known days may still bear penalties."""
        return sum(_takeable(each) for each in self.found.invoices)

    @property
    def new(self) -> Plain:
        """What goes into the form."""
        parts: Plain = {"invoices": self.invoices}
        for key in ("payments", "credit_notes"):
            parts[key] = self.added.claim.get(key, [])[len(self.base.get(key, [])) :]
        parts["payments"] = [
            *parts["payments"],
            *(_as_whole(each) for each in self.settling if each.ground == "oldest"),
        ]
        return parts | {key: self.claim[key] for key in ("creditor", "debtor") if key in self.claim}

    @property
    def payments(self) -> int:
        """How many payments go in: those of the list for the account as a whole, and those that are confirmed."""
        listed = len(self.added.claim.get("payments", [])) - len(self.base.get("payments", []))
        return listed + len(self.settling)

    def filled(self) -> dict[str, str]:
        """The form's entries with what is new."""
        fields = emptied(self.fields) if self.begins_anew else self.fields
        settling = [each for proposal in self.settling if proposal.ground != "oldest" for each in _settling(proposal)]
        return joined(fields, self.new, settling, map(_crediting, self.added.credited))


def from_its_receipt(invoice: Plain) -> Plain:
    """An invoice to a public buyer: its days run from the day on which the buyer had it (CCP, art. R2192-12).

    What the list does not say is left as it is: without that day, the term stays counted from the invoice's own.

    >>> listed = {"issued_on": "2026-01-09", "received_on": "2026-01-12", "term": {"days": 30}}
    >>> from_its_receipt(listed)["term"]
    {'days': 30, 'from': 'payment-request'}
    >>> from_its_receipt({"issued_on": "2026-01-09", "term": {"days": 30}})["term"]
    {'days': 30}
    """
    term = invoice.get("term", {})
    if "received_on" not in invoice or "days" not in term or term.get("months"):
        return invoice
    return {**invoice, "term": {"days": term["days"], "from": "payment-request"}}


def key_of(receipt: Receipt) -> str:
    """What tells a payment from the others while the reader chooses."""
    place = receipt.place
    return "|".join(
        (place.file, place.sheet, str(place.row), str(receipt.paid_on), str(receipt.amount), receipt.invoice)
    )


def _as_whole(proposal: Proposal) -> dict[str, str]:
    """A payment for the account: the law sets it against the oldest invoice first, what that one bears included."""
    return {"paid_on": proposal.receipt.paid_on.isoformat(), "amount": format(proposal.receipt.amount, ".2f")}


def _settling(proposal: Proposal) -> Iterable[Settling]:
    """A payment by its shares; what it has in excess of them stays with the last one, where it shows."""
    day = proposal.receipt.paid_on.isoformat()
    for share in proposal.shares:
        amount = share.amount + (proposal.excess if share is proposal.shares[-1] else 0)
        yield Settling(day, format(amount, ".2f"), share.number)


def _crediting(credited: Credited) -> Crediting:
    note = credited.note
    issued_on = note.issued_on.isoformat() if note.issued_on else ""
    return Crediting(note.number, issued_on, format(note.amount, ".2f"), credited.invoice)


def _takeable(invoice: Document) -> bool:
    return invoice.settled and invoice.open == 0 and invoice.due_known and all(each.paid_on for each in invoice.paid)


def _name(claim: Plain) -> str:
    return str(claim.get("debtor", {}).get("name", ""))


def _same(kept: Plain, claim: Plain) -> bool:
    """Whether two claims are one customer's."""
    one, other = kept.get("debtor", {}), claim.get("debtor", {})
    if one.get("siren") and other.get("siren"):
        return bool(one["siren"] == other["siren"])
    return same_firm(_name(kept), _name(claim))


def import_(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """A step of an import: `read`, `add`; of the other customers `others`, files, or `names` then `cases`, entries.

    Of cases that were saved here, several in one file, `own-names` and `own-cases` tell the same.

    `gone` asks the page for the files again: the Python that held them is no more.
    """
    held = _held(asked)
    if held is None:
        return {"state": "gone"}
    return _STEPS[asked["step"]](_read(held, asked))


def _held(asked: Mapping[str, Any]) -> _Held | None:
    if "sources" in asked:
        _HELD[:] = [_Held(asked["key"], [Source(each["name"], a2b_base64(each["bytes"])) for each in asked["sources"]])]
    return _HELD[0] if _HELD and _HELD[0].key == asked["key"] else None


def _read(held: _Held, asked: Mapping[str, Any]) -> Import:
    """What the files hold, read anew where the answers are other ones."""
    said = asked.get("answers") or {}
    tables = {(each["file"], each["sheet"]): each for each in said.get("tables") or ()}
    memory: Remembered = asked.get("remembered") or {}
    found = _read_with(held, said, tables)
    if said.get("vat") == "yes" and (with_vat := _with_vat(found)):
        for key, at in with_vat.items():
            known = tables.get(key, {})
            tables[key] = {**known, "roles": {**(known.get("roles") or {}), str(at): "amount"}}
        found = _read_with(held, said, tables)
    roles = {
        (table.place.file, table.place.sheet): memory[signature(table)]
        for table in found.tables
        if signature(table) in memory and not (tables.get((table.place.file, table.place.sheet)) or {}).get("roles")
    }
    if roles:
        for key, remembered in roles.items():
            tables[key] = {**tables.get(key, {}), "roles": remembered}
        found = _read_with(held, said, tables)
    packed = bool(found.papers) or any(is_archive(each.content) for each in held.sources)
    return Import(found, asked, asked["fields"], bool(roles), packed)


def _with_vat(found: Found) -> dict[tuple[str, str], int]:
    """The columns of amounts of which it was asked whether VAT is in them."""
    asked = (each for each in found.questions if each.about == "vat")
    return {(each.place.file, each.place.sheet): int(each.figures["at"]) for each in asked}


def _read_with(held: _Held, said: Mapping[str, Any], tables: Mapping[tuple[str, str], Mapping[str, Any]]) -> Found:
    asked = json.dumps([said.get("term"), said.get("month_first"), [[*key, each] for key, each in tables.items()]])
    if held.found is None or held.said != asked:
        answers = Answers(
            term_typed(said.get("term") or ""),
            month_first=said.get("month_first"),
            tables={
                key: TableAnswers(
                    {int(at): role for at, role in (each.get("roles") or {}).items()}, each.get("cells") or {}
                )
                for key, each in tables.items()
            },
        )
        held.found, held.said = read_files(held.sources, answers), asked
    return held.found


def signature(table: TableSeen) -> str:
    """What tells lists of one kind: their headings."""
    return json.dumps([each.heading for each in table.columns], ensure_ascii=False)


def _show(done: Import) -> "FilesRead":
    from calculator.app.understood import cases_found, understood

    claims = done.found.claims
    if not claims:
        return understood(done)
    if done.found.documents or done.found.receipts:
        return {"state": "mixed"}
    if len(claims) > 1 or done.found.refused:
        return cases_found(done)
    return {"state": "case", "document": claims[0]} if done.packed else {"state": "case"}


def _add(done: Import) -> Answer:
    from calculator.app.understood import added_in_words

    return {"fields": done.filled(), "said": added_in_words(done)}


def _others(done: Import) -> Answer:
    """A ZIP of the other customers' cases, each a file of its own."""
    packed, names = io.BytesIO(), set[str]()
    creditor = done.kept.get("creditor", {})
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, claim in enumerate(done.made.claims):
            if at == done.chosen:
                continue
            whole = {**claim, "creditor": {**creditor, **claim.get("creditor", {})}}
            archive.writestr(_free_name(_name(claim), names), json.dumps(whole, ensure_ascii=False, indent=2))
    return {
        "state": "ready",
        "name": f"dossiers-{done.asked['today']}.zip",
        "media": "application/zip",
        "content": base64.b64encode(packed.getvalue()).decode(),
    }


def _names(done: Import) -> Answer:
    """Whose the other cases are, so that the device finds those that it keeps already."""
    others = [(at, claim.get("debtor", {})) for at, claim in enumerate(done.made.claims) if at != done.chosen]
    named = [{"at": at, "name": each.get("name", ""), "siren": each.get("siren", "")} for at, each in others]
    return {"state": "ready", "others": named}


def _own_names(done: Import) -> Answer:
    named = [(at, claim.get("debtor", {})) for at, claim in enumerate(done.found.claims)]
    return {
        "state": "ready",
        "others": [{"at": at, "name": each.get("name", ""), "siren": each.get("siren", "")} for at, each in named],
        "letters": bool(done.found.papers),
    }


def _own_cases(done: Import) -> Answer:
    """The entries of some of the saved cases, whole: events, terms, judgment and letter included."""
    asked = [each["at"] for each in done.asked["others"]]
    whole = [(at, fields_of(Claim.model_validate(done.found.claims[at]))) for at in asked]
    cases = [{"at": at, "left": 0, "fields": said(each)} for at, each in whole]
    return {"state": "ready", "cases": cases}


def _cases(done: Import) -> Answer:
    """The entries of some of the other customers' cases, each in the `fields` of the one that is kept, or anew.

    A payment that only the user can match is left out, as long as nobody has confirmed it; `left` counts the rows that
    no claim can hold.
    """
    return {"state": "ready", "cases": [_case(done, each["at"], each.get("fields")) for each in done.asked["others"]]}


def _case(done: Import, at: int, fields: Mapping[str, str] | None) -> Answer:
    asked = {**done.asked, "answers": {**done.answers, "customer": done.made.keys[at], "into": "here", "payments": {}}}
    other = Import(done.found, asked, emptied(done.fields) if fields is None else fields)
    # of a list of thousands, the claims are made once
    vars(other)["made"] = done.made
    return {
        "at": at,
        "fields": said(other.filled()),
        "left": len(other.unfit),
    }


def _free_name(customer: str, taken: set[str]) -> str:
    start = f"creance-{slug(customer)}".removesuffix("-")
    name, count = f"{start}.json", 2
    while name in taken:
        name, count = f"{start}-{count}.json", count + 1
    taken.add(name)
    return name


_STEPS: dict[str, Callable[[Import], Mapping[str, Any]]] = {
    "read": _show,
    "add": _add,
    "others": _others,
    "names": _names,
    "cases": _cases,
    "own-names": _own_names,
    "own-cases": _own_cases,
}
