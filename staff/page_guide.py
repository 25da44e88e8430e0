"""The guide for a new colleague, from docs/guide-intervenants.md, with its pictures."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup
from starlette.responses import Response

from staff.gate import error_page
from staff.markdown import to_html
from staff.visit import Visit

DOCS = Path(__file__).parent.parent / "docs"
GUIDE, PICTURES = DOCS / "guide-intervenants.md", DOCS / "pictures"


async def show_guide(visit: Visit) -> Response:
    if not GUIDE.is_file():
        return await error_page(visit, 404)
    text: Markup = to_html(GUIDE.read_text(encoding="utf-8"), "/guide/images/")
    return await visit.page("guide.html", guide=text)


async def guide_picture(visit: Visit) -> Response:
    """Only the pictures of this room, by their names: no path leads elsewhere."""
    pictures = {path.name: path for path in PICTURES.glob("staff-*.png")}
    path = pictures.get(visit.request.path_params["name"])
    if path is None:
        return await error_page(visit, 404)
    return Response(path.read_bytes(), media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
