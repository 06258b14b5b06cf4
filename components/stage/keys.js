// The keys of the clock: Space plays and pauses, the arrows step, Home and End go to the ends.
const OWN_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=listbox], [role=combobox], [role=radiogroup]";

// `more` are actions by their keys.
export function listenToKeys(clock, more = {}) {
  const actions = {
    " ": () => clock.toggle(),
    ArrowRight: () => clock.step(1),
    ArrowLeft: () => clock.step(-1),
    Home: () => (clock.pause(), clock.set(0)),
    End: () => (clock.pause(), clock.set(clock.steps)),
    ...more,
  };
  const listener = (event) => {
    const action = actions[event.key];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!action || !plain || event.target.closest(OWN_KEYS)) return;
    if (event.key === " " && event.target.closest("button, a, summary, [role=button]")) return; // Space presses those
    event.preventDefault();
    action();
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}
