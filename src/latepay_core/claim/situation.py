"""What the routes depend on and the amounts do not: where the debtor is, whether both sides are traders, who claims.

All of it is optional: what is unknown is said to be unknown, never assumed.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from latepay_core.claim.fields import Country, Figure, IsoDate, Text
from latepay_core.claim.part import Part, unsaid

Place = Literal["general", "alsace-moselle", "overseas", "own-law-overseas", "unknown"]


class Claimant(Part):
    """What the economic-justice contribution depends on; None where the user did not say.

    EUR: yearly turnover and average yearly profit for a company, reference tax income for a natural person.
    """

    kind: Literal["company", "person"] = "company"
    employees: Annotated[StrictInt, Field(ge=0)] | None = None
    turnover: Figure | None = None
    profit: Figure | None = None
    income: Figure | None = None


class Situation(Part):
    """What the user can add about the debtor, the claimant and what was already tried.

    `debtor_country` is an ISO 3166 code, which stands for the debtor's own where that is left out; `court_town` the
    town where the commercial court of the debtor's seat sits; `bodacc_published_on` the day the opening of collective
    proceedings was published; `principal_paid_on` the day a public buyer paid the principal. Anything left out is
    unknown, except the country, France.
    """

    debtor_country: Country | None = None
    debtor_place: Place | None = None
    court_town: Text = ""
    both_traders: StrictBool | None = None
    public_buyer: Literal["state", "local-authority", "other"] | None = None
    housing_or_consumer_credit: StrictBool = False
    amicable_attempt: StrictBool = False
    bodacc_published_on: IsoDate | None = None
    principal_paid_on: IsoDate | None = None
    claimant: Claimant = Field(default_factory=unsaid(Claimant))
