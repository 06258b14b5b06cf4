// Where the page is: its address, and how often it has turned. A session that is born again while the page lives on, after a
// restart of the server or without network for a while, takes up from here: Streamlit knows only the address of the first load.

/** The visit, and the scene turned to, that the stage shows; see `Scene`. */
export const whereabouts = { visit: 0, turned: 0 };

/**
 * A report with what the page knows of itself.
 * @template Report
 * @param {Report} report
 */
export function located(report) {
  return { ...report, ...whereabouts, address: window.location.search };
}
