"""No word is cut or hidden, no label wraps, and every control can be reached: on every page, on screens of every size."""

from urllib.parse import urlencode

import pytest

from components.lessons import LESSONS
from tests.browser.lab import LET_GO, TURN
from tests.browser.test_one_screen import EIGHT, PHONES, SMALL, above_the_dock, inside, said_of_many_runs

ZOOMED = (640, 360)  # a laptop at 200 %
LAPTOPS = [(1024, 768), (1280, 720), (1400, 900)]
PROJECTOR = (1920, 1080)
MANY_RUNS = f"v=2&surface=ackley&optimizers={EIGHT}&noise=1&seeds=100&steps=40&fates=nesterov&ensemble=amsgrad"
LONGEST = max(LESSONS, key=lambda key: max(len(scene.title + scene.text) for scene in LESSONS[key].scenes))
LESSON = urlencode({**LESSONS[LONGEST].scenes[0].settings, "lesson": LONGEST, "scene": "1"})
TOUCH = {*PHONES, SMALL}
TRAINING = "epochs=60&points=80&optimizers=adam,gradient_descent"

# What is wrong on the page, one sentence each. Text may scroll vertically, tables and formulas horizontally as well; the text
# of plotly.js and KaTeX is exempt.
WRONG = """() => {
  const wrong = [];
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (node) => {
    const classes = [node.parentElement, node].map((one) => `${one.tagName.toLowerCase()}.${[...one.classList].join('.')}`);
    return `${classes.join(' > ')} “${(node.innerText ?? node.value ?? '').slice(0, 40)}”`;
  };
  const say = (what, node) => wrong.push(`${what}: ${named(node)}`);
  const within = ({ left, right }) => right > 0 && left < innerWidth; // and not in a drawer that is shut
  const main = document.querySelector('[data-testid=stMain]');
  for (const part of [document.scrollingElement, main])
    if (part.scrollWidth > part.clientWidth + 1) say('scrolls sideways', part);

  const STREAMLIT = '[data-testid=stIconMaterial], [data-testid=stSkipToContent]'; // icons, and what a focus makes visible
  const SCROLL = '.worksheet, .wide, [data-testid=stLatex], .layers table'; // sideways, by intent
  const APART = `script, style, noscript, title, select, option, .visually-hidden, .announced, .katex, svg, ${STREAMLIT}`;
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (words.nextNode()) {
    const { currentNode: node, currentNode: { parentElement: parent } } = words;
    if (!node.data.trim() || parent.closest(APART) || !seen(parent)) continue;
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((box) => box.width > 1 && within(box));
    const rows = new Set(lines.map(({ top }) => Math.round(top / 4))).size;
    if (rows > 1 && parent.closest('.tool, .switch, .stButton button')) say('wraps', parent);
    const cut = lines.some((line) => {
      for (let part = parent; part && part !== document.body; part = part.parentElement) {
        const { overflowX, overflowY, display } = getComputedStyle(part);
        if (part.matches(SCROLL)) return false;
        if (overflowX === 'visible' || display === 'inline') continue;
        const box = part.getBoundingClientRect();
        if (line.left < box.left - 1.5 || line.right > box.right + 1.5) return true;
        if (['auto', 'scroll'].includes(overflowY)) return false; // it is scrolled to
        if (line.top < box.top - 3 || line.bottom > box.bottom + 3) return true;
      }
      return line.left < -1 || line.right > innerWidth + 1;
    });
    if (cut) say('cut', parent);
  }

  const CLOCK = '.transport, .parameter-scrubber'; // in one row, but on a phone
  for (const row of innerWidth >= 768 && innerHeight > 500 ? document.querySelectorAll(CLOCK) : []) {
    const boxes = [...row.children].filter(seen).map((node) => node.getBoundingClientRect()).filter(({ height }) => height);
    const middles = boxes.map(({ top, bottom }) => (top + bottom) / 2);
    if (Math.max(...middles) - Math.min(...middles) > 12) say('in several rows', row);
  }

  const pen = document.createElement('canvas').getContext('2d');
  for (const field of document.querySelectorAll('select, input[type=text]')) {
    if (!seen(field) || !within(field.getBoundingClientRect())) continue;
    const { font, paddingLeft, paddingRight } = getComputedStyle(field);
    pen.font = font;
    const arrow = field.matches('select') ? 16 : 0;
    const text = field.matches('select') ? (field.selectedOptions[0]?.text ?? '') : field.value;
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
    if (pen.measureText(text).width > room + 1) wrong.push(`cut: ${named(field)} ${text}`);
  }

  const NONE = ':disabled, [inert] *, [data-testid=stSkipToContent]';
  const CONTROLS = `:is(button, select, input, a[href], summary):not(${NONE})`;
  const at = [...document.querySelectorAll('*')].filter((node) => node.scrollTop).map((node) => [node, node.scrollTop]);
  const hit = (node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const under = document.elementFromPoint(left + width / 2, top + height / 2);
    return under && (node.contains(under) || under.contains(node) || under.closest('label')?.contains(node));
  };
  for (const node of document.querySelectorAll(CONTROLS)) {
    const box = node.getBoundingClientRect();
    if (!seen(node) || !box.width || !within(box) || getComputedStyle(node).pointerEvents === 'none' || hit(node)) continue;
    const reached = ['nearest', 'center', 'start', 'end'].some((block) => (node.scrollIntoView({ block }), hit(node)));
    if (!reached) say('out of reach', node);
    for (let part = node; part; part = part.parentElement) if (part.scrollTop) part.scrollTop = 0;
  }
  for (const [node, top] of at) node.scrollTop = top;
  return [...new Set(wrong)];
}"""


