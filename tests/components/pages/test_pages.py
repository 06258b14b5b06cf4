"""Every page is one file: its record gives it an address and a place in the navigation, and the server a document for it."""

import pytest
from starlette.applications import Starlette

from components.pages import PAGES
from components.web import assets, document
from tests.components.tools import get


def test_pages_come_in_their_order_and_the_first_has_the_plain_address():
    assert [page.order for page in PAGES.values()] == sorted({page.order for page in PAGES.values()})
    paths = [page.path for page in PAGES.values()]
    assert paths[0] == ""
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("key", PAGES)
def test_every_page_has_its_document(key):
    """A page without one would look for its server in two wrong places, and tell of it in the console."""
    server = Starlette(routes=document.routes(list(PAGES.values())))
    assert get(assets.root() + PAGES[key].path, server).status == 200
