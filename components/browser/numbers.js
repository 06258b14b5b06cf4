// Numbers as a reader writes them.

export function number(value, digits = 5) {
  if (!Number.isFinite(value)) return "—";
  const text = Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(digits - 2) : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−").replace("e+", "e");
}
