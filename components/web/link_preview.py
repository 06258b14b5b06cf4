"""The metadata of a page, for sites that preview links (Open Graph, https://ogp.me) and for the browser."""

import re
from html import escape

from starlette.requests import Request

from components.plots.sketch_png import SIZE

NAME = "Descent Lab"
TEXT = "See optimizers descend: pick a surface, put optimizers on it, drag a slider, and watch what a learning rate does."
LONGEST = 300  # characters of a description: no service shows more


def titled(title: str) -> str:
    """The title of a page in the browser, by what it shows."""
    return f"{title} – {NAME}" if title else NAME


def head(title: str, description: str, picture: str, alt: str, request: Request) -> str:
    """The title, the description and the picture (by its path) with its alternative text, as elements of a head."""
    text = _shortened(description or TEXT)
    width, height = SIZE
    properties = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": title or NAME,
        "og:description": text,
        "og:image": _origin(request) + picture,
        "og:image:type": "image/png",
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": f"{title or NAME}: {alt}",
    }
    metas = [f'<meta property="{name}" content="{escape(str(content))}">' for name, content in properties.items()]
    names = {"description": text, "twitter:card": "summary_large_image"}
    metas += [f'<meta name="{name}" content="{escape(content)}">' for name, content in names.items()]
    return f"<title>{escape(titled(title))}</title>{''.join(metas)}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _origin(request: Request) -> str:
    """The server's origin as requested, which a proxy passes on: the picture needs an absolute URL."""
    headers = request.headers
    host = headers.get("x-forwarded-host", headers.get("host", "")).split(",")[0].strip()
    scheme = headers.get("x-forwarded-proto", request.url.scheme).split(",")[0].strip()
    sound = re.fullmatch(r"[\w.:\[\]-]{1,255}", host, re.ASCII) and scheme in ("http", "https")
    return f"{scheme}://{host}" if sound else ""
