"""The Content-Security-Policy of the document: what the page may load and run, and nothing else.

Streamlit and Plotly need three things that a page of one's own would not: the script of a component runs from a `blob:` that
Streamlit makes of it; styles stand in the document, where their libraries write them; and pictures are made in the page, as
`data:` and `blob:`. Scripts that stand in the document are allowed by their fingerprints. The page compiles no text;
`'unsafe-eval'` is there for tools that drive a browser, such as Playwright, which wait for conditions that are given as text.
"""

import base64
import hashlib
from functools import cache

from components.web import document


def content_policy(framing: str) -> str:
    """The policy; `framing` says which origins may embed the page, empty for any."""
    return f"{_own()}; frame-ancestors {framing}" if framing else _own()


@cache
def _own() -> str:
    scripts = " ".join(["'self'", "blob:", "'unsafe-eval'", *map(_fingerprint, document.scripts())])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


def _fingerprint(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
