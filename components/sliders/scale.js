// Where values lie on a slider: a place from 0 to 1 for each, linear or logarithmic, and the values it can land on.

// A number as a person writes it, and as it reads back: 0.05, 1e-8, 200.
export function toText(value) {
  return String(value).replace("e+", "e");
}

export function places(item) {
  return item.logarithmic ? logarithmic(item) : linear(item);
}

function linear({ low, high, step, whole }) {
  const tidy = (value) => {
    const steps = Math.round(value / step);
    const near = whole ? Math.round(value) : Number((steps * step).toPrecision(10));
    return Math.min(high, Math.max(low, near));
  };
  return {
    first: low,
    last: high,
    placeOf: (value) => (value - low) / (high - low),
    valueAt: (place) => tidy(low + place * (high - low)),
    beside: (value, steps) => tidy(value + steps * step),
    refuse: (value) => refuse(value, low, high, false, whole),
  };
}

// Two significant digits everywhere: ninety values a decade. With `zero`, the leftmost place is 0.
function logarithmic({ low, high, zero, whole }) {
  const decades = Math.log10(high / low);
  const margin = zero ? 0.04 : 0;
  const tidy = (value) => {
    const digits = whole ? Math.max(2, Math.floor(Math.log10(Math.max(value, 1)))) : 2;
    return Math.min(high, Math.max(low, Number((whole ? Math.round(value) : value).toPrecision(digits))));
  };
  const notch = (value) => {
    const size = Math.max(10 ** (Math.floor(Math.log10(value) + 1e-9) - 1), whole ? 1 : 0);
    return Number(size.toPrecision(1));
  };
  const up = (value) =>
    value === 0 ? low : tidy(Number((Math.floor(value / notch(value) + 1e-6) * notch(value) + notch(value)).toPrecision(10)));
  const down = (value) => {
    if (value <= low * (1 + 1e-9)) return zero ? 0 : low;
    const below = notch(value * (1 - 1e-6)); // under a power of ten the notches are ten times finer
    return tidy(Number((Math.ceil(value / below - 1e-6) * below - below).toPrecision(10)));
  };
  return {
    first: zero ? 0 : low,
    last: high,
    placeOf: (value) => (value === 0 ? 0 : margin + (1 - margin) * (Math.log10(value / low) / decades)),
    valueAt: (place) =>
      zero && place < margin / 2 ? 0 : tidy(low * 10 ** ((decades * Math.max(place - margin, 0)) / (1 - margin))),
    beside: (value, steps) => {
      for (let left = Math.abs(steps); left > 0; left--) value = steps > 0 ? up(value) : down(value);
      return value;
    },
    refuse: (value) => refuse(value, low, high, zero, whole),
  };
}

// What is wrong with a typed value, as the end of a sentence, or nothing.
function refuse(value, low, high, zero, whole) {
  const range = `${zero ? "0, or " : ""}${toText(low)} to ${toText(high)}`;
  if (Number.isNaN(value)) return `a number (${range})`;
  if (whole && !Number.isInteger(value)) return `a whole number (${range})`;
  return (value >= low && value <= high) || (zero && value === 0) ? "" : range;
}
