"""What anybody may ask for: whether the console is well, and its own styles and pictures."""

from __future__ import annotations

import mimetypes

from starlette.responses import JSONResponse, Response

from staff.gate import error_page
from staff.health import is_healthy
from staff.view import static_files
from staff.visit import Visit


async def health(visit: Visit) -> Response:
    healthy = await is_healthy(visit.console.redis, visit.console.opener)
    return JSONResponse({"healthy": healthy}, status_code=200 if healthy else 503)


async def static_file(visit: Visit) -> Response:
    """From a fixed table, so that no path can lead elsewhere. The address changes with the content."""
    name = visit.request.path_params["name"]
    content = static_files().get(name)
    if content is None:
        return await error_page(visit, 404)
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return Response(content, media_type=kind, headers={"Cache-Control": "public, max-age=86400"})
