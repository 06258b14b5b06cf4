// The colours that belong to the themes of the page and to no optimizer.

/** The background. */
export const PAPER = { light: "#ffffff", dark: "#10161f" };
/** The colour of text, also for the start, the gradient and the crosshair. */
export const TEXT = { light: "#1d2939", dark: "#ffffff" };
/** What lies around a line, so that it is seen on any terrain. */
export const HALO = { light: "rgba(255, 255, 255, 0.85)", dark: "rgba(8, 12, 18, 0.8)" };
