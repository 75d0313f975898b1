"""What every part of a letter's context rests on: the case, the claim and the statement it is about, its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from latepay_core.claim import Claim
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry, Layout
from latepay_core.letters.details import Channel, LetterDetails, Tone
from latepay_core.letters.forms import filters
from latepay_core.letters.wording import known, law_words, say
from latepay_core.said import Language
from latepay_core.statement import Statement, Totals


@dataclass(frozen=True)
class Seen:
    """A letter as its template sees it: what it is about, in which language, sent how.

    `us("nous vous écrivons", "je vous écris")` chooses the creditor's own voice.
    """

    case: LetterCase
    entry: Entry
    claim: Claim
    statement: Statement
    language: Language
    channel: Channel

    @property
    def details(self) -> LetterDetails:
        """What only the letters need."""
        return self.case.details

    @property
    def layout(self) -> Layout:
        """An e-mail has no address blocks, whatever the letter is on paper; a deed stays a deed."""
        if self.entry.layout == "deed":
            return "deed"
        return "message" if self.channel == "email" else "letter"

    @property
    def written_on(self) -> date:
        """The letter's date."""
        return self.case.written_on

    @property
    def as_of(self) -> date:
        """The day up to which everything is counted."""
        return self.statement.as_of

    @property
    def regime(self) -> str:
        """The body of rules: `fr-b2b`, `fr-public`, `fr-civil`."""
        return self.statement.regime

    @property
    def totals(self) -> Totals:
        """Their sums, in EUR."""
        return self.statement.totals

    @property
    def left_out(self) -> Decimal:
        """What is due in the whole case, in EUR, for invoices that this paper is not about."""
        return self.case.statement.totals.due.total_due - self.totals.due.total_due

    @property
    def law(self) -> Mapping[str, str]:
        """The law's own figures on the letter's day, in words: « quarante-cinq », « 40 € »."""
        return law_words(self.as_of)

    @property
    def blank(self) -> str:
        """What stands for something to write by hand."""
        return say("blank")

    @property
    def ruled(self) -> str:
        """A line to write or sign on."""
        return say("ruled")

    @property
    def voice(self) -> Literal["we", "i"]:
        """« nous », or « je » for a private person who signs, or whoever chose so; the debtor signs his own answer."""
        alone = self.claim.creditor.kind == "individual"
        if self.entry.to == "creditor":
            alone = self.claim.debtor.kind == "consumer"
        return self.details.voice or ("i" if alone else "we")

    @property
    def tone(self) -> Tone:
        """How a reminder speaks: as chosen, else as the catalogue says of it."""
        return self.details.tone or ("firm" if self.entry.tone == "firm" else "courteous")

    def us(self, we: str, i: str) -> str:
        """The words in the voice of whoever signs."""
        return we if self.voice == "we" else i

    @property
    def loan(self) -> bool:
        """Whether a private person is owed a sum for which there is no invoice."""
        return self.case.loan

    def word(self, key: str, /, **figures: object) -> str:
        """A sentence of the letters' catalogue in the letter's language, for macros that several letters share."""
        return say(key, self.language, **figures)

    def has_word(self, key: str) -> bool:
        """Whether the catalogue has it."""
        return known(key, self.language)

    def form(self, name: str, value: object) -> str:
        """A value in one of the forms of the letter's language."""
        return str(filters(self.language)[name](value))
