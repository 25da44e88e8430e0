"""The little Markdown that the guide needs, as HTML: headings, paragraphs, lists, tables, pictures, links, bold, code.

Called by page_guide with our own file only; everything is escaped all the same.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_INLINE: tuple[tuple[str, str], ...] = (
    (r"`([^`]+)`", r"<code>\1</code>"),
    (r"\*\*([^*]+)\*\*", r"<strong>\1</strong>"),
    (r"!\[([^\]]*)\]\(([\w./-]+)\)", r'<img src="\2" alt="\1" loading="lazy">'),
    (r"\[([^\]]+)\]\(((?:https://|#|/)[^)\s]*|[\w./-]+)\)", r'<a href="\2">\1</a>'),
)


def to_html(text: str, picture_folder: str) -> Markup:
    """`picture_folder`: what stands before the file name of a picture, whatever folder the text names."""
    blocks = re.split(r"\n\s*\n", text.strip())
    html = "\n".join(_block(block) for block in blocks)
    return Markup(re.sub(r'<img src="[^"]*?([\w.-]+)"', rf'<img src="{picture_folder}\1"', html))  # noqa: S704 - escaped


def _block(block: str) -> str:
    lines = block.splitlines()
    if heading := re.match(r"(#{1,4}) (.+)", block):
        level = len(heading.group(1))
        return f'<h{level} id="{anchor(heading.group(2))}">{_inline(heading.group(2))}</h{level}>'
    if all(line.startswith("|") for line in lines):
        return _table(lines)
    if re.match(r"[-*] ", block):
        return _list("ul", r"[-*] ", block)
    if re.match(r"\d+\. ", block):
        return _list("ol", r"\d+\. ", block)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _list(kind: str, mark: str, block: str) -> str:
    items = [item.replace("\n", " ") for item in re.split(rf"(?m)^{mark}", block) if item.strip()]
    return f"<{kind}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{kind}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, body = rows[0], [row for row in rows[1:] if not set("".join(row)) <= set("-: ")]
    titles = "".join(f'<th scope="col">{_inline(title)}</th>' for title in head)
    labelled = [
        "".join(f'<td data-label="{escape(title)}">{_inline(c)}</td>' for title, c in zip(head, row, strict=False))
        for row in body
    ]
    rows_html = "".join(f"<tr>{row}</tr>" for row in labelled)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{rows_html}</tbody></table>"


def _inline(text: str) -> str:
    html = str(escape(text.strip()))
    for pattern, replacement in _INLINE:
        html = re.sub(pattern, replacement, html)
    return html


def anchor(heading: str) -> str:
    """« Pour l’audit » is `pour-laudit`, as the code hosts make it, so that a link works in both places."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
