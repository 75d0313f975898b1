"""Takes out of the sources what nothing reads while the program runs: importing it costs the reader's time.

Importing is half of what happens between opening the page and the first result, and most of it makes classes. Type
checkers have seen the sources as they were written; the page gets them without docstrings, without annotations of
functions, with the shapes of dictionaries as plain dictionaries, and with dataclasses written out the way
`dataclasses` would write them at run time, by `exec`. What only a rare function needs is imported there (`late.py`).
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from calculator.bundle import late

#: `dataclasses.replace` is called on these by name of the module, and wants the real thing.
REPLACED = frozenset({"ComputedFieldInfo"})
#: The one module whose typed dictionaries are read by type checkers alone; elsewhere pydantic may look at them.
SHAPES = "pydantic_core/core_schema.py"
OPTIONS = frozenset({"frozen", "slots", "kw_only", "eq"})
TYPING_ONLY = frozenset({"overload", "_overload"})
Function = ast.FunctionDef | ast.AsyncFunctionDef
Files = Mapping[str, bytes]


def slimmed(files: Files) -> dict[str, bytes]:
    """The same files, Python sources slimmed; the others as they are."""
    sources = {name: ast.parse(body) for name, body in files.items() if name.endswith(".py")}
    extended = {base for tree in sources.values() for base in _bases_of_dataclasses(tree)}
    done = {name: _slim(name, tree, extended).encode() for name, tree in sources.items()}
    return {name: done.get(name, body) for name, body in files.items()}


def _slim(name: str, tree: ast.Module, extended: set[str]) -> str:
    if name == SHAPES:
        tree = _Shapes().visit(tree)
    tree = late.imports(name, tree)
    tree = _Slimmer(lambda cls: cls.name not in REPLACED | extended).visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree))


class _Shapes(ast.NodeTransformer):
    """`class IntSchema(TypedDict): …` becomes `IntSchema = dict`, and what extends it too."""

    def __init__(self) -> None:
        self.known = {"TypedDict"}

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        if not any(isinstance(base, ast.Name) and base.id in self.known for base in node.bases):
            return node
        self.known.add(node.name)
        return ast.Assign([ast.Name(node.name, ast.Store())], ast.Name("dict", ast.Load()))


class _Slimmer(ast.NodeTransformer):
    def __init__(self, may_write_out: Callable[[ast.ClassDef], bool]) -> None:
        self.may_write_out = may_write_out

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = _without_docstring(node.body)
        return self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | list[ast.stmt]:
        """`copy.replace` takes whatever says how it is replaced, `dataclasses.replace` the real thing only."""
        moved = [name for name in node.names if node.module == "dataclasses" and name.name == "replace"]
        if not moved:
            return node
        kept = [name for name in node.names if name not in moved]
        new: list[ast.stmt] = [ast.ImportFrom("copy", moved, 0)]
        return [*new, ast.ImportFrom("dataclasses", kept, 0)] if kept else new

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST | None:
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.generic_visit(node)
        if (options := _dataclass_options(node)) is not None and self.may_write_out(node):
            return _written_out(node, options)
        if not node.decorator_list:
            node.body = _without_docstring(node.body)
        return node

    def _function(self, node: Function) -> ast.AST | None:
        if any(_name(decorator) in TYPING_ONLY for decorator in node.decorator_list):
            return None
        self.generic_visit(node)
        node.body = _without_docstring(node.body)
        # a decorator may read the annotations of what it decorates
        if all(_name(decorator) in {"property", "classmethod", "staticmethod"} for decorator in node.decorator_list):
            node.returns = None
            for argument in _arguments(node.args):
                argument.annotation = None
        return node


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from (argument for argument in (arguments.vararg, arguments.kwarg) if argument)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        return body[1:] or [ast.Pass()]
    return body


def _name(node: ast.expr) -> str:
    """The last name of `f`, `m.f`, `f(…)`."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


# ---------------------------------------------------------------- dataclasses


@dataclass(frozen=True)
class _Field:
    name: str
    default: ast.expr | None
    factory: ast.expr | None


