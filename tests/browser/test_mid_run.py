"""Changing settings during a run: pause, move a slider, go on; the past stays, the change is marked and can be undone."""

LINK = "surface=matyas&optimizers=momentum&momentum.learning_rate=0.1"
RATE = "Momentum, from step 40: learning rate α"
PAST = "Array.from(stage.runs[0].x.slice(0, 41)).join()"
FUTURE = "Array.from(stage.runs[0].x.slice(41)).join()"


def paused(visit, query=LINK):
    """A page that is paused at step 40, with sliders that change the run from there."""
    lab = visit(query)
    lab.stage("stage.clock.set(40)")
    if lab.page.get_by_role("button", name="Change from here").get_attribute("aria-pressed") == "false":
        lab.page.get_by_role("button", name="Change from here").click()
    lab.page.get_by_text("The sliders now change the run from step 40 on.").wait_for()
    lab.slider(RATE).wait_for()
    return lab


def whole(lab):
    """Let go of the switch again."""
    lab.page.get_by_role("button", name="Change from here").click()
    lab.slider("Momentum: learning rate α").wait_for()


def test_a_slider_changes_the_run_from_the_step_at_which_it_is_paused(visit):
    lab = paused(visit)
    past, future = lab.stage(PAST), lab.stage(FUTURE)
    field = lab.field(RATE)
    field.fill("0.5")
    lab.changes(lambda: field.press("Enter"))
    lab.parameter("changes", "40:momentum.learning_rate:0.5")
    assert lab.stage(PAST) == past
    assert lab.stage(FUTURE) != future
    assert lab.address()["momentum.learning_rate"] == "0.1"
    assert lab.stage("stage.clock.time") == 40
    assert lab.stage("stage.runs[0].changes") == [[40, "α 0.5"]]
    lab.changes(lambda: lab.page.get_by_role("button", name="Undo last change").press("Enter"))
    lab.until("document.activeElement.matches('.transport .play')")  # its button has gone
    lab.until("!new URLSearchParams(location.search).has('changes')")
    assert lab.stage(FUTURE) == future
    whole(lab)


def test_going_on_and_pausing_elsewhere_moves_the_step_along(visit):
    lab = paused(visit)
    lab.stage("stage.clock.set(90)")
    lab.unfold("Momentum, from step 90")
    later = lab.slider("Momentum, from step 90: momentum γ")
    later.focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowLeft"))
    lab.parameter("changes", "90:momentum.momentum:0.89")
    lab.page.keyboard.press("Escape")
    lab.stage("stage.clock.set(200)")
    lab.page.get_by_text("Pause at a step").wait_for()
    lab.slider("Momentum: learning rate α").wait_for()  # at the last step, sliders change the whole run
    lab.page.get_by_role("button", name="Momentum γ 0.89 from step 90", exact=True).click()
    assert lab.stage("stage.clock.time") == 90
    lab.page.get_by_text("from step 90 on").wait_for()
    whole(lab)


def test_a_link_brings_the_changes_back_and_marks_them(visit):
    query = f"{LINK}&changes=40:momentum.learning_rate:0.5,40:momentum.momentum:0.2"
    lab = visit(query)
    lab.page.get_by_role("button", name="Momentum α 0.5 from step 40", exact=True).wait_for()
    marked = {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}
    assert lab.stage("stage.runs[0].changes") == [[40, "α 0.5, γ 0.2"]]
    for view in marked:
        lab.stage("(stage.runs[0].changes = [], stage.draw())")
        assert lab.drawing(view) != marked[view], view
    lab.stage("(stage.runs[0].changes = [[40, 'α 0.5, γ 0.2']], stage.draw())")
    assert {view: lab.drawing(view) for view in marked} == marked
    again = visit(query)
    assert again.drawing("map") == marked["map"]


def test_the_laboratory_compares_whole_runs(visit):
    lab = visit(f"{LINK}&changes=40:momentum.learning_rate:0.5", "learning-rate").panels()
    lab.page.get_by_text("Mid-run changes are ignored here").wait_for()
    assert lab.page.get_by_role("button", name="Change from here").count() == 0
    assert lab.stage("stage.runs[0].changes") == []
    assert lab.address()["changes"] == "40:momentum.learning_rate:0.5"


def test_u_undoes_the_last_change_and_only_where_there_is_one(visit):
    lab = visit(f"{LINK}&changes=20:momentum.learning_rate:0.2,60:momentum.momentum:0.5")
    both = lab.stage(FUTURE)
    lab.changes(lambda: lab.page.keyboard.press("u"))
    lab.parameter("changes", "20:momentum.learning_rate:0.2")
    assert lab.stage("stage.runs[0].changes.map(([step]) => step)") == [20]
    once = lab.stage(FUTURE)
    assert once != both
    lab.stage("stage.address.address.changed = -Infinity")  # the next press counts as a new gesture, however soon
    lab.changes(lambda: lab.page.keyboard.press("u"))
    lab.until("!new URLSearchParams(location.search).has('changes')")
    assert lab.stage(FUTURE) != once
    lab.at_rest()
    before = lab.received, lab.sent
    lab.page.keyboard.press("u")
    assert lab.stage("stage.reports.idle")
    assert (lab.received, lab.sent) == before
    lab.page.go_back()  # undo is a setting like any other
    lab.parameter("changes", "20:momentum.learning_rate:0.2")
    lab.until("document.querySelector('.stage').stage.runs[0].changes.length === 1")
    assert lab.stage(FUTURE) == once
