"""Setting the start, the clock and the settings with mouse, keyboard and finger."""

ADAM = "Adam: learning rate α"


def choose_surface(lab, title):
    lab.at_rest()  # an update while the list is open would close it
    lab.page.get_by_role("combobox", name="Surface").fill(title)  # the list renders only the visible options
    lab.changes(lambda: lab.page.get_by_role("option", name=title).click())


def test_click_sets_the_start_to_the_pixel(lab):
    across, down = 0.3, 0.2
    lab.changes(lambda: lab.page.mouse.click(*lab.point("map", across, down)))
    width = lab.stage("stage.map.frame().width")
    lab.until("(pixel) => Math.abs(new URLSearchParams(location.search).get('x') - -2) <= pixel", 10 / width)
    assert abs(float(lab.address()["y"]) - 3) <= 10 / width


def test_drag_carries_the_start_along(lab):
    page = lab.page
    page.mouse.move(*lab.point("map", 0.25, 0.25))
    page.mouse.down()
    lab.changes(lambda: page.mouse.move(*lab.point("map", 0.5, 0.25), steps=4))
    lab.changes(lambda: page.mouse.move(*lab.point("map", 0.75, 0.4), steps=4))
    page.mouse.up()
    width = lab.stage("stage.map.frame().width")
    lab.until("(pixel) => Math.abs(new URLSearchParams(location.search).get('x') - 2.5) <= pixel", 10 / width)
    assert abs(float(lab.address()["y"]) - 1) <= 10 / width
    assert lab.stage("Math.abs(stage.runs[0].x[0] - stage.map.start[0])") < 1e-5


def test_play_moves_the_clock_without_a_byte(lab):
    lab.at_rest()
    before = lab.received, lab.sent
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.until("(({ clock }) => clock.playing && clock.time > 20 && clock.time < 190)(document.querySelector('.stage').stage)")
    lab.page.get_by_role("button", name="Pause (Space)").click()
    assert (lab.received, lab.sent) == before
    time = lab.stage("stage.clock.time")
    assert time == int(time)
    lab.parameter("step", str(int(time)))
    assert f"step {int(time)} of 200" in lab.page.inner_text(".transport .counter")


def test_play_keeps_the_camera(lab):
    camera = lab.stage("JSON.stringify(stage.surface3d.camera())")
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.until("document.querySelector('.stage').stage.clock.time > 20 && document.querySelector('.stage').stage.clock.playing")
    lab.until("!document.querySelector('.stage').stage.clock.playing")
    assert lab.stage("JSON.stringify(stage.surface3d.camera())") == camera
    assert lab.stage("stage.clock.time") == 200


def test_keys_step_play_and_go_to_the_ends(lab):
    page = lab.page
    page.keyboard.press("Home")
    lab.parameter("step", "0")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    lab.parameter("step", "3")
    page.keyboard.press("ArrowLeft")
    lab.parameter("step", "2")
    page.keyboard.press("Space")
    lab.until("document.querySelector('.stage').stage.clock.playing")
    page.keyboard.press("Space")
    lab.until("!document.querySelector('.stage').stage.clock.playing")
    page.keyboard.press("End")
    lab.until("!new URLSearchParams(location.search).has('step')")


def test_keys_belong_to_the_slider_that_has_the_focus(lab):
    lab.slider(ADAM).focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowLeft"))
    lab.parameter("adam.learning_rate", "0.099")
    assert "step" not in lab.address()


def test_scrubbing_shows_the_step(lab):
    lab.page.get_by_role("slider", name="Step", exact=True).fill("57")
    lab.parameter("step", "57")
    assert "step 57 of 200" in lab.page.inner_text(".transport .counter")


def test_speed_goes_round(lab):
    for speed in ("2", "4", "0.25", "0.5"):
        lab.page.locator(".tool.speed").click()
        lab.parameter("speed", speed)
    lab.page.locator(".tool.speed").click()
    lab.until("!new URLSearchParams(location.search).has('speed')")


def test_a_rate_can_be_typed_exactly(lab):
    field = lab.field(ADAM)
    for typed, written in (("0.7", "0.7"), ("0.0123456789", "0.0123456789"), ("1e-3", "0.001"), (".25", "0.25")):
        field.fill(typed)
        lab.changes(lambda: field.press("Enter"))
        lab.parameter("adam.learning_rate", written)


def test_a_logarithmic_slider_lands_on_every_two_digit_value(lab):
    """From 0.0095 up and down by the arrow keys, across a power of ten."""
    field, slider = lab.field(ADAM), lab.slider(ADAM)
    field.fill("0.0095")
    lab.changes(lambda: field.press("Enter"))
    slider.focus()
    seen = []
    for _ in range(8):
        lab.page.keyboard.press("ArrowRight")
        seen.append(field.input_value())
    assert seen == ["0.0096", "0.0097", "0.0098", "0.0099", "0.01", "0.011", "0.012", "0.013"]
    for _ in range(8):
        lab.page.keyboard.press("ArrowLeft")
    assert field.input_value() == "0.0095"
    lab.parameter("adam.learning_rate", "0.0095")


def test_a_linear_slider_moves_by_its_step_and_ends_at_its_ends(lab):
    field, slider = lab.field("Start: x"), lab.slider("Start: x")
    low, high, step = lab.page.evaluate(
        "(({ low, high, step }) => [low, high, step])(document.querySelector('.sliders').sliders.rows.get('x').item)"
    )
    field.fill("1")
    lab.changes(lambda: field.press("Enter"))
    slider.focus()
    for key, expected in (
        ("ArrowRight", 1 + step),
        ("ArrowLeft", 1),
        ("PageDown", 1 - 10 * step),
    ):
        lab.changes(lambda key=key: lab.page.keyboard.press(key))
        assert abs(float(field.input_value()) - expected) < 1e-9, key
        lab.until("(x) => Math.abs(new URLSearchParams(location.search).get('x') - x) < 1e-9", expected)
        assert abs(lab.stage("stage.map.start[0]") - expected) < 1e-9
    for end, key in ((low, "PageDown"), (high, "PageUp")):
        for _ in range(60):
            lab.page.keyboard.press(key)
        assert float(field.input_value()) == end


