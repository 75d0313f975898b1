"""What only a letter needs: place, signatory, reply time, references, enclosures, what was said on the telephone…

The claim file carries it under its key `letter`; the reckoning never reads it. Everything is optional: what is left out
is asked for, or stands as a blank line in the letter.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import Field, StrictBool, StrictInt, ValidationError, create_model

from latepay_core.claim import Claim, ClaimRefused, Refusal, refusals_of
from latepay_core.claim.asked import Asked
from latepay_core.claim.fields import Amount, IsoDate, Text, at_most
from latepay_core.claim.part import Part
from latepay_core.claim.refusals import REQUIRED_CHOICES, refuse
from latepay_core.letters.fields import DayOfBirth, LongText
from latepay_core.letters.folders import modules
from latepay_core.procedure.reply import Reply, ReplyDays
from latepay_core.said import Language

Channel = Literal["email", "post", "registered"]
#: How a reminder speaks: courteously, firmly, or for the last time.
Tone = Literal["courteous", "firm", "last"]
_ABOUT_KEYS = frozenset({"unknown-key", "unknown-key-close", "key-out-of-place"})
_few = at_most(500)


ReferenceKind = Literal["order", "quote", "contract", "delivery", "other"]
REQUIRED_CHOICES["references.kind"] = get_args(ReferenceKind)


class Reference(Part):
    """A paper that the letter names: order, quote, contract, delivery note, or another one (`title`)."""

    kind: ReferenceKind
    title: Text = ""
    number: Text = ""
    on: IsoDate | None = None


class Identity(Part):
    """What identifies a party before a court or in a deed, beyond its name, address and SIREN."""

    legal_form: Text = ""
    share_capital: Amount | None = None
    registry: Text = ""
    represented_by: Text = ""
    born_on: DayOfBirth | None = None
    born_in: Text = ""
    nationality: Text = ""
    occupation: Text = ""


class Dispute(Part):
    """What the debtor contests: since when, what, and what we answer; the part that is not contested, in EUR."""

    raised_on: IsoDate | None = None
    reasons: LongText = ""
    answer: LongText = ""
    undisputed: Amount | None = None


class Instalments(Part):
    """The instalment plan to put into the letter; the reckoning of its rows is the room `instalments`'s.

    Either a `count` of instalments or their `amount`, in EUR; `first_on` is the first due date, the others follow month
    by month. `interest` goes on until the last payment (`continues`), stops on the statement's day (`stopped`) or is
    not asked for at all (`waived`). `remedy_days`: the time a missed instalment may still be made good, once notified.
    """

    count: Annotated[StrictInt, Field(ge=1, le=120)] | None = None
    amount: Amount | None = None
    first_on: IsoDate | None = None
    interest: Literal["continues", "stopped", "waived"] = "continues"
    compensation: Literal["included", "waived"] = "included"
    signed_on: IsoDate | None = None
    remedy_days: ReplyDays | None = None


class Addressee(Part):
    """Where the letter goes when it does not go to the debtor: the préfet, the liquidator, the mediator…"""

    name: Text = ""
    address: Text = ""
    email: Text = ""


class PublicFile(Part):
    """How a public buyer knows the claim: contract, commitment number, deposit of the payment request, accountant."""

    contract: Text = ""
    commitment: Text = ""
    service_code: Text = ""
    deposited_on: IsoDate | None = None
    accountant: Text = ""
    claimed_on: IsoDate | None = None


class Received(Part):
    """What somebody claims from the reader, who writes as the debtor: the sum in EUR, the letter's day and name.

    `asked` is what that letter holds line by line, where the reader has told it.
    """

    amount: Amount | None = None
    dated: IsoDate | None = None
    reference: Text = ""
    asked: Asked | None = None


class Edit(Part):
    """A paragraph rewritten by the user: which letter and language, which paragraph, what it said, what it says now."""

    letter: Text
    language: Language = "fr"
    key: Text
    original: LongText
    text: LongText


class KeptEntry(Part):
    """An entry of the calendar as it was last exported."""

    key: Text
    on: IsoDate
    title: Text = ""
    sequence: Annotated[StrictInt, Field(ge=0)]
    digest: Text = ""
    cancelled: StrictBool = False


class KeptCalendar(Part):
    """What was exported of the claim's calendar: the next export updates it, and calls off what no longer stands."""

    case: Text
    entries: tuple[KeptEntry, ...] = ()


