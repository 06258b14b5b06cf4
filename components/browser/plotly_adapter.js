// Plotly, fetched once and shared by every plot of the page.
let loading = null;

export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly.js could not be fetched"));
    document.head.append(script);
  });
  return loading;
}

export const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: false };

// Where the axes of a flat plot lie in its host, in CSS pixels.
export function frameOf(plot) {
  const { xaxis, yaxis } = plot._fullLayout;
  const { _offset: left, _length: width } = xaxis;
  const { _offset: top, _length: height } = yaxis;
  return { left: plot.offsetLeft + left, top: plot.offsetTop + top, width, height };
}
