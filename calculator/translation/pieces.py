"""Cuts the source of a template into what a reader reads, and puts other words in its place.

What is between two braces, or in a tag, is one sign of a private range while the text around it is cut; the pieces are
then found in HTML alone.
"""

import ast
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import NamedTuple

from jinja2 import Environment

#: Signs that stand for a piece of Jinja: a figure that is printed, and a statement.
_FIGURES, _STATEMENTS = 0xE000, 0xF0000
_FIGURE, _STATEMENT = "[\ue000-\uf8ff]", "[\U000f0000-\U000ffffd]"
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Elements inside a sentence; any other ends it.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup")
)
#: Attributes whose value is read by people.
_READ = re.compile(
    r"(\s(?:aria-label|aria-roledescription|alt|title|placeholder|label|data-label|data-say-[a-z]+)=)(\"[^\"]*\"|'[^']*')"
)
_WORD = re.compile(r"[^\W\d_]")
_HELD = re.compile(r"\{(\d+)\}")
#: The ending of a plural, which another language may do without.
_ENDING = re.compile(r"\{\{-?\s*(\"|')[a-z]{1,3}\1 if [^\"']*\}\}")
#: Statements that name files, and say nothing.
_NAMING = re.compile(r"\{%-?\s*(?:from|include|import|extends)\b")
#: What a program may say to itself: a code in small letters, attributes of an element, a place to be filled in.
_CODE = re.compile(r"[a-z0-9_.:/#%*+-]*|(?:open )?data-[a-z]+|[a-z-]+=\"[^\"]*\"|__[A-Z]__")


class Piece(NamedTuple):
    """What is read in one go: its key in a catalogue; `certain` unless it may as well be a code of the program."""

    key: str
    certain: bool


type Say = Callable[[Piece], str | None]


def is_words(text: str) -> bool:
    """Whether a text holds a letter that is read."""
    return bool(_WORD.search(unescape(re.sub(_FIGURE, "", text))))


def pieces_of(environment: Environment, source: str) -> Iterator[Piece]:
    """All that a template says, in its order."""
    found: list[Piece] = []

    def note(piece: Piece) -> None:
        found.append(piece)

    rewritten(environment, source, note)
    yield from found


def rewritten(environment: Environment, source: str, say: Say) -> str:
    """The source in other words, its signs set as English sets them; where `say` has no words, those there are stay."""
    return _Rewriting(environment, say).of(source)


class _Rewriting:
    """A template being said otherwise; `held` are its pieces of Jinja, each by the sign that stands for it."""

    def __init__(self, environment: Environment, say: Say) -> None:
        self.environment, self.say = environment, say
        self.held: dict[str, str] = {}

    def of(self, source: str) -> str:
        text = "".join(map(self._signed, _parts(self.environment, source)))
        said = "".join(self._html(text))
        return re.sub(f"{_FIGURE}|{_STATEMENT}", lambda sign: self.held[sign[0]], said)

    def _signed(self, part: str) -> str:
        """The text as it is; a sign for an expression or a statement; nothing for a comment."""
        if not part.startswith(("{{", "{%", "{#")):
            return part
        if part.startswith("{#"):
            return ""
        sign = chr((_FIGURES if part.startswith("{{") else _STATEMENTS) + len(self.held))
        self.held[sign] = self._expression(part)
        return sign

    # ---------------------------------------------------------------- expressions

    def _expression(self, jinja: str) -> str:
        """An expression or a statement with the texts that stand in it."""
        if _NAMING.match(jinja):
            return jinja
        tokens = self.environment.lex(jinja)
        return "".join(self._literal(value) if kind == "string" else value for _, kind, value in tokens)

    def _literal(self, written: str) -> str:
        text = ast.literal_eval(written)
        if not is_words(text):
            return written
        start, core, end = _ends(text)
        said = self.say(Piece(_key(core), not _CODE.fullmatch(core)))
        if said is None:
            return written
        quoted = (start + said + end).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{quoted}"'

    # ---------------------------------------------------------------- HTML

    def _html(self, text: str) -> Iterator[str]:
        """The text with its runs and its attributes said otherwise."""
        run: list[str] = []
        at = 0
        for sign in _CUT.finditer(text):
            run.append(text[at : sign.start()])
            at = sign.end()
            tag = self._attributes(sign[0])
            if _is_inline(sign[0]):
                run.append(tag)
                continue
            yield self._run(run)
            yield tag
            run = []
        run.append(text[at:])
        yield self._run(run)

    def _attributes(self, tag: str) -> str:
        if not tag.startswith("<") or tag.startswith(("</", "<!")):
            return tag
        return _READ.sub(lambda found: f'{found[1]}"{self._attribute(found[2][1:-1])}"', tag)

    def _attribute(self, value: str) -> str:
        # what a statement decides inside an attribute is said on each of its sides
        parts = re.split(f"({_STATEMENT})", value)
        return "".join(part if at % 2 else self._told(part, quote=True) for at, part in enumerate(parts))

    def _run(self, parts: list[str]) -> str:
        """A run of text; the tags around its words are left out of what the catalogue names."""
        before, inside, after = _bare([part for part in parts if part])
        return "".join(before) + self._told("".join(inside)) + "".join(after)

    def _told(self, text: str, *, quote: bool = False) -> str:
        """A run in other words, with its own tags and figures in the places that these give them."""
        if not is_words(_TAG.sub("", text)):
            return _punctuated(text)
        start, core, end = _ends(text)
        tags, figures = _TAG.findall(core), re.findall(_FIGURE, _TAG.sub("", core))
        numbers = iter(range(1, len(figures) + 1))
        bare = re.sub(_FIGURE, lambda _: f"{{{next(numbers)}}}", _TAG.sub(_named, core))
        key = _key(unescape(bare))
        said = self.say(Piece(key, certain=True))
        if said is None:
            return text
        optional = {at for at, sign in enumerate(figures, 1) if _ENDING.fullmatch(self.held[sign])}
        try:
            words = _numbered(_tagged(said, tags, quote=quote), figures, optional)
        except ValueError as fault:
            raise ValueError(f"« {said} » : {fault} de « {key} »") from None
        return ("" if said.startswith(_CLOSE) else start) + words + end


