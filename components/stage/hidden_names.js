/**
 * @typedef {{ name: string, checked: boolean }} Tick
 * @typedef {Tick & { own: Tick[], beside: boolean }} SectionTick
 */

/**
 * The shortest list of names that covers all unticked entries; names of other pages are kept.
 * @param {SectionTick[]} sections
 * @param {Iterable<string>} hidden currently hidden names
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