def _bases_of_dataclasses(tree: ast.Module) -> Iterator[str]:
    """A dataclass takes the fields of those it extends from what `dataclasses` left there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_name(each) == "dataclass" for each in node.decorator_list):
            yield from (_name(base) for base in node.bases)


def _dataclass_options(node: ast.ClassDef) -> dict[str, bool] | None:
    """What `@dataclass(…)` says, where that is all that decorates the class and each option is one we write out."""
    if len(node.decorator_list) != 1 or _name(node.decorator_list[0]) != "dataclass":
        return None
    decorator = node.decorator_list[0]
    options = {}
    for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
        if keyword.arg not in OPTIONS or not isinstance(keyword.value, ast.Constant):
            return None
        options[keyword.arg] = bool(keyword.value.value)
    return options


def _written_out(node: ast.ClassDef, options: Mapping[str, bool]) -> ast.ClassDef:
    fields, constants, rest = [], [], []
    for statement in node.body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            rest.append(statement)
        elif "ClassVar" in ast.unparse(statement.annotation):
            if statement.value is not None:
                constants.append(ast.Assign([statement.target], statement.value))
        else:
            field = _field(statement.target.id, statement.value)
            if field is None:
                return node
            fields.append(field)
    own = {statement.name for statement in rest if isinstance(statement, ast.FunctionDef)}
    made = ast.parse(_methods(node.name, fields, options, own))
    defaults = [] if options.get("slots") else [each for each in map(_class_default, fields) if each]
    node.decorator_list = []
    # what a field's default may name stands before the methods, which take it as their own default
    node.body = [*constants, *made.body, *defaults, *_without_docstring(rest)]
    return node


def _field(name: str, value: ast.expr | None) -> _Field | None:
    if not isinstance(value, ast.Call):
        return _Field(name, value, None)
    said = {keyword.arg: keyword.value for keyword in value.keywords}
    if _name(value) != "field":
        # `field` by another name is left to `dataclasses`
        return None if said.keys() & {"default", "default_factory"} else _Field(name, value, None)
    if not set(said) <= {"default", "default_factory"}:
        return None
    return _Field(name, said.get("default"), said.get("default_factory"))


def _class_default(field: _Field) -> ast.stmt | None:
    return ast.Assign([ast.Name(field.name, ast.Store())], field.default) if field.default else None


def _methods(cls: str, fields: list[_Field], options: Mapping[str, bool], own: set[str]) -> str:
    names = [field.name for field in fields]
    mine, other = _tuple(f"self.{name}" for name in names), _tuple(f"other.{name}" for name in names)
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    texts = {
        "__init__": _init(fields, "__post_init__" in own, bool(options.get("kw_only"))),
        "__repr__": f"def __repr__(self):\n    return f'{cls}({shown})'",
    }
    texts["__replace__"] = (
        f"def __replace__(self, /, **changes):\n    return {cls}(**{{"
        + ", ".join(f"'{name}': self.{name}" for name in names)
        + "} | changes)"
    )
    if options.get("eq", True):
        texts["__eq__"] = (
            "def __eq__(self, other):\n    if other.__class__ is not self.__class__:\n        return NotImplemented\n"
            f"    return {mine} == {other}"
        )
        if options.get("frozen"):
            texts["__hash__"] = f"def __hash__(self):\n    return hash({mine})"
    lines = [text for name, text in texts.items() if name not in own]
    if options.get("slots"):
        lines.insert(0, f"__slots__ = {_tuple(map(repr, names))}")
    if not options.get("kw_only"):
        lines.insert(0, f"__match_args__ = {_tuple(map(repr, names))}")
    return "\n".join(lines)


def _init(fields: list[_Field], post: bool, keywords_only: bool) -> str:
    parameters = ["self", *(["*"] if keywords_only and fields else [])]
    body = []
    for field in fields:
        value = field.name
        if field.factory is not None:
            parameters.append(f"{field.name}=...")
            value = f"({ast.unparse(field.factory)})() if {field.name} is ... else {field.name}"
        elif field.default is not None:
            parameters.append(f"{field.name}={ast.unparse(field.default)}")
        else:
            parameters.append(field.name)
        body.append(f"    self.{field.name} = {value}")
    body += ["    self.__post_init__()"] if post else []
    return "\n".join([f"def __init__({', '.join(parameters)}):", *(body or ["    pass"])])


def _tuple(items: "Iterator[str] | map[str]") -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"
