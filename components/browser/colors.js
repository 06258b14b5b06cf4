// Theme colors that do not belong to an optimizer.

/** The background. */
export const PAPER = { light: "#ffffff", dark: "#10161f" };
/** The text color, also of the start, the gradient and the crosshair. */
export const TEXT = { light: "#1d2939", dark: "#ffffff" };
/** The outline that keeps lines visible on any terrain. */
export const HALO = { light: "rgba(255, 255, 255, 0.85)", dark: "rgba(8, 12, 18, 0.8)" };
