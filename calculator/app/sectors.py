"""The sectors whose payment term or time limit the reader may choose, as the form lists them."""

from calculator.app.wording import in_words, say
from latepay_core.countries.fr.sector_terms import sector_terms


def sector_choices() -> list[tuple[str, str]]:
    """Codes and names, the ordinary rule first."""
    return [("", say("sector.none")), *((each.code, in_words(each.title)) for each in sector_terms())]


def sectors_asking_delivery() -> frozenset[str]:
    """The codes of those whose term, or whose limitation, is counted from delivery (C. com., art. L133-6)."""
    return frozenset(each.code for each in sector_terms() if each.counted_from == "delivery") | {"transport"}
