// Types shared by the components, and the data that the server sends them.
import type { Camera, Figure, SurfaceFigure, Trace } from "./plotly";

export type Theme = "light" | "dark";
export type Point = [number, number];
/** Left, right, bottom and top of a part of the plane, in data coordinates. */
export type Rectangle = [number, number, number, number];
/** Where the axes of a plot lie in its host, in CSS pixels. */
export type Frame = { left: number; top: number; width: number; height: number };
export type Dash = "solid" | "dot" | "dash" | "longdash" | "dashdot" | "longdashdot";
export type Marker = "circle" | "square" | "diamond" | "triangle" | "pentagon" | "hexagon" | "star" | "cross";
/** The style of an optimizer. */
export type Style = { light: string; dark: string; dash: Dash; marker: Marker };

/** A number that can be set, and its slider. */
export type SliderItem = {
  name: string;
  label: string;
  symbol?: string;
  value: number;
  default?: number;
  about?: string;
  low: number;
  high: number;
  step?: number;
  logarithmic?: boolean;
  zero?: boolean;
  whole?: boolean;
};
/** Related sliders: those of an optimizer have its `style`, and may collapse all but the first. */
export type SliderGroup = { name: string; title: string; style?: Style; folds?: boolean; items: SliderItem[] };
export type Choice = { value: string; options: Record<string, string>; about?: string };

/** Settings that the user has changed, as written in the address. */
export type Edits = Record<string, string>;
export type Report = { number: number; edits: Edits };
/** What Streamlit passes to a component whenever its data change. */
export type Mounting<Data> = {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue(name: "edit", report: Report): void;
};

/** How a metric is drawn: see `components/metrics/_metric.py`. */
export type Metric = { label: string; title: string; symbol: string; above: string; reach: "terrain" | "start" | "all" };
/** A run's description for screen readers in clauses: its end, any failure, and the trend of each metric by key. */
export type RunText = { end: string; failure: string; [metric: string]: string };
/** A row of numbers: base64 of float32, or a short list whose last number repeats; null for NaN. */
export type SentRow = string | (number | null)[];
/** A step at which settings change, and the new settings. */
export type MarkedChange = [step: number, text: string];

/** What every run has, whether the server sent it or it is a frame. */
type RunRecord = {
  points: number;
  /** The cost of each step in gradient evaluations. */
  costs: SentRow;
  /** The stability limit at each step, by metric, where theory provides one. */
  limits: Record<string, SentRow>;
  label: string;
  verdict: "converged" | "stalled" | "left" | "diverged" | "moving";
  /** The step of the verdict. */
  step: number;
  /** Whether the run ended there with a non-finite number. */
  broken?: boolean;
  cells: string[];
};
export type SentRun = RunRecord & {
  /** Base64 of the steps of its points, if there is not one per step. */
  t?: string;
  key: string;
  title: string;
  style: Style;
  /** x, y and each metric by key. */
  rows: { x: SentRow; y: SentRow; [metric: string]: SentRow };
  changes: MarkedChange[];
  alt_text: RunText;
};
/** A frame's description and stability limits, from the server. */
export type FrameWords = Omit<RunRecord, "points" | "costs"> & {
  sentence: string;
  caption: string;
  file: string;
  alt_text: RunText;
};

/** A polyline inside the window: its vertices, the step of each, and pen 0 where a new piece starts. */
export type Line = { x: number[]; y: number[]; t: number[]; pen: number[] };
export type DrapedLine = Line & { z: number[] };
/** A polyline on the canvas; `hidden` parts are behind the terrain. */
export type ProjectedLine = {
  px: ArrayLike<number>;
  py: ArrayLike<number>;
  t: number[];
  pen: ArrayLike<number>;
  hidden?: Uint8Array;
};
/** The numbers of a run, in rows with one number per point; the first limit belongs to the step from the first point. */
export type Rows = {
  x: Float32Array;
  y: Float32Array;
  /** By key; NaN if undefined. */
  metrics: Record<string, Float32Array>;
  /** Gradient evaluations up to each point. */
  evaluations: Float32Array;
  /** By metric, see `RunRecord`. */
  limits: Record<string, Float32Array>;
};
/** A run as drawn; `exits` are the points where it leaves the window, with the step. */
export type Run = Omit<RunRecord, "costs" | "limits"> &
  Rows & {
    key: string;
    title: string;
    style: Style;
    t: Float32Array;
    line: Line;
    exits: [x: number, y: number, t: number][];
    alt_text: RunText;
    changes?: MarkedChange[];
    /** For a frame: the value of the hyperparameter. */
    value?: string;
  };
