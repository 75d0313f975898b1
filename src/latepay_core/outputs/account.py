"""The statement as a document of its own: whoever owes or is owed prints it without writing a letter."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from latepay_core.case import Case
from latepay_core.claim import Claim, RegimeCode
from latepay_core.documents.document import Document, Heading, PageBreak
from latepay_core.documents.signs import unprintable
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry, Words
from latepay_core.letters.context import Context, channel_of
from latepay_core.letters.wording import say
from latepay_core.letters.writing import document_of, for_the_recipient, texts_of
from latepay_core.statement import Statement

if TYPE_CHECKING:
    from latepay_core.documents.logo import Logo

#: What the statement is to whoever makes its document: every invoice, whatever the claim's body of rules.
ACCOUNT = Entry(
    kind="statement",
    order=0,
    title="Décompte",
    languages=("fr", "en"),
    en=Words(title="Statement"),
    when="",
    when_not="",
    to="reader",
    group="court",
    tone="formal",
    channels=("post",),
    layout="deed",
    scope="all",
    regimes=get_args(RegimeCode),
    annexed=True,
)


@dataclass(frozen=True)
class Account:
    """The statement of a case, ready for any renderer; `claim` and `statement` are what its reader may see of them."""

    document: Document
    claim: Claim
    statement: Statement

    @property
    def gaps(self) -> int:
        """How many dotted lines it holds: the names that were not given."""
        return sum(text.count(say("blank")) for text in texts_of(self.document))

    @property
    def lost(self) -> str:
        """What to know before its PDF is taken: the signs that PDF cannot write; empty where it writes them all."""
        signs = unprintable("".join(texts_of(self.document)))
        return say("caution.not-in-the-pdf", signs=signs) if signs else ""


def account_of(claim: Claim | Case | LetterCase, logo: "Logo | None" = None) -> Account:
    """The statement of a whole case as a document: what is due, what falls due later, every invoice, line and rule.

    It has the letterhead of the creditor's letters, with `logo` where one is given.

    It says the sums of the case's statement (EUR), and needs no letter. Raises ClaimRefused for a claim that cannot be
    reckoned.

    >>> found = account_of(Claim.model_validate({"as_of": "2026-11-22",
    ...     "invoices": [{"number": "F-118", "due_on": "2026-11-18", "amount": "2400.00"}]}))
    >>> found.document.title
    'Décompte arrêté au 22\\xa0novembre\\xa02026'
    """
    case = LetterCase.of(claim)
    about, statement = case.about(ACCOUNT.scope)
    context = Context(case, ACCOUNT, about, statement, statement.language, channel_of(ACCOUNT, case.details))
    return Account(
        document=replace(_on_its_own(document_of(context)), logo=logo),
        claim=for_the_recipient(about),
        statement=statement.model_copy(update={"warnings": ()}),
    )


def _on_its_own(document: Document) -> Document:
    """The annex without the letter before it: its heading is the title, and no page is turned."""
    kept = [each for each in document.blocks if not isinstance(each, PageBreak)]
    at, heading = next((at, each) for at, each in enumerate(kept) if isinstance(each, Heading))
    title = "".join(run.text for run in heading.runs)
    blocks = (*document.letterhead, replace(heading, level=1), *kept[:at], *kept[at + 1 :])
    return replace(document, title=title, blocks=blocks)
