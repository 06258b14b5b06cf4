// The settings that shape the runs of an optimizer from any start: its own, and those of schedule, noise and length.

const OF_ALL = new Set(["steps", "noise", "seed"]);

/**
 * Whether the runs of an optimizer depend on a setting.
 * @param {string} name
 * @param {string} key the optimizer's
 * @param {string | null} schedule
 */
export function shapes(name, key, schedule) {
  return OF_ALL.has(name) || name.startsWith(`${key}.`) || name.startsWith(`${schedule}.`);
}

/**
 * All that its runs depend on but the surface, as a text: another one where they are others.
 * @param {URLSearchParams} parameters
 * @param {string} key the optimizer's
 * @param {string[]} [more] settings that matter as well
 */
export function shapingSettings(parameters, key, more = []) {
  const schedule = parameters.get("schedule");
  const shaping = [...parameters].filter(([name]) => more.includes(name) || shapes(name, key, schedule));
  return [key, schedule, shaping].join(";");
}
