/**
 * @typedef {{ name: string, checked: boolean }} Tick
 * @typedef {Tick & { own: Tick[], beside: boolean }} SectionTick
 */

/**
 * The names of all that is not ticked, as few as say it; what this page does not have stays as it is.
 * @param {SectionTick[]} sections
 * @param {Iterable<string>} hidden the names that are hidden by now
 */
export function hiddenNames(sections, hidden) {
  const listed = new Set(["sidebar", ...sections.flatMap(({ name, own }) => [name, ...own.map((slider) => slider.name)])]);
  const names = [...hidden].filter((name) => !listed.has(name));
  const none = !sections.some(({ beside, checked }) => beside && checked);
  if (none) names.push("sidebar");
  for (const { name, checked, own, beside } of sections) {
    if (!checked && !(beside && none)) names.push(name);
    if (checked) names.push(...own.filter((slider) => !slider.checked).map((slider) => slider.name));
  }
  return names;
}
