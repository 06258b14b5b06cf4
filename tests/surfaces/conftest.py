"""What the tests of the surfaces share: every record in turn."""

import pytest

from surfaces import SURFACES


@pytest.fixture(params=SURFACES.values(), ids=SURFACES.keys())
def surface(request):
    return request.param