/** A run to scrub to, with its texts. */
export type FrameRun = Run & Pick<FrameWords, "sentence" | "caption" | "file"> & { value: string };

/** The laboratory's frames: runs of the `subject` with these values of a `parameter`; `query` has the other settings. */
export type Sweep = {
  query: string;
  values: string[];
  symbol: string;
  parameter: string;
  value: number;
  swept: string;
  numbers: Record<string, string>;
  subject: string;
  subjects: Record<string, string>;
};
export type Question = {
  name: string;
  text: string;
  about: string;
  options: Record<string, string>;
  truth: string[];
  explanation: string;
  end: Point | null;
  run: string;
};
/** A part of the page that can be hidden in class; in the sidebar, with its sliders. */
export type Section = { name: string; title: string; items?: [name: string, label: string][] };
/** A mid-run change in the list, and the changes that remain `without` it. */
export type ListedChange = { step: number; text: string; without: string };
/** View settings, as in the address. */
export type ViewSettings = {
  metric: string;
  scale: "linear" | "log";
  per: "steps" | "evaluations";
  field: "0" | "1";
  marks: "0" | "1";
  /** The key of the run whose fates are shown on the map, or "none". */
  fates: string;
  /** The key of the run that is repeated with many seeds, and their number. */
  ensemble: string;
  seeds: string;
  speed: string;
  worksheet: string;
  camera: number[];
  zoom: number[];
  step: number;
  pick: number;
};

export type Scene = {
  assets: string;
  surface: string;
  terrain: string;
  title: string;
  axes: [string, string];
  window: Rectangle;
  widen: string;
  lowest: number | null;
  tolerance: number;
  start: Point;
  steps: number;
  metrics: Record<string, Metric>;
  /** The metrics that have a row in each run. */
  names: string[];
  runs: SentRun[];
  alt_text: { terrain: string; curve: string };
  changes: ListedChange[];
  sentence: string;
  caption: string;
  file: string;
  worksheets: string;
  address: string;
  /** The address without defaults: `here` as currently shown, `open` with nothing hidden and outside of a class. */
  link: { here: string; open: string };
  classroom: boolean;
  hide: string[];
  view: ViewSettings;
  sections: Section[];
  frames: Sweep | null;
  /** Whether the laboratory's sweep is beside the map. */
  beside: boolean;
  questions: Question[] | null;
  acknowledged: number;
  revision: number;
  visit: number;
  scene_changes?: number;
  from_step?: number;
  /** Whether the run plays once by itself. */
  plays?: boolean;
  /** The objective has more than two parameters: nothing can be set on the stage, and no run can be previewed. */
  fixed?: boolean;
  /** Whether the page is a file that works without a server. */
  standalone?: boolean;
  /** The column heads of the table and the hint above it, if not the default ones. */
  heads?: string[];
  hint?: string;
};
/** What every result has: a figure, a caption of what was compared, and the file name of a saved picture. */
export type Result = { figure: Figure; alt_text: string; caption: string; title: string; file: string };
/** The figures below the paths. */
export type TerrainFigures = { surface3d: SurfaceFigure; contour: Figure; curve: Figure };

export type SheetLine = { symbol: string; sign: string; results: string[]; formula?: string; numbers?: string[] };
export type Glyph = {
  shape: "box" | "arrow" | "point";
  symbol: string;
  about: string;
  scale: string;
  values: (number | null)[];
};
/** The worksheet of one step: every line with its numbers as LaTeX, and the glyphs drawn for it. */
export type StepSheet = {
  step: number;
  axes: string[];
  schedule: string;
  given: SheetLine[];
  evaluation: SheetLine[];
  rule: SheetLine[];
  outcome: SheetLine[];
  point: Point;
  gradient_point: Point;
  gradient: (number | null)[];
  new_point: (number | null)[];
  glyphs: Glyph[];
};

/**
 * Maps data coordinates to a view's canvas; equal signatures mean equal mappings. A 3D projection
 * has an eye, in data coordinates.
 */
export type Projection = { project(x: number, y: number, z?: number): Point; signature: string; eye?: number[] };
/** A Plotly figure with its title. */
export type Drawn = { figure: { data: Trace[]; layout: object }; title: string; caption: string };
/** A part of the page that can be saved in its current state; `file` is the file name without extension. */
export type SavedPart = {
  file: string;
  /** The figure, if the picture is made in the browser; the signal aborts when it is no longer needed. */
  picture?: (signal: AbortSignal) => Drawn | Promise<Drawn>;
  /** The stage, if the part belongs to one. */
  stage?: object;
  /** Whether the server can make files of it, if that differs from the stage. */
  served?: boolean;
};
export type { Camera };