TARGETS = """() => {
  const SMALL = ':is(p, li, td, dd) a'; // in prose, where it is as high as the line
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const controls = [...document.querySelectorAll('button, a[href], select, summary, input, [role=tab], .track, .entry')];
  const aimedAt = (node) => seen(node) && getComputedStyle(node).pointerEvents !== 'none';
  return controls.filter((node) => aimedAt(node) && !node.matches(SMALL) && !node.closest('[inert]')).flatMap((node) => {
    const whole = node.closest(`.track, .react-aria-ComboBox${node.matches('input') ? ', label' : ''}`) ?? node;
    const { left, right, top, bottom } = whole.getBoundingClientRect();
    const large = right - left > 43.5 && bottom - top > 43.5;
    if (large || right <= 0 || right - left < 2) return [];
    return [`${node.outerHTML.slice(0, 120)} ${Math.round(right - left)} × ${Math.round(bottom - top)}`];
  });
}"""


def sound(lab):
    """Assert that nothing on the page is cut, wraps or is out of reach, and that a finger hits what it can touch."""
    touch = tuple(lab.page.viewport_size.values()) in TOUCH
    wrong = lab.page.evaluate(WRONG) + (lab.page.evaluate(TARGETS) if touch else [])
    assert not wrong, "\n".join([f"{lab.page.viewport_size} {lab.page.url}", *wrong])


@pytest.mark.parametrize(("width", "height"), [*PHONES, SMALL, ZOOMED, *LAPTOPS, PROJECTOR])
def test_nothing_is_cut_or_out_of_reach_or_too_small_for_a_finger(visit, width, height):
    lab = visit(width=width, height=height, touch=(width, height) in TOUCH)
    sound(lab)
    lab.turn_to(MANY_RUNS)
    said_of_many_runs(lab)
    sound(lab)
    lab.turn_to("classroom=1&worksheet=adam&step=20")
    sound(lab)
    lab.turn_to(f"optimizers={EIGHT}", "learning-rate").panels()
    sound(lab)
    lab.turn_to(LESSON, "lessons")
    sound(lab)
    if (width, height) in TOUCH:
        lab.turn_to()
        drawer = "(inside) => document.querySelector('.sliders').getBoundingClientRect().left > 0 === inside"
        lab.page.get_by_test_id("stExpandSidebarButton").click()
        lab.until(drawer, True)
        assert lab.page.evaluate(TARGETS) == [], "in the drawer of all settings"
        lab.page.get_by_test_id("stSidebarCollapseButton").click()
        lab.until(drawer, False)


@pytest.mark.parametrize(("width", "height"), [*PHONES, SMALL, LAPTOPS[0], PROJECTOR])
def test_nothing_is_cut_on_the_pages_that_have_no_surface_of_their_own(visit, width, height):
    lab = visit(width=width, height=height, touch=(width, height) in TOUCH)
    for query, page, part in ((TRAINING, "network", ".network[data-drawn] .stage[data-drawn]"), ("", "catalogue", ".by-name")):
        lab.page.evaluate(LET_GO)
        lab.page.evaluate(TURN, [page, query])
        lab.page.locator(part).first.wait_for()
        lab.until("document.querySelector('[data-test-script-state=notRunning]')")
        sound(lab)
        if page == "network" and (width < 768 or height <= 500):
            tabs = lab.page.locator(".st-key-tabs").bounding_box()["y"]
            for part in (".view.map", ".transport .play", ".single-slider .track"):
                assert inside(lab, part, below=tabs), part
                assert above_the_dock(lab, part) or part != ".view.map", "the map is seen before anything is scrolled"
    lab.page.evaluate(TURN, ["", ""])
    lab.drawn()
