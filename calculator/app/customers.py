"""Several cases at once: a row for each on one day, their sums, and the letters that are to leave that day.

The page sends the entries of each case as it keeps them. A case that is none yet, or that fails, has its row all the
same, and keeps no other from being shown.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from calculator.app.aside import reckoned
from calculator.app.form import Form, claim_of, read_form
from calculator.app.view import render
from calculator.app.wording import (
    amount,
    catalogue,
    date_in_numbers,
    date_in_words,
    day_count,
    in_words,
    number,
    number_of,
    round_amount,
    shown,
)
from latepay_core import ClaimRefused
from latepay_core.case import Case
from latepay_core.case.portfolio import Ageing, Customer, Owed, customer_of, days_of_sales, total_of
from latepay_core.claim.naming import slug
from latepay_core.claim.typed import Unread, sum_typed

if TYPE_CHECKING:
    from calculator.app.answers import (
        Figures,
        Mailing,
        MailingArchive,
        MailingFile,
        Overview,
        OverviewTotal,
        Reckoned,
        RowNamed,
        RowSums,
        Sales,
        Summed,
    )

Fields = Mapping[str, str]
_NUMBER = re.compile(r"invoices-\d+-number")


def say(key: str, /, **figures: object) -> str:
    """The sentence of this screen for a key."""
    return catalogue("customers")[key].format(**figures)


def overview(asked: Mapping[str, Any]) -> "Overview":
    """The rows of some `cases` (`id`, `fields`) as they stand `today`; of `sums`, what they come to.

    `sums` are those of rows answered before, whichever the page shows: a long list is reckoned some cases at a time.
    Where the page has added them up, `count` is how many rows they stand for, and `late` how many of these owe
    something. `sales` is a year's sales as the reader typed them.
    """
    today = date.fromisoformat(asked["today"])
    answer: Overview = {"rows": [_row(each["id"], each["fields"], today) for each in asked.get("cases", ())]}
    if "sums" in asked:
        owed = [_owed(each) for each in asked["sums"]]
        late = sum(1 for each in owed if each.due)
        counts = asked.get("count", len(owed)), asked.get("late", late)
        return {**answer, **_summed(total_of(owed), *counts), "sales": _sales(total_of(owed), asked.get("sales", ""))}
    return answer


# ------------------------------------------------------------ a row


def _row(identifier: str, fields: Fields, today: date) -> "Reckoned":
    debtor = fields.get("side") == "debtor"
    row: RowNamed = {
        "id": identifier,
        "party": fields.get(f"{'creditor' if debtor else 'debtor'}-name", "").strip(),
        "numbers": " ".join(value for name, value in fields.items() if _NUMBER.fullmatch(name) and value),
    }
    try:
        case = _case(fields, today)
        return {**row, **(_of_debtor(case) if debtor else _of_customer(customer_of(case)))}
    except (ValidationError, ClaimRefused):
        return {**row, **_without_figures("incomplete")}
    except Exception:  # a fault of ours about one case must not hide the others
        return {**row, **_without_figures("failed")}


def _case(fields: Fields, today: date) -> Case:
    """The case of a form's entries on that day; ValidationError or ClaimRefused where it is none."""
    found = reckoned(read_form({**fields, "as_of": today.isoformat()}), _reckon)
    if isinstance(found, list):
        raise ClaimRefused(())
    return found.made


def _reckon(form: Form) -> Case:
    case = Case(claim_of(form))
    _ = case.statement  # a claim that cannot be reckoned is no case
    return case


def _of_customer(row: Customer) -> "Figures":
    owed, step = row.owed, row.step
    title = in_words(step.title) if step else say("step.settled" if owed.settled else "step.unknown")
    return {
        "state": "ready",
        "sums": _sums(owed),
        "letter": row.letter or "",
        "order": {
            "due": int(owed.due * 100),
            "not_due": int(owed.not_due * 100),
            "paid_late": int(owed.paid_late * 100),
            "born_before": int(owed.born_before * 100),
            "oldest": row.oldest_days,
            "on": step.on.isoformat() if step else "",
            "last": row.last_day.isoformat() if row.last_day else "",
        },
        "texts": {
            "due": _figure(owed.due),
            "born_before": say("said.born-before", amount=number(owed.born_before)) if owed.born_before else "",
            "not_due": _figure(owed.not_due),
            "oldest": say("said.days", count=number_of(row.oldest_days)) if row.oldest_days else say("said.none"),
            "step": title,
            "on": date_in_numbers(step.on) if step else say("said.none"),
            "last": date_in_numbers(row.last_day) if row.last_day else say("said.none"),
            "lost": say("said.lost") if row.lost else "",
        },
    }


def _of_debtor(case: Case) -> "Figures":
    """What the reader is asked for: it is no customer's, and enters no sum."""
    total = case.statement.totals.total_due
    none = say("said.none")
    return {
        "state": "debtor",
        "letter": "",
        "order": {
            "due": int(total * 100),
            "not_due": 0,
            "paid_late": 0,
            "born_before": 0,
            "oldest": 0,
            "on": "",
            "last": "",
        },
        "texts": {
            "due": _figure(total),
            "born_before": "",
            "not_due": none,
            "oldest": none,
            "step": say("said.owed-by-you"),
            "on": none,
            "last": none,
            "lost": "",
        },
    }


