// The settings that determine an optimizer's runs from any start: its own, and those of schedule, noise and length.

const OF_ALL = new Set(["steps", "noise", "seed"]);

/**
 * Whether an optimizer's runs depend on a setting.
 * @param {string} name
 * @param {string} key of the optimizer
 * @param {string | null} schedule
 */
export function affectsRuns(name, key, schedule) {
  return OF_ALL.has(name) || name.startsWith(`${key}.`) || name.startsWith(`${schedule}.`);
}

/**
 * Everything that its runs depend on except the surface, as a string to compare.
 * @param {URLSearchParams} parameters
 * @param {string} key of the optimizer
 * @param {string[]} [more] names of additional settings
 */
export function runSettings(parameters, key, more = []) {
  const schedule = parameters.get("schedule");
  const own = [...parameters].filter(([name]) => more.includes(name) || affectsRuns(name, key, schedule));
  return [key, schedule, own].join(";");
}
