// Line breaks for the text of a picture: Plotly does not wrap text.

/**
 * Broken at spaces where there are some, into lines of at most so many characters.
 * @param {string} text
 * @param {number} most
 */
export function wrapped(text, most) {
  const lines = text.match(new RegExp(`.{1,${most}}(?: |$)|.{${most}}`, "g")) ?? [];
  return lines.map((line) => line.trimEnd());
}

const CHARACTER = 7.5; // pixels, of 13, that a digit needs with some room
const LINE = 18;
const SIDES = 40;

/**
 * The title of a picture, what was compared beneath it, and how much higher the margin has to be for its further lines.
 * @param {string} title
 * @param {string} caption
 * @param {number} width
 */
export function captioned(title, caption, width) {
  const lines = wrapped(caption, Math.floor((width - SIDES) / CHARACTER));
  const text = `<b>${title}</b><br><span style="font-size: 13px">${lines.join("<br>")}</span>`;
  const place = { x: 0.02, y: 1, yanchor: "top", pad: { t: 30 } };
  return { title: { text, ...place, font: { size: 18 } }, more: LINE * Math.max(0, lines.length - 1) };
}
