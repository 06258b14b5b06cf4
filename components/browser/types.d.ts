// Types that the components share, and the data that the server sends them.
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

/** A number that can be set, and where it lies on its slider. */
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
/** Sliders that belong together: those of an optimizer have its `style`, and may fold all but the first. */
export type SliderGroup = { name: string; title: string; style?: Style; folds?: boolean; items: SliderItem[] };
export type Choice = { value: string; options: Record<string, string>; about?: string };

/** Settings that a person has changed, as the address writes them. */
export type Edits = Record<string, string>;
export type Report = { number: number; edits: Edits };
/** What Streamlit gives to a component each time that its data change. */
export type Mounting<Data> = {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue(name: "edit", report: Report): void;
};

/** How a metric is drawn: see `components/metrics/_metric.py`. */
export type Metric = { label: string; title: string; symbol: string; above: string; reach: "terrain" | "start" | "all" };
/** What a run does, in clauses for a screen reader: its end, a failure on the way, and the course of each metric, by its key. */
export type RunText = { end: string; failure: string; [metric: string]: string };
/** A row of numbers: base64 of float32, or a few of which the last stays the same from there on; null for NaN. */
export type SentRow = string | (number | null)[];
/** A step at which settings change, and what they are from there on. */
export type MarkedChange = [step: number, text: string];

/** What every run has, whether the page sent it or it is one of the frames. */
type RunRecord = {
  points: number;
  /** What each step costs, in gradient evaluations. */
  costs: SentRow;
  /** By metric, its stability limit at each step, where theory gives one. */
  limits: Record<string, SentRow>;
  label: string;
  verdict: "converged" | "stalled" | "left" | "diverged" | "moving";
  /** The step of the verdict. */
  step: number;
  /** Whether it broke off there, at a number that is not finite. */
  broken?: boolean;
  cells: string[];
};
export type SentRun = RunRecord & {
  /** Base64 of the steps of its points, where it has not one for each step. */
  t?: string;
  key: string;
  title: string;
  style: Style;
  /** x, y and each metric, by its key. */
  rows: { x: SentRow; y: SentRow; [metric: string]: SentRow };
  changes: MarkedChange[];
  alt_text: RunText;
};
/** The description of a frame and its stability limits, from the page. */
export type FrameWords = Omit<RunRecord, "points" | "costs"> & {
  sentence: string;
  caption: string;
  file: string;
  alt_text: RunText;
};

/** A polyline inside the window: its vertices, the step at which each is passed, and 0 where a new part begins. */
export type Line = { x: number[]; y: number[]; t: number[]; pen: number[] };
export type DrapedLine = Line & { z: number[] };
/** A line on the canvas; what is `hidden` lies behind the terrain. */
export type ProjectedLine = {
  px: ArrayLike<number>;
  py: ArrayLike<number>;
  t: number[];
  pen: ArrayLike<number>;
  hidden?: Uint8Array;
};
/** The numbers of a run, a row each with one for each point; the first limit is that of the step from the first point. */
export type Rows = {
  x: Float32Array;
  y: Float32Array;
  /** By key; NaN where there is none. */
  metrics: Record<string, Float32Array>;
  /** Gradient evaluations from the start to each point. */
  evaluations: Float32Array;
  /** By metric, see `RunRecord`. */
  limits: Record<string, Float32Array>;
};
/** A run as it is drawn: where it leaves the window there are `exits`, with the step. */
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
    /** Of a frame: the value of the hyperparameter. */
    value?: string;
  };
/** A run to scrub to, with the words of the scene in which it is shown. */
export type FrameRun = Run & Pick<FrameWords, "sentence" | "caption" | "file"> & { value: string };

/** What the laboratory's frames are: runs of the `subject` with these values of a `parameter`, else as the `query` says. */
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
/** A part of the page that can be hidden in class, with its own sliders where it is in the sidebar. */
export type Section = { name: string; title: string; items?: [name: string, label: string][] };
/** A mid-run change as it is listed, and the changes that are left `without` it. */
export type ListedChange = { step: number; text: string; without: string };
/** How the stage is looked at, as the address has it. */
export type ViewSettings = {
  metric: string;
  scale: "linear" | "log";
  per: "steps" | "evaluations";
  field: "0" | "1";
  marks: "0" | "1";
  /** Whose fates are shown on the map; none, or the key of a run. */
  fates: string;
  /** Of which run many seeds are shown, and how many. */
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
  /** Of the metrics, those that have a row in each run. */
  names: string[];
  runs: SentRun[];
  alt_text: { terrain: string; curve: string };
  changes: ListedChange[];
  sentence: string;
  caption: string;
  file: string;
  worksheets: string;
  address: string;
  /** The same without what is at its default: as it is `here`, and `open`, with nothing hidden and outside of a class. */
  link: { here: string; open: string };
  classroom: boolean;
  hide: string[];
  view: ViewSettings;
  sections: Section[];
  frames: Sweep | null;
  /** Whether the laboratory's sweep stands beside the map. */
  beside: boolean;
  questions: Question[] | null;
  acknowledged: number;
  revision: number;
  visit: number;
  turned?: number;
  from_step?: number;
  /** Whether the run plays by itself, once. */
  plays?: boolean;
  /** What is descended is not of two numbers: nothing can be set on the stage, and no run be computed ahead of the page. */
  fixed?: boolean;
  /** Whether the page is a file of its own, without a server. */
  standalone?: boolean;
  /** The heads of the table, and what is hinted at above it, where those are not the usual ones. */
  heads?: string[];
  hint?: string;
};
/** What every result has: its figure, what was compared, and how a saved picture is called. */
export type Result = { figure: Figure; alt_text: string; caption: string; title: string; file: string };
/** The figures beneath the paths. */
export type TerrainFigures = { surface3d: SurfaceFigure; contour: Figure; curve: Figure };

export type SheetLine = { symbol: string; sign: string; results: string[]; formula?: string; numbers?: string[] };
export type Glyph = {
  shape: "box" | "arrow" | "point";
  symbol: string;
  about: string;
  scale: string;
  values: (number | null)[];
};
/** The worksheet of one step: every line with its numbers, as LaTeX, and what is drawn of it. */
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
 * What maps data coordinates to the canvas of a view; where the `signature` is the same, so is the mapping. In three dimensions
 * there is an eye, in data coordinates.
 */
export type Projection = { project(x: number, y: number, z?: number): Point; signature: string; eye?: number[] };
/** A Plotly figure with its title. */
export type Drawn = { figure: { data: Trace[]; layout: object }; title: string; caption: string };
/** A part of the page of which something can be saved, as it is at present: how its files are called, without ending. */
export type SavedPart = {
  file: string;
  /** What is drawn of it, where a picture is made here; the signal says that nobody waits for it any more. */
  picture?: (signal: AbortSignal) => Drawn | Promise<Drawn>;
  /** The stage that it is of, where more than this picture is made of it. */
  stage?: object;
  /** Whether the server can make files of it, where that is another answer than for the stage. */
  served?: boolean;
};
export type { Camera };
