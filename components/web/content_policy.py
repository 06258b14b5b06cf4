"""The Content-Security-Policy of the document: what the page may load and run.

Streamlit and Plotly require three exceptions: Streamlit runs the script of a component from a `blob:`, their libraries write
inline styles, and the page makes pictures as `data:` and `blob:`. Inline scripts are allowed by their hashes. The page itself
does not need `'unsafe-eval'`; it is for tools that drive a browser, such as Playwright, which evaluate conditions from strings.
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
