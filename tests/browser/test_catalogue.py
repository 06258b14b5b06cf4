"""The catalogue, from which everything opens in Explore, and a surface of one's own, typed into the sidebar."""

from optimizers import OPTIMIZERS
from surfaces import SURFACES


def test_search_and_open_in_explore(visit):
    lab = visit(fresh=True)
    page = lab.page
    page.get_by_role("link", name="Catalogue").click()
    page.get_by_role("heading", name=f"{len(SURFACES)} surfaces").wait_for()
    page.get_by_role("heading", name=f"{len(OPTIMIZERS)} optimizers").wait_for()
    page.locator("[data-testid=stGraphVizChart] svg").wait_for()
    lab.until("[...document.querySelectorAll('img.thumbnail')].slice(0, 3).every((image) => image.naturalWidth === 240)")
    assert page.locator("img.thumbnail").count() == len(SURFACES)
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    search = page.get_by_role("textbox", name="Search")
    search.fill("camel")
    search.press("Enter")
    page.get_by_role("heading", name="2 surfaces").wait_for()
    lab.parameter("search", "camel")
    page.get_by_role("button", name="Open in Explore").first.click()
    lab.drawn()
    lab.parameter("surface", "six_hump_camel")
    assert page.get_by_role("heading", name=SURFACES["six_hump_camel"].title).is_visible()
    assert "search" not in lab.address()
    page.get_by_role("link", name="Catalogue").click()
    page.get_by_role("heading", name="surfaces").first.wait_for()
    page.get_by_role("link", name="Explore", exact=True).click()
    lab.drawn()
    lab.parameter("surface", "six_hump_camel")


def test_a_typed_formula_is_descended_and_a_wrong_one_changes_nothing(visit):
    lab = visit("surface=own&optimizers=adam,newton")
    box, before = lab.page.get_by_role("textbox", name="f(x, y) ="), lab.drawing("map")
    box.fill("x**2 + import(y)")
    box.press("Enter")
    lab.page.get_by_text("import is not known: use x, y, pi, e and functions such as sin(x) (column 8).").wait_for()
    assert box.input_value() == "x**2 + import(y)"
    assert lab.drawing("map") == before
    box.fill("log(x) + (y - 1)**2 + x*x")
    lab.changes(lambda: box.press("Enter"))
    lab.parameter("formula", "log(x) + (y - 1)**2 + x*x")
    assert lab.page.locator(".refused").count() == 0
    lab.until("document.querySelector('.stage').stage.map.plot._fullData[0].z.some((row) => row.some(Number.isNaN))")  # a hole
    edge = lab.page.get_by_role("spinbutton", name="x from")
    edge.fill("0.5")
    lab.changes(lambda: edge.press("Enter"))
    lab.parameter("domain", "0.5,5,-5,5")
    assert lab.stage("stage.map.window.join()") == "0.5,5,-5,5"
    pictures = {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}
    again = visit(lab.page.evaluate("location.search.slice(1)"), fresh=True)
    assert {view: again.drawing(view) for view in pictures} == pictures
