"""What each event does to the time left to act, said beside it: some are widely believed to stop the clock."""

from calculator.app.entries import Form
from calculator.app.wording import in_words, told
from latepay_core.case import Case
from latepay_core.countries.fr.limitation.answer import InvoiceLimitation, TimelineEvent
from latepay_core.countries.fr.limitation.rules import effect_of

#: Those that people take for an interruption (Cass. com., 18 May 2022, n° 20-23.204; C. civ., art. 2240 and 2241).
_MISTAKEN = frozenset({"reminder", "formal-notice", "promise", "order-requested"})


def note_effects(form: Form, case: Case) -> None:
    """Marks each event of a claim that was reckoned with what it does to the limitation, where that matters."""
    if case.limitation is None:  # a debt older than the rules that are known
        return
    claim, invoices = case.claim, case.limitation.invoices
    for position in range(len(claim.events)):
        done = [(each, event) for each in invoices for event in each.events if event.position == position]
        if done:
            _note(form, form.field_of_path[f"events[{position}].kind"], done)


def _note(form: Form, field: str, done: list[tuple[InvoiceLimitation, TimelineEvent]]) -> None:
    """One sentence for an event that may bear on several invoices: what it did wins over what it did not."""
    able = [event for invoice, event in done if effect_of(event.kind, invoice.kind).interrupts]
    kind = done[0][1].kind
    if able:
        form.mark(field).echo = in_words(max(able, key=lambda event: event.interrupts).sentence)
    elif kind in _MISTAKEN:
        form.mark(field).warning = told(form.reader, f"effect.{kind}")