def _without_figures(why: Literal["incomplete", "failed"]) -> "Figures":
    none = say("said.none")
    return {
        "state": why,
        "letter": "",
        "order": {"due": -1, "not_due": -1, "paid_late": -1, "born_before": -1, "oldest": -1, "on": "", "last": ""},
        "texts": {
            "due": none,
            "born_before": "",
            "not_due": none,
            "oldest": none,
            "step": say(f"step.{why}"),
            "on": none,
            "last": none,
            "lost": "",
        },
    }


def _figure(euros: Decimal) -> str:
    return number(euros) if euros else say("said.none")


# ------------------------------------------------------------ sums, to the page and back


def _sums(owed: Owed) -> "RowSums":
    return {
        "due": format(owed.due, "f"),
        "not_due": format(owed.not_due, "f"),
        "principal": format(owed.principal, "f"),
        "paid_late": format(owed.paid_late, "f"),
        "born_before": format(owed.born_before, "f"),
        "ages": [format(euros, "f") for euros in owed.ageing.sums],
    }


def _owed(sums: "RowSums") -> Owed:
    ageing = Ageing(*map(Decimal, sums["ages"]))
    due, not_due, principal = map(Decimal, (sums["due"], sums["not_due"], sums["principal"]))
    return Owed(due, not_due, principal, ageing, Decimal(sums["paid_late"]), Decimal(sums["born_before"]))


def _summed(total: Owed, count: int, late: int) -> "Summed":
    title = say("said.due-none") if not late else _counted("due", late)
    texts: OverviewTotal = {
        "due": _figure(total.due),
        "not_due": _figure(total.not_due),
        "count": _counted("total", count),
    }
    context = {"title": title, "total": total, "ages": _ages(total.ageing), "late": _late(total.ageing)}
    return {"total": texts, "html": {"summary": render("customers_summary.html", **context)}}


def _counted(key: str, count: int) -> str:
    return say(f"said.{key}-one") if count == 1 else say(f"said.{key}", count=number_of(count))


def _ages(ageing: Ageing) -> list[tuple[str, Decimal]]:
    return [(say(f"age.{name}"), euros) for name, euros in ageing.named.items()]


def _late(ageing: Ageing) -> list[tuple[int, int, int]]:
    """The bar of what is due: each age that has any, where its part starts and how long it is, in thousandths."""
    late = ageing.sums[1:]
    whole = sum(late)
    found, start = [], 0
    for at, euros in enumerate(late, start=1):
        width = int(euros * 1000 / whole) if whole else 0
        if euros:
            found.append((at, start, max(width, 4)))
            start += max(width, 4)
    return found


def _sales(total: Owed, typed: str) -> "Sales":
    """The days sales outstanding for a year's sales as they were typed; or why there are none."""
    if not typed.strip():
        return {"days": "", "basis": "", "error": ""}
    found = sum_typed(typed)
    if isinstance(found, Unread) or found <= 0:
        return {"days": "", "basis": "", "error": say("said.sales-unread", typed=typed.strip())}
    days = day_count(int(days_of_sales(total, found).quantize(Decimal(1), "ROUND_HALF_UP")))
    told = round_amount(found) if found == int(found) else amount(found)
    return {"days": days, "basis": say("said.dso-basis", sales=told), "error": ""}


# ------------------------------------------------------------ the letters of the day


def mailing(asked: Mapping[str, Any]) -> "Mailing":
    """The files of one case's mailing, their contents in base 64, and a line about it; no file where none leaves."""
    from latepay_core.outputs.mailing import mailing_of

    name, today = asked["name"], date.fromisoformat(asked["today"])
    try:
        logo = base64.b64decode(asked["logo"]) if asked.get("logo") else None
        made = mailing_of(_case(asked["fields"], today), logo)
    except (ValidationError, ClaimRefused) as refused:
        reasons = refused.refusals if isinstance(refused, ClaimRefused) else ()
        why = " ".join(shown(each.message) for each in reasons) or shown(say("step.incomplete"))
        return {"files": [], "said": say("mailing.refused", name=name, why=why)}
    if made is None:
        return {"files": [], "said": say("mailing.none", name=name)}
    key = "gaps" if made.gaps > 1 else "gaps-one" if made.gaps else "made"
    files: list[MailingFile] = [
        {"name": file, "content": base64.b64encode(held).decode()} for file, held in made.files.items()
    ]
    return {"files": files, "said": say(f"mailing.{key}", name=name, title=made.title, count=made.gaps)}


def mailings(asked: Mapping[str, Any]) -> "MailingArchive":
    """The archive of all mailings: a folder for each, and a list of what is in them and what is not."""
    from latepay_core.outputs.archive import zipped

    today = date.fromisoformat(asked["today"])
    files = dict(_gathered(asked["mailings"]))
    lines = [say("mailing.title", day=date_in_words(today)), "", *(each["said"] for each in asked["mailings"])]
    files[say("mailing.index")] = "\r\n".join([*lines, "", say("mailing.read"), ""]).encode()
    name = say("mailing.folder", day=today.isoformat())
    return {
        "name": f"{name}.zip",
        "media": "application/zip",
        "content": base64.b64encode(zipped(files, today)).decode(),
    }


def _gathered(made: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    taken: set[str] = set()
    for each in made:
        if not each["files"]:
            continue
        base = slug(each["name"]) or "client"
        folder = next(name for name in _numbered(base) if name not in taken)
        taken.add(folder)
        for file in each["files"]:
            yield f"{folder}/{file['name']}", base64.b64decode(file["content"])


def _numbered(base: str) -> Iterator[str]:
    """A name, and then the same with a number: two customers may bear it."""
    yield base
    count = 2
    while True:
        yield f"{base}-{count}"
        count += 1
