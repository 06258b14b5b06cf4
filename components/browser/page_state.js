// The state of an open page: its address, and the counters of its visit and of scene changes. A session that is restored while the
// page stays open, after a restart of the server or a lost connection, continues from it: Streamlit knows only the first address.

/** The visit and the scene change that the stage shows; see `Scene`. */
export const pageState = { visit: 0, scene_changes: 0 };

/**
 * A report with the state of the page.
 * @template Report
 * @param {Report} report
 */
export function withPageState(report) {
  return { ...report, ...pageState, address: window.location.search };
}
