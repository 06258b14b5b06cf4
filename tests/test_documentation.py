"""The library's documentation, as `pdoc surfaces optimizers` shows it: built without a warning, with all that is exported."""

import pdoc
import pytest

import optimizers
import surfaces


@pytest.mark.parametrize("library", [surfaces, optimizers], ids=lambda module: module.__name__)
def test_it_shows_all_that_the_library_exports(tmp_path, library):
    pdoc.pdoc(library.__name__, output_directory=tmp_path)
    page = (tmp_path / f"{library.__name__}.html").read_text()
    for name in library.__all__:
        assert f'id="{name}"' in page or (tmp_path / library.__name__ / f"{name}.html").exists(), name
