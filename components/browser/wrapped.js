// Line breaks for the text of a picture: Plotly does not wrap text.

/**
 * Broken at spaces if possible, into lines of at most `most` characters.
 * @param {string} text
 * @param {number} most
 */
export function wrapped(text, most) {
  const lines = text.match(new RegExp(`.{1,${most}}(?: |$)|.{${most}}`, "g")) ?? [];
  return lines.map((line) => line.trimEnd());
}

const CHARACTER = 7.5; // pixels per character at font size 13, with some margin
const LINE = 18;
const SIDES = 40;

/**
 * A picture's title with the caption below it, and the extra margin for its further lines.
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
