"""Moves imports from the top of a module into the functions that use them, where a calculation calls none of these.

Loading a module takes the reader a few milliseconds each time; these are loaded for a function that nobody calls before
the first result, or at all. The list is of modules that others wrote: our own import late where it serves.
"""

import ast
from collections.abc import Iterator, Mapping
from copy import copy

from calculator.bundle.places import BundleError

#: By file, the names it imports at its top and hardly ever uses.
LATE: Mapping[str, frozenset[str]] = {
    # a font that varies is none of ours, nor one that is put together: what does either stays out of the PDF's path
    "fontTools/otlLib/optimize/__init__.py": frozenset({"RawTextHelpFormatter"}),
    "fontTools/ttLib/beyond64k.py": frozenset({"argparse"}),
    "fontTools/varLib/__init__.py": frozenset(
        {
            *("VariationMerger", "COLRVariationMerger", "iup_delta_optimize", "addFeatureVariations", "pformat"),
            *("DesignSpaceDocument", "InstanceDescriptor", "splitInterpolable", "splitVariableFonts"),
            *("buildVFStatTable", "buildColrV1", "unbuildColrV1"),
        }
    ),
    "fpdf/__init__.py": frozenset({"FlexTemplate", "Template"}),
    "fpdf/fonts.py": frozenset({"instancer"}),
    "fpdf/fpdf.py": frozenset({"StandardSecurityHandler", "mimetypes"}),
    "fpdf/image_parsing.py": frozenset(
        {
            *("http", "socket", "HTTPHandler", "HTTPRedirectHandler", "HTTPSHandler"),
            *("ProxyHandler", "Request", "build_opener"),
        }
    ),
    "importlib/resources/_common.py": frozenset({"tempfile"}),
    "jinja2/__init__.py": frozenset({"BytecodeCache", "FileSystemBytecodeCache", "MemcachedBytecodeCache"}),
    "jinja2/environment.py": frozenset({"get_lexer", "Lexer", "TokenStream", "Parser"}),
    "jinja2/ext.py": frozenset({"pprint"}),
    "jinja2/filters.py": frozenset({"random"}),
    "jinja2/utils.py": frozenset({"choice", "randrange", "quote_from_bytes"}),
    "pydantic/plugin/_loader.py": frozenset({"entry_points"}),
    "pydantic/types.py": frozenset({"secrets"}),
    "pyodide/_package_loader.py": frozenset({"NamedTemporaryFile", "ZipFile"}),
    "segno/writers.py": frozenset({"gzip"}),
    "stdnum/util.py": frozenset({"pydoc", "ssl"}),
    "xml/sax/saxutils.py": frozenset({"urllib"}),
}
#: Classes left out: they fetch a picture from elsewhere, which the page's policy forbids and nothing asks for.
WITHOUT: Mapping[str, frozenset[str]] = {
    "fpdf/image_parsing.py": frozenset(
        {
            *("_ResourceAccessPolicyRedirectHandler", "_ResourceAccessPolicyHTTPHandler"),
            *("_ResourceAccessPolicyHTTPSHandler", "_PinnedRemoteHTTPConnection", "_PinnedRemoteHTTPSConnection"),
        }
    ),
}
#: Functions that make others by compiling text, given here without: by file, what takes the place of which.
REWRITTEN: Mapping[str, str] = {
    "typing_inspection/typing_objects.py": """
def _compile_identity_check_function(member, function_name):
    wanted = [getattr(module, member) for module in (typing, typing_extensions) if hasattr(module, member)]
    first, last = (wanted[0], wanted[-1]) if wanted else (object(), object())
    return lambda obj, /: obj is first or obj is last

def _compile_isinstance_check_function(member, function_name):
    wanted = tuple(getattr(module, member) for module in (typing, typing_extensions) if hasattr(module, member))
    return lambda obj, /: isinstance(obj, wanted)
""",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


def moved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files, late imports moved, nothing else changed."""
    done = {name: ast.unparse(imports(name, ast.parse(files[name]))).encode() for name in LATE if name in files}
    return {**files, **done}


def imports(name: str, tree: ast.Module) -> ast.Module:
    """The module with its late imports moved; BundleError where it uses one of them outside its functions."""
    if name in REWRITTEN:
        tree = _rewritten(name, tree)
    if name in WITHOUT:
        tree = _without_classes(name, tree)
    names = LATE.get(name, frozenset())
    late: dict[str, Import] = {}
    kept: list[ast.stmt] = []
    for statement in tree.body:
        kept += _without(statement, names, late)
    if missing := names - set(late):
        raise BundleError(f"{name} no longer imports {', '.join(sorted(missing))}: see calculator/bundle/late.py")
    tree.body = kept
    for function in _outermost(tree):
        _import_where_used(function, late)
    if early := _names_outside(tree) & set(late):
        raise BundleError(f"{name} uses {', '.join(sorted(early))} when it is imported: see calculator/bundle/late.py")
    return tree


def _without(statement: ast.stmt, names: frozenset[str], late: dict[str, Import]) -> list[ast.stmt]:
    """The import without the late names, which join `late`; any other statement as it is."""
    if not isinstance(statement, Import):
        return [statement]
    for alias in statement.names:
        bound = _bound(statement, alias)
        if bound in names:
            before = late[bound].names if bound in late else []
            late[bound] = copy(statement)
            late[bound].names = [*before, alias]
    statement.names = [alias for alias in statement.names if _bound(statement, alias) not in names]
    return [statement] if statement.names else []


def _bound(statement: Import, alias: ast.alias) -> str:
    """The name by which the module knows what it imports: of `import urllib.parse`, that is `urllib`."""
    return alias.asname or (alias.name.partition(".")[0] if isinstance(statement, ast.Import) else alias.name)


def _without_classes(name: str, tree: ast.Module) -> ast.Module:
    left_out = WITHOUT[name]
    if missing := left_out - {node.name for node in tree.body if isinstance(node, ast.ClassDef)}:
        raise BundleError(f"{name} no longer has {', '.join(sorted(missing))}: see calculator/bundle/late.py")
    tree.body = [node for node in tree.body if not (isinstance(node, ast.ClassDef) and node.name in left_out)]
    return tree


def _rewritten(name: str, tree: ast.Module) -> ast.Module:
    new = {node.name: node for node in ast.parse(REWRITTEN[name]).body if isinstance(node, ast.FunctionDef)}
    old = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if missing := set(new) - old:
        raise BundleError(f"{name} no longer has {', '.join(sorted(missing))}: see calculator/bundle/late.py")
    tree.body = [new.get(node.name, node) if isinstance(node, ast.FunctionDef) else node for node in tree.body]
    return tree


def _outermost(node: ast.AST) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child
        else:
            yield from _outermost(child)


def _import_where_used(block: ast.AST, late: Mapping[str, Import]) -> None:
    """Put each import right before the statement that uses it, in the innermost block there is."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        statements = getattr(block, part, [])
        if not isinstance(statements, list):
            continue
        new: list[ast.AST] = []
        for statement in statements:
            used = _names_of_itself(statement) & set(late)
            new += [late[each] for each in sorted(used)]
            new.append(statement)
            _import_where_used(statement, late)
        setattr(block, part, new)


def _names_of_itself(statement: ast.AST) -> set[str]:
    """The names a statement looks up before it enters the blocks it holds, or to choose one of them."""
    if isinstance(statement, ast.ExceptHandler | ast.match_case):
        return set()
    found: set[str] = set()
    # inside a function the annotation of a variable is never read
    unread = statement.annotation if isinstance(statement, ast.AnnAssign) else None
    left = [node for node in ast.iter_child_nodes(statement) if node is not unread]
    while left:
        node = left.pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ExceptHandler):
            left += [node.type] if node.type else []
        elif isinstance(node, ast.match_case):
            left += [node.pattern, *([node.guard] if node.guard else [])]
        elif not isinstance(node, ast.stmt):
            left += ast.iter_child_nodes(node)
    return found


def _names_outside(tree: ast.Module) -> set[str]:
    """Names looked up while the module is imported: not in the bodies of functions, nor in annotations, which wait."""
    found: set[str] = set()
    left: list[ast.AST] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, Function):
            left += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.AnnAssign):
            left += [node.value] if node.value else []
        elif isinstance(node, ast.Name):
            found.add(node.id)
        else:
            left += ast.iter_child_nodes(node)
    return found