def test_home_and_end_are_of_the_run_and_not_of_a_slider(lab):
    lab.slider(ADAM).focus()
    lab.page.keyboard.press("Home")
    lab.parameter("step", "0")
    lab.page.keyboard.press("End")
    lab.until("!new URLSearchParams(location.search).has('step')")
    assert lab.field(ADAM).input_value() == "0.1"


def test_after_a_drag_the_arrows_step_the_clock(lab):
    drag(lab, ADAM, 0.4, 0.7)
    lab.at_rest()
    rate = lab.field(ADAM).input_value()
    assert rate != "0.1"
    lab.page.keyboard.press("ArrowLeft")
    lab.parameter("step", "199")
    assert lab.field(ADAM).input_value() == rate


def drag(lab, label, start, end):
    """Drag from one share of a slider's width to another with the mouse."""
    slider = lab.slider(label)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + start * box["width"], middle)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + end * box["width"], middle, steps=4)
    lab.page.mouse.up()


def test_a_linear_slider_is_dragged_and_follows_the_start_on_the_map(visit):
    lab = visit(height=1500)  # all sliders are visible
    low, high = lab.stage("stage.map.window.slice(0, 2)")
    drag(lab, "Start: x", float(lab.slider("Start: x").input_value()), 0.25)
    near = "([x, most]) => Math.abs(document.querySelector('.stage').stage.runs[0].x[0] - x) < most"
    lab.until(near, [low + 0.25 * (high - low), 0.04 * (high - low)])  # the width of the thumb
    lab.page.mouse.click(*lab.point("map", 0.75, 0.5))
    lab.until(near, [low + 0.75 * (high - low), 0.01 * (high - low)])
    lab.until("(label) => Math.abs(document.querySelector(`[aria-label='${label}']`).value - 0.75) < 0.01", "Start: x")
    typed = float(lab.field("Start: x").input_value())
    lab.until("(x) => document.querySelector('.stage').stage.map.start[0] === x", typed)


def test_a_wrong_number_is_refused_where_it_is_typed(lab):
    field = lab.field(ADAM)
    for typed in ("", "abc", "nan", "1e999", "-1", "101"):
        field.fill(typed)
        field.press("Enter")
        lab.page.get_by_text("it stays 0.1").wait_for()
        assert lab.address()["adam.learning_rate"] == "0.1"
        field.press("Escape")
        assert field.input_value() == "0.1"
        assert lab.page.get_by_text("it stays 0.1").count() == 0


def test_another_surface_brings_its_own_start_and_keeps_the_rates(visit):
    lab = visit(height=1500)  # scrolling the sidebar would close an open list
    field = lab.field(ADAM)
    field.fill("0.33")
    lab.changes(lambda: field.press("Enter"))
    choose_surface(lab, "Easom's needle")
    lab.parameter("surface", "easom")
    assert (lab.address()["x"], lab.address()["y"], lab.address()["adam.learning_rate"]) == ("2", "2.4", "0.33")


def test_sliders_are_named_as_the_surface_names_its_axes(lab):
    assert lab.slider("Start: x").is_visible()
    choose_surface(lab, "Linear regression")
    assert lab.slider("Start: w").is_visible()
    assert lab.slider("Start: x").count() == 0


def test_optimizers_come_and_go_with_their_sliders(lab):
    menu = lab.page.get_by_role("combobox", name="Add an optimizer")
    menu.evaluate("(menu) => menu.focus({ focusVisible: true })")
    lab.changes(lambda: menu.select_option("Nesterov"))
    lab.parameter("optimizers", "adam,gradient_descent,momentum,nesterov")
    lab.until("document.activeElement.matches('.add')")
    assert lab.slider("Nesterov: learning rate α").is_visible()
    assert not lab.slider("Nesterov: momentum γ").is_visible()
    lab.unfold("Nesterov")
    assert lab.slider("Nesterov: momentum γ").is_visible()
    lab.changes(lambda: lab.page.get_by_role("button", name="Remove Adam", exact=True).click())
    lab.parameter("optimizers", "gradient_descent,momentum,nesterov")
    lab.until("document.activeElement.matches('.cards')")  # neither the page, nor anything that Space would press
    assert lab.slider(ADAM).count() == 0
    assert lab.page.locator(".results tbody tr").count() == 3


def test_a_refused_number_goes_when_the_value_is_set_from_elsewhere(lab):
    field = lab.field(ADAM)
    for typed in ("0.33", "abc"):
        field.fill(typed)
        field.press("Enter")
    lab.page.get_by_text("it stays 0.33").wait_for()
    lab.at_rest()
    lab.changes(lambda: lab.page.get_by_role("button", name="Defaults").click())
    lab.page.get_by_text("it stays 0.33").wait_for(state="detached")
    assert field.input_value() == "0.1"


def test_defaults_and_a_new_seed(lab):
    field = lab.field(ADAM)
    field.fill("0.33")
    lab.changes(lambda: field.press("Enter"))
    lab.changes(lambda: lab.page.get_by_role("button", name="New seed").click())
    lab.until("new URLSearchParams(location.search).get('seed') !== '0'")
    lab.changes(lambda: lab.page.get_by_role("button", name="Defaults").click())
    lab.parameter("seed", "0")
    lab.parameter("adam.learning_rate", "0.1")
    assert field.input_value() == "0.1"
