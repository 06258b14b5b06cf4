// What the page shows, as classes of its root element. Style sheets use these marks in place of `:has()` on `html`, `body` and the
// stage: browsers would compute the style of the whole page anew whenever a chart below them gets a node, hundreds of times a drawing.

const STAGE = ".stage";
const SIDEBAR = '[data-testid="stSidebar"]';
/** Each mark with the selector of what it stands for. */
const MARKS = Object.entries({
  "has-stage": STAGE,
  "has-dock": `${STAGE} .dock`,
  "has-sweep": `${STAGE}.shares`,
  "has-classroom": `${STAGE}.in-class`,
  "has-light-classroom": `${STAGE}.in-class[data-theme="light"]`,
  "has-dark-classroom": `${STAGE}.in-class[data-theme="dark"]`,
  "has-hidden-sidebar": `${STAGE}[data-hide~="sidebar"]`,
  "has-few-sliders": `${SIDEBAR}:not(:has(.stButton, .stSelectbox)) .few`,
  "has-column": `${STAGE} :is(.worksheet, .prediction, .many-runs > *):not([hidden])`,
  "has-worksheet": `${STAGE} .worksheet:not([hidden])`,
  "has-many-runs": `${STAGE} .many-runs > :not([hidden])`,
  "has-fates": `${STAGE} .fate-words:not([hidden])`,
  "has-seeds": `${STAGE} .ensemble-words:not([hidden])`,
  "has-prompt": `${STAGE} .prompt:not([hidden])`,
  "has-three-runs": `${STAGE} .entry:nth-child(3)`,
  "has-four-runs": `${STAGE} .entry:nth-child(4)`,
  "has-changed-scene": ".st-key-scene-settings button",
  "has-prediction": `${STAGE} .prediction:not([hidden])`,
  "has-two-questions": ".question + .question",
  "has-handle-of-rates": `${STAGE} .beside .handle-of-rates:not([hidden])`,
  "has-surface-title": ".st-key-surface-title",
  "has-lab": ".lab",
  "has-lesson-scene": ".st-key-lesson-scene",
  "has-lesson-words": ".st-key-lesson-words",
  "has-network": ".network",
  "has-network-result": ".network > .shown:not([hidden])",
  "has-network-lesson": ".st-key-network-lesson",
  "has-network-scenes": ".st-key-network-scenes",
  "has-four-regions": ".network figure:nth-of-type(4)",
  "has-jump": ".jump",
});

/** Bring the marks up to date, before the next measurement; they follow every other change by themselves. */
export function markPage() {
  const { classList } = document.documentElement;
  for (const [mark, selector] of MARKS) {
    const shown = document.querySelector(selector) !== null;
    if (classList.contains(mark) !== shown) classList.toggle(mark);
  }
}

if (globalThis.document) {
  const attributeFilter = ["class", "hidden", "data-hide", "data-theme"];
  new MutationObserver(markPage).observe(document, { subtree: true, childList: true, attributeFilter });
  markPage();
}
