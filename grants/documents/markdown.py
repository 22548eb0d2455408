"""Read Markdown into the blocks of a document; of a link, its words stay."""

from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from grants.documents.content import Block, Bullets, Heading, Paragraph, Runs, Table

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
STYLES = {"strong": "strong", "em": "emph"}
DEEPEST = 6


def blocks_of(text: str, first_heading: int) -> list[Block]:
    """Return the blocks of a text; its headings begin at a level and leave none out."""
    tokens = _markdown.parse(text)
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    depth = {tag: min(DEEPEST, place + first_heading) for place, tag in enumerate(levels)}
    return list(_blocks(SyntaxTreeNode(tokens), depth))


def _blocks(parent: SyntaxTreeNode, depth: Mapping[str, int]) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "heading":
                yield Heading("".join(words for words, _style in _runs(node)), depth[node.tag])
            case "paragraph":
                yield Paragraph(_runs(node))
            case "bullet_list" | "ordered_list":
                yield Bullets([_item(item) for item in node.children], numbered=node.type == "ordered_list")
            case "table":
                yield _table(node)
            case "fence" | "code_block":
                yield Paragraph([(node.content.strip(), "")])
            case _:
                yield from _blocks(node, depth)


def _runs(node: SyntaxTreeNode, style: str = "") -> Runs:
    found: list[tuple[str, str]] = []
    for child in node.children:
        if child.type in {"softbreak", "hardbreak"}:
            found.append((" ", style))
        elif child.children:
            found.extend(_runs(child, STYLES.get(child.type, style)))
        elif child.content:
            found.append((child.content, style))
    return found


def _item(node: SyntaxTreeNode) -> Runs:
    """Return the words of an item of a list, those of lists inside of it too."""
    found: list[tuple[str, str]] = []
    for inner in node.walk():
        if inner.type == "inline":
            found.extend([(" ", ""), *_runs(inner)] if found else _runs(inner))
    return found


def _table(node: SyntaxTreeNode) -> Table:
    rows = [
        ["".join(words for words, _style in _runs(cell)) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    return Table(rows[0], rows[1:])