#: Signs before which English leaves no blank, and French quotes.
_CLOSE = (":", ";", ",", ".", "?", "!", ")")
_BLANK = r"(?:\s|&nbsp;|&#8239;)"
_SIGNS = (
    (re.compile(rf"{_BLANK}+(?=[:;?!])"), ""),
    (re.compile(rf"«{_BLANK}*"), "“"),
    (re.compile(rf"{_BLANK}*»"), "”"),
)


def _punctuated(text: str) -> str:
    """A run that has no words, only signs between figures."""
    return "".join(part if at % 2 else _signs(part) for at, part in enumerate(re.split(f"({_TAG.pattern})", text)))


def _signs(text: str) -> str:
    for french, english in _SIGNS:
        text = french.sub(english, text)
    return text


_CUT = re.compile(f"{_TAG.pattern}|{_STATEMENT}", re.DOTALL)


def _parts(environment: Environment, source: str) -> Iterator[str]:
    """Text, expressions, statements and comments, each whole."""
    whole, ends = "", ""
    for _, kind, value in environment.lex(source):
        whole += value
        if kind.endswith("_begin"):
            ends = kind.replace("_begin", "_end")
        elif not ends or kind == ends:
            ends = ""
            yield whole
            whole = ""


def _ends(text: str) -> tuple[str, str, str]:
    """The blanks before a text, the text, and the blanks after it."""
    core = text.strip()
    at = text.index(core)
    return text[:at], core, text[at + len(core) :]


def _key(text: str) -> str:
    """A text as a catalogue names it: its spaces are one kind, and single."""
    return " ".join(text.split())


def _named(tag: re.Match[str]) -> str:
    """A tag as a catalogue names it: without its attributes."""
    name = _NAME.match(tag[0])
    return f"<{name[1]}{name[2]}>" if name else tag[0]


def _is_inline(tag: str) -> bool:
    name = _NAME.match(tag)
    return bool(name and name[2].lower() in _INLINE)


def _bare(parts: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The tags before a run's words, the run, and the tags after it; a pair of which only one is outside stays in."""
    before, after = list[str](), list[str]()
    while parts:
        partner = _partners(parts)
        first, last, end = parts[0], parts[-1], len(parts) - 1
        if _is_outside(first) and (not _is_tag(first) or 0 not in partner):
            before.append(parts.pop(0))
        elif _is_outside(last) and (not _is_tag(last) or end not in partner):
            after.insert(0, parts.pop())
        elif partner.get(0) == end:
            before.append(parts.pop(0))
            after.insert(0, parts.pop())
        else:
            break
    return before, parts, after


def _is_tag(part: str) -> bool:
    return part.startswith("<")


def _is_outside(part: str) -> bool:
    """A tag, or blanks: what a run may begin and end with without saying anything."""
    return _is_tag(part) or not part.strip()


def _partners(parts: list[str]) -> dict[int, int]:
    """Which tags of a run belong together, by their places."""
    found: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for at, part in enumerate(parts):
        name = _NAME.match(part)
        if name is None:
            continue
        if not name[1]:
            opened.append((name[2], at))
        elif opened and opened[-1][0] == name[2]:
            start = opened.pop()[1]
            found[start], found[at] = at, start
    return found


def _tagged(said: str, tags: list[str], *, quote: bool) -> str:
    """The words of a catalogue as HTML, with the tags of the template, which keep their attributes."""
    waiting, written, at = list(tags), "", 0
    for tag in _TAG.finditer(said):
        written += escape(said[at : tag.start()], quote=quote)
        at = tag.end()
        own = next((each for each in waiting if _same(each, tag[0])), None)
        if own is None:
            raise ValueError(f"la balise {tag[0]} n’est pas une de celles")
        waiting.remove(own)
        written += own
    if waiting:
        raise ValueError(f"il manque {waiting[0]}, une des balises")
    return written + escape(said[at:], quote=quote)


def _same(tag: str, named: str) -> bool:
    one, other = _NAME.match(tag), _NAME.match(named)
    return bool(one and other and one.groups() == other.groups())


def _numbered(said: str, figures: list[str], optional: set[int]) -> str:
    """The words with the figures of the template, each once."""
    used = [int(number) for number in _HELD.findall(said)]
    known = set(range(1, len(figures) + 1))
    if len(set(used)) != len(used) or not known - optional <= set(used) <= known:
        raise ValueError("ce ne sont pas les chiffres")
    return _HELD.sub(lambda number: figures[int(number[1]) - 1], said)
