"""The papers that go with a letter, and those it names."""

from functools import cached_property

from latepay_core.letters.context.sums import Sums
from latepay_core.letters.enclosures import enclosures, reference_in_words
from latepay_core.letters.wording import say


class Papers(Sums):
    """What a template says of enclosures and references."""

    @cached_property
    def enclosures(self) -> tuple[str, ...]:
        """What is sent along."""
        return self._papers(self._brought)

    @cached_property
    def at_hand(self) -> tuple[str, ...]:
        """What the letter rests on and does not bring: an e-mail to which nothing was attached."""
        brought = set(self.enclosures)
        return tuple(each for each in self._papers(self.entry.attach) if each not in brought)

    @property
    def _brought(self) -> tuple[str, ...]:
        """The names of what goes along: by e-mail the account alone, unless the user attaches the rest himself."""
        named = self.entry.attach
        if self.entry.kind == "second-reminder" and not self.beside:
            # Nothing is reckoned there beyond the invoices: no account follows.
            named = tuple(each for each in named if each != "statement")
        if self.entry.answering and self.case.lines_alone:
            # an account whose total is more than what is asked serves whoever asks
            named = tuple(each for each in named if each != "statement")
        if self.channel == "email" and not self.details.attached:
            named = tuple(each for each in named if each == "statement" and self.entry.annexed)
        return named

    def _papers(self, named: tuple[str, ...]) -> tuple[str, ...]:
        each = self.entry.to == "court" or self.entry.group == "public"
        day = self.case.account_day(self.entry.scope)
        return enclosures(named, self.case, self.statement, self.language, account_day=day, each=each)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The papers the user named: « Bon de commande n° 12 du 3 mars 2026 »."""
        named = [reference_in_words(each, self.language) for each in self.details.references]
        if self.case.rules.public_buyer and self.language == "fr":
            file = self.details.public
            known_as = {"contract": file.contract, "commitment": file.commitment, "service": file.service_code}
            named += [say(f"public-reference.{key}", number=number) for key, number in known_as.items() if number]
        return tuple(named)