class SharedDetails(Part):
    """What the letters share of their details: see `LetterDetails`, which adds what each asks for alone."""

    place: Text = ""
    written_on: IsoDate | None = None
    signatory_name: Text = ""
    signatory_title: Text = ""
    channel: Channel | None = None
    registered_number: Text = ""
    attention: Text = ""
    salutation: Literal["both", "madam", "sir"] = "both"
    voice: Literal["we", "i"] | None = None
    tone: Tone | None = None
    reply: Reply = Reply()
    references: Annotated[tuple[Reference, ...], _few] = ()
    enclosures: Annotated[tuple[Text, ...], _few] = ()
    remark: LongText = ""
    supply: LongText = ""
    payment_link: Text = ""
    payment_reference: Text = ""
    #: Whether a code to scan for the transfer follows the account number.
    transfer_code: StrictBool = True
    #: Whether the sum asked for settles the account if it comes by its day; else interest is asked for up to payment.
    settles: StrictBool = True
    interest_waived: StrictBool = False
    #: Whether the user attaches the papers himself to the e-mail: it then says that they are there.
    attached: StrictBool = False
    creditor_identity: Identity = Identity()
    debtor_identity: Identity = Identity()
    dispute: Dispute = Dispute()
    instalments: Instalments = Instalments()
    addressee: Addressee = Addressee()
    public: PublicFile = PublicFile()
    received: Received = Received()
    edits: Annotated[tuple[Edit, ...], _few] = ()
    calendar: KeptCalendar | None = None


@cache
def own_parts() -> Mapping[str, type[Part]]:
    """What single letters ask for, by the key that holds it: each stands in its letter's folder."""
    return {key: part for module in modules("details") for key, part in module.DETAILS.items()}


_WHAT = """\
Everything a letter may need that the claim does not hold; refused with French sentences like a claim.

`written_on` is the statement's day where it is left out. `channel` chooses among those a letter allows.
`salutation` fits a company or a service (`both`), or a person; `attention` names whom the letter is for.
`voice`: « nous » or « je »; a private creditor says « je » where nothing is chosen. `enclosures` come after those
the letter names itself; `remark` is a paragraph of one's own; `supply` says what was delivered or done.
`tone`: how a reminder speaks; each has its own where nothing is chosen.
`interest_waived`: what accrues until the day granted by `more_time` will not be asked for.

>>> LetterDetails.model_validate({"place": "Lyon", "reply": {"days": 8, "kind": "calendar"}}).reply.days
8
"""

if TYPE_CHECKING:

    class LetterDetails(SharedDetails):
        """Everything a letter may need: `own` gives the parts that single letters have of their own."""

else:
    LetterDetails = create_model(
        "LetterDetails",
        __base__=SharedDetails,
        __module__=__name__,
        __doc__=_WHAT,
        **{key: (part, part()) for key, part in own_parts().items()},
    )


def own[Own: Part](details: LetterDetails, part: type[Own]) -> Own:
    """What a letter asks for alone, as its folder declares it.

    >>> from latepay_core.letters.kinds.chase.call_confirmation.details import Call
    >>> own(read_details({"call": {"with_whom": "Mme Martin"}}), Call).with_whom
    'Mme Martin'
    """
    key = next(key for key, each in own_parts().items() if each is part)
    found = getattr(details, key)
    assert isinstance(found, part)
    return found


def read_details(data: Mapping[str, Any] | None) -> LetterDetails:
    """The details of a claim's key `letter`, or of a file of their own; empty for None.

    Raises ClaimRefused: each refusal names its field under `letter`.

    >>> read_details({"reply": {"days": 0}})
    Traceback (most recent call last):
    latepay_core.claim.refusals.ClaimRefused: letter.reply.days: too-small
    """
    try:
        return LetterDetails.model_validate(dict(data or {}))
    except ValidationError as error:
        raise ClaimRefused(_reworded(each) for each in refusals_of(error)) from None


def _reworded(refusal: Refusal) -> Refusal:
    """The refusal with its field under `letter`; what a misspelt key meant is looked for among the details' own."""
    path = f"letter.{refusal.path}" if refusal.path else "letter"
    key = str(refusal.figures.get("key", ""))
    if refusal.code not in _ABOUT_KEYS:
        return replace(refusal, path=path)
    if key in _own_keys():
        return refuse("key-out-of-place", path, key=key)
    close = difflib.get_close_matches(key, _own_keys(), n=1)
    return refuse("unknown-key-close", path, key=key, close=close[0]) if close else refuse("unknown-key", path, key=key)


@cache
def _own_keys() -> tuple[str, ...]:
    return tuple(sorted(_keys(LetterDetails)))


def _keys(part: type[Part]) -> Iterator[str]:
    """The names of a model's fields, and of those inside them."""
    for name, each in part.model_fields.items():
        yield name
        for inner in (each.annotation, *get_args(each.annotation)):
            if isinstance(inner, type) and issubclass(inner, Part):
                yield from _keys(inner)


def details_of(claim: Claim) -> LetterDetails:
    """The details that a claim carries.

    >>> invoice = {"due_on": "2026-01-31", "amount": "9.00"}
    >>> details_of(Claim.model_validate({"letter": {"place": "Nantes"}, "invoices": [invoice]})).place
    'Nantes'
    """
    return read_details(claim.letter)
