// How good the predictions were: each by itself, and together for as long as the page is open.

// What came of an answer: whether it was `right`; of a point, how far it lies from the truth (`miss`, in the units of the
// axes) and, as the eye sees it on the map, in `percent` of the window; null where nothing was answered.
export function judged({ truth, end }, answer, [xLow, xHigh, yLow, yHigh]) {
  if (answer === undefined) return null;
  if (!Array.isArray(answer)) return { right: truth.includes(answer) };
  if (!end) return { right: false };
  const [dx, dy] = [answer[0] - end[0], answer[1] - end[1]];
  return { miss: Math.hypot(dx, dy), percent: Math.round(100 * Math.hypot(dx / (xHigh - xLow), dy / (yHigh - yLow))) };
}

class Score {
  constructor() {
    this.clear();
  }

  clear() {
    this.results = new Map();
  }

  // What has been seen is no prediction any more: of the same question under the same settings only the first answer counts.
  add(key, result) {
    if (!this.results.has(key)) this.results.set(key, result);
  }

  get text() {
    const all = [...this.results.values()];
    const said = all.filter(({ right }) => right !== undefined);
    const misses = all.filter(({ miss }) => miss !== undefined);
    const mean = misses.reduce((sum, { percent }) => sum + percent, 0) / misses.length;
    const parts = [
      said.length && `${said.filter(({ right }) => right).length} of ${said.length} right`,
      misses.length && `mean miss ${Math.round(mean)} % of the window`,
    ];
    return parts.filter(Boolean).join("; ");
  }
}

export const score = new Score();
