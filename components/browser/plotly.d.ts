// The part of plotly.js that is used here. An attribute that is missing here is a misspelt one, until it is added.

export type Font = { size: number; family: string; color: string };
export type Vector = { x: number; y: number; z: number };
export type Camera = { eye: Vector; center: Vector; up: Vector };
export type Trace = {
  type?: string;
  name?: string;
  mode?: string;
  meta?: string;
  visible?: boolean;
  showlegend?: boolean;
  text?: string[];
  textfont?: Partial<Font>;
  line?: { color: string; width?: number; dash?: string };
  fill?: string;
  fillcolor?: string;
  marker?: object;
  contours?: { coloring?: string };
  x?: ArrayLike<number | null>;
  y?: ArrayLike<number | null>;
  z?: unknown;
};
export type Axis = {
  type?: string;
  range: [number, number];
  domain?: number[];
  title: { text: string; font?: Partial<Font> };
  tickfont?: Partial<Font>;
  tickvals?: number[];
  ticktext?: string[];
  nticks?: number;
};
export type Annotation = { text: string; xref?: string; yref?: string };
export type Layout = {
  font: Font;
  xaxis: Axis;
  yaxis: Axis;
  annotations?: Annotation[];
  margin?: Record<string, number>;
  shapes?: object[];
  images?: object[];
  yaxis2?: Axis;
  scene?: Scene;
  showlegend?: boolean;
};
export type Scene = { xaxis: Axis; yaxis: Axis; zaxis: Axis; camera: Camera };
export type SurfaceLayout = Layout & {
  meta: { unit: number };
  scene: Scene;
};
export type Figure = { data: Trace[]; layout: Layout };
export type SurfaceFigure = { data: Trace[]; layout: SurfaceLayout };
/** An element in which Plotly has drawn a figure. */
export type Plot = HTMLElement & Partial<Figure>;

export type Plotly = {
  newPlot(plot: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  purge(plot: HTMLElement): void;
  react(plot: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<void>;
  relayout(plot: HTMLElement, changes: Record<string, unknown>): Promise<void>;
  restyle(plot: HTMLElement, changes: Record<string, unknown>, traces: number[]): Promise<void>;
  toImage(
    figure: { data: Trace[]; layout: object },
    options: { format: string; scale: number; imageDataOnly: boolean; width?: number; height?: number },
  ): Promise<string>;
  Plots: { resize(plot: HTMLElement): Promise<void> };
};

declare global {
  interface Window {
    Plotly: Plotly;
  }
}
