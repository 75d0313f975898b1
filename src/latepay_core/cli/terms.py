"""The command that writes terms of payment, or reads a clause and judges it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, cast, get_args

import typer

from latepay_core.claim import ClaimRefused, Trade
from latepay_core.cli import letters
from latepay_core.cli.lateness import read_percent
from latepay_core.cli.layout import BULLET, View, heading
from latepay_core.cli.options import AsJson
from latepay_core.cli.reading import content_of, read_day, read_whole
from latepay_core.cli.sentences import fault_in
from latepay_core.cli.terminal import show
from latepay_core.cli.usage import FrenchCommand
from latepay_core.said import LANGUAGES, Language, Value, said
from latepay_core.terms import Answers, Checked, Found, Setting, Written, check, make_terms, setting_of
from latepay_core.terms.model import Customer, Document, PublicKind
from latepay_core.wording import answer, english, worded, worded_in
from latepay_core.wording import say as sentence_of

PrintJson = Callable[[dict[str, Any]], None]
#: The longest clause that is read, in signs: a page or two of small print.
MOST_SIGNS = 20_000
_MOST_DAYS = 365
_RATES = ("ecb-plus-10", "three-times-legal")


#: The sentence of a key of this room's catalogue.
say = partial(worded_in, "cli-terms")


def _option(name: str, metavar: str) -> Any:
    return typer.Option(f"--{name}", help=say(f"help.{name}"), metavar=say(f"metavar.{metavar}"), show_default=False)


File = Annotated[str | None, _option("check", "file")]
About = Annotated[str | None, _option("about", "words")]
DocumentName = Annotated[str | None, _option("document", "name")]
CustomerName = Annotated[str | None, _option("customer", "name")]
PublicKindName = Annotated[str | None, _option("public-kind", "name")]
TradeName = Annotated[str | None, _option("trade", "name")]
On = Annotated[str | None, _option("on", "date")]
Days = Annotated[str | None, _option("days", "number")]
EndOfMonth = Annotated[str | None, _option("end-of-month", "name")]
RateText = Annotated[str | None, _option("rate", "rate")]
Discount = Annotated[str | None, _option("discount", "percent")]
DiscountDays = Annotated[str | None, _option("discount-days", "number")]
Retention = Annotated[
    bool, typer.Option("--retention-of-title", help=say("help.retention-of-title"), show_default=False)
]
Spoken = Annotated[str | None, _option("language", "language")]


def register(app: typer.Typer, today: Callable[[], date], print_json: PrintJson) -> None:
    """Adds the command to the program."""

    @app.command("terms", cls=FrenchCommand, help=say("help.terms"))
    def terms(
        *,
        check: File = None,
        about: About = None,
        document: DocumentName = None,
        customer: CustomerName = None,
        public_kind: PublicKindName = None,
        trade: TradeName = None,
        on: On = None,
        days: Days = None,
        end_of_month: EndOfMonth = None,
        rate: RateText = None,
        discount: Discount = None,
        discount_days: DiscountDays = None,
        retention_of_title: Retention = False,
        language: Spoken = None,
        as_json: AsJson = False,
    ) -> None:
        """Writes terms of payment; or reads a clause."""
        spoken = letters.chosen(language, "--language", LANGUAGES) or "fr"
        place: dict[str, Any] = {
            "customer": _one_of(customer, "--customer", Customer),
            "public_kind": _one_of(public_kind, "--public-kind", PublicKind),
            "trade": _one_of(trade, "--trade", Trade),
        }
        day = None if on is None else read_day(on, "--on")
        if check is not None:
            place |= {"document": _one_of(document, "--document", Document), "on": day}
            setting = setting_of(about or "", today()).model_copy(update=_given(place))
            _tell_checked(_judged(check, setting), spoken, print_json if as_json else None)
            return
        given: dict[str, Any] = place | {
            "days": _whole(days, "--days", 0),
            "end_of_month": _one_of(end_of_month, "--end-of-month", Literal["after", "before"]),
            "discount": None if discount is None else read_percent(discount, "--discount", least=Decimal("0.01")),
            "discount_days": _whole(discount_days, "--discount-days", 1),
            "retention_of_title": retention_of_title,
            **_rate(rate),
        }
        _tell_written(make_terms(Answers(**_given(given)), day or today()), spoken, print_json if as_json else None)


def _one_of(text: str | None, option: str, names: Any) -> str | None:
    return letters.chosen(text, option, get_args(names))


def _whole(text: str | None, option: str, least: int) -> int | None:
    return None if text is None else read_whole(text, option, least, _MOST_DAYS)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _rate(text: str | None) -> dict[str, Any]:
    if text is None or text in _RATES:
        return {"rate": text}
    return {"rate": "fixed", "percent": read_percent(text, "--rate", least=Decimal("0.01"))}


def _faulty(code: str, /, **figures: Value) -> ClaimRefused:
    return fault_in("cli-terms", code, "--check", **figures)


def _judged(file: str, setting: Setting) -> Checked:
    try:
        text = content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _faulty("not-text") from None
    if not text.strip():
        raise _faulty("empty")
    if len(text) > MOST_SIGNS:
        raise _faulty("too-long", most=MOST_SIGNS)
    return check(text, setting)


def _tell_checked(checked: Checked, language: Language, print_json: PrintJson | None) -> None:
    if print_json is None:
        show(_checked_view(checked, language))
        return
    listed = [_found_json(each, language) for each in checked.found]
    gravest = {key: listed[0][key] for key in ("reason", "article", "mark")} if listed else {}
    label = sentence_of(checked.word, language)
    setting = checked.setting.model_dump(mode="json")
    print_json(
        {"schema": "latepay.clause/1", "verdict": checked.verdict, "label": label}
        | {"reason": "", "article": "", "mark": ""}
        | gravest
        | {"found": listed, "setting": setting, "foreign": checked.foreign}
    )


def _found_json(found: Found, language: Language) -> dict[str, Any]:
    return answer(found, language) | {"label": sentence_of(found.word, language)}


def _checked_view(checked: Checked, language: Language) -> View:
    yield heading(sentence_of(checked.word, language))
    if checked.foreign:
        yield worded("terms/verdict.foreign-advice", language)
    for each in checked.found:
        reason, article = sentence_of(each.reason, language), each.article
        beside = f"{english.cited(article)}; " if language == "en" else f"{article} ; "
        yield BULLET + f"{sentence_of(each.word, language)}. {reason} [{beside}{_mark(each, language)}]"


def _mark(found: Found, language: Language) -> str:
    return sentence_of(said(f"terms/mark.{found.mark}"), language)


def _tell_written(written: Written, language: Language, print_json: PrintJson | None) -> None:
    if print_json is None:
        show(_written_view(written, language))
        return
    print_json({"schema": "latepay.terms/1"} | answer(written, language))


def _written_view(written: Written, language: Language) -> View:
    for name in type(written).model_fields:
        text = sentence_of(cast(Any, getattr(written, name)), language)
        if text:
            yield heading(worded(f"terms/heading.{name}", language))
            yield text
            yield ""
