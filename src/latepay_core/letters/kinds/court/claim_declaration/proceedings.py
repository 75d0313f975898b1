"""What a declaration of claim says of the proceedings: the judgment, its publication, the last day to declare."""

from dataclasses import dataclass
from datetime import date

from latepay_core.countries.fr.procedure.words import day_to_keep
from latepay_core.countries.fr.regions import declares_from_afar
from latepay_core.countries.fr.time_limits import claim_declaration, claim_relief
from latepay_core.days import DAY
from latepay_core.letters.case import LetterCase
from latepay_core.letters.wording import say


@dataclass(frozen=True)
class ProceedingsView:
    """Collective proceedings: the judgment's day and its eve, on which interest stops (C. com., art. L622-28).

    `declare_by` is the last of the two months after the publication (art. R622-24), None where its day is not known;
    `relief_by` the last day of the six months in which a late creditor may ask to be relieved.
    """

    opened_on: date
    eve: date
    published_on: date | None
    months_to_declare: str
    declare_by: date | None
    late: bool
    relief_by: date | None


def proceedings_view(case: LetterCase) -> ProceedingsView | None:
    """The proceedings opened against the debtor up to the statement's day; None where there are none."""
    opened = case.claim.debtor.insolvency_opened_on
    if opened is None or opened > case.statement.as_of:
        return None
    published = case.claim.situation.bodacc_published_on
    afar = declares_from_afar(case.claim)
    last = day_to_keep(claim_declaration(published, abroad=afar)) if published else None
    return ProceedingsView(
        opened_on=opened,
        eve=opened - DAY,
        published_on=published,
        months_to_declare=say("months-to-declare.afar" if afar else "months-to-declare.near"),
        declare_by=last,
        late=last is not None and case.written_on > last,
        relief_by=day_to_keep(claim_relief(published)) if published else None,
    )
