"""The entries of a form as a browser would send them, read from its HTML."""

from html.parser import HTMLParser


class _Entries(HTMLParser):
    """Every field that has a name, with what stands in it; `offered` are the values that a field lets be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}
        self.offered: dict[str, list[str]] = {}
        self._list = self._text = ""
        self._lines: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "option" and self._list:
            self.offered[self._list].append(value)
            if "selected" in said or self._list not in self.entries:
                self.entries[self._list] = value
        elif not name:
            return
        elif tag == "select":
            self._list = name
            self.offered[name] = []
        elif tag == "textarea":
            self._text, self._lines = name, []
        elif tag == "input" and said.get("type") in ("radio", "checkbox"):
            self.offered.setdefault(name, [""] if said["type"] == "checkbox" else []).append(said.get("value", "on"))
            if "checked" in said:
                self.entries[name] = said.get("value", "on")
        elif tag == "input":
            self.entries[name] = value

    def handle_data(self, data: str) -> None:
        if self._text:
            self._lines.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""
        elif tag == "textarea" and self._text:
            # a browser leaves out the line break that follows the tag
            self.entries[self._text] = "".join(self._lines).removeprefix("\n")
            self._text = ""


def entries_in(html: str) -> dict[str, str]:
    """What a browser sends of a form: each field by its name.

    >>> entries_in('<input name="a" value="1"><select name="b"><option value="x"><option value="y" selected></select>')
    {'a': '1', 'b': 'y'}
    """
    read = _Entries()
    read.feed(html)
    return read.entries


def choices_in(html: str) -> dict[str, list[str]]:
    """The values that each field of a form lets be chosen.

    >>> choices_in('<input type="radio" name="a" value="1"><input type="radio" name="a" value="2" checked>')
    {'a': ['1', '2']}
    """
    read = _Entries()
    read.feed(html)
    return read.offered
