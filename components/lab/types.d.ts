// The data that the server sends to the panels of the laboratory.
import type { Cloud } from "../browser/ensemble";
import type { Theory } from "../browser/ensemble_theory";
import type { Criteria, Outcome } from "../browser/outcome";
import type { Chart } from "../browser/chart";
import type { Figure } from "../browser/plotly";
import type { Point, Rectangle, Result } from "../browser/types";

export type { Result };

export type Choice = { value: string; options: Record<string, string> };
export type LabData = {
  assets: string;
  explore: string;
  /** The query of each panel's result; none where there is nothing to compute. */
  queries: Record<string, string | undefined>;
  absent: Record<string, string | undefined>;
  choices: Record<string, Choice | undefined>;
  terrain: string;
  address: string;
  hide: string[];
  /** The part of the heat map that is seen: the values at its left, right, lower and upper edge; empty for all of it. */
  region: number[];
  /** All of the plane that is shown, and the part of it whose starts the map of fates shows; empty for all. */
  window: Rectangle;
  starts: number[];
  /** How a picture of that map is called, and what it says besides. */
  picture: Pick<Result, "title" | "caption" | "file">;
  acknowledged: number;
  revision: number;
  visit: number;
  /** What becomes of runs on the surface is judged by these. */
  criteria: Criteria;
};
export type SweepResult = Result & { rates: number[]; texts: string[]; theory: boolean; seeds: number; target: string };
export type Tile = { name: string; about: string; rate: string; text: string; colour: string; path: [number[], number[]] };
export type FiveResult = Result & { tiles: Tile[]; parameter: string };
export type HeatResult = Result & {
  parameters: [string, string];
  symbols: [string, string];
  /** Of the columns and of the rows. */
  values: [string[], string[]];
  /** Of the columns and of the rows: "log" or "linear". */
  scales: [string, string];
  best: [row: number, column: number] | null;
  bounded: boolean;
  /** What counts as the target, in a sentence. */
  target: string;
  /** How a run that reaches the target is called, before its step, and one that never does. */
  words: [done: string, never: string];
};

export type Measure = "value" | "best" | "distance" | "steps";
export type SweepRequest = { keys: string[]; rates: number[]; measure: Measure; criteria: Criteria };
/** A number for each rate and optimizer, of which every so many (`apart`) have been computed; `height` is f at the start. */
export type LiveSweep = { lines: Record<string, Float64Array>; apart: number; height: number };
export type FiveRequest = { parameter: string; rates: number[] };
/** The points of each run and f there, up to the last that is finite. */
export type LiveFive = { runs: { x: Float64Array; y: Float64Array; values: Float64Array }[] };
export type HeatRequest = { names: [string, string]; values: [number[], number[]]; criteria: Criteria };
/** What becomes of each cell, row by row. */
export type LiveHeat = { steps: Float64Array; values: Float64Array; diverged: Uint8Array };
export type CellRequest = { names: [string, string]; values: number[]; criteria: Criteria };
export type CellRun = { x: Float64Array; y: Float64Array; outcome: Outcome };
/** The fates of so many starts, row by row from the top, of a part of the plane; a run that ends outside of the window has left. */
export type FateRequest = {
  key: string;
  window: Rectangle;
  part: Rectangle;
  columns: number;
  rows: number;
  /** Which of so many shares is wanted, if not all: see fate_shares.js. */
  share?: [place: number, of: number];
};
/**
 * The fate of each start, the step from which its run has converged (−1 for never), of how many steps, and the side of the blocks
 * in pixels; with the minima of the surface.
 */
export type LiveFates = {
  columns: number;
  rows: number;
  fates: Int16Array;
  since: Int16Array;
  steps: number;
  apart: number;
  minima: Point[];
};
export type StartRequest = { key: string; window: Rectangle; start: Point };
/** The run from a start, up to its last point that is finite, and f at its end; with the minima of the surface. */
export type LiveFate = { fate: number; since: number; x: Float64Array; y: Float64Array; value: number; minima: Point[] };
/** So many seeds of the run of an optimizer, with a metric of the curve; f at the known minima, where there are any. */
export type EnsembleRequest = { key: string; members: number; metric: string; lowest: number | null };
/** What is known so far; without theory it says whether that is for want of a `quadratic`, or of a formula for the method. */
export type LiveCloud = Cloud & { theory: Theory | null; missing: "" | "quadratic" | "method"; metric: string; done: boolean };
/** Does a task with the settings as they are; the newest of a task wins. `show` may get coarse results first. */
export type Compute = (task: string, request: object | null, show: (result: any) => unknown) => void;
/** What the worker is asked: the settings as an address, and what is wanted of them; of null, only to get ready. */
export type Job = { task: string; number: number; assets: string; parameters: string; request: any };
export type Answer = { task: string; number: number; result: any };
/** The content of a panel. */
export type Content = {
  title: string;
  about: string;
  choices: string[];
  /** Besides the choices. */
  tools?: HTMLElement[];
  root: HTMLElement;
  /** What is said besides, beneath. */
  words?: HTMLElement;
  scene: LabData;
  show(result: Result, theme: "light" | "dark"): Promise<void>;
  summary(result: Result): string;
  /** What has to be computed for the settings that a hand changes, or null as long as there is nothing to show it in. */
  request(): object | null;
  /** Has what is seen computed anew. */
  refresh?: () => void;
  /** Shows the rate that is set, on which the result does not depend. */
  showRate?: () => void;
  /** The page has sent other settings, for which the result stays. */
  revisit?: () => unknown;
  result: Result | null;
  chart: Chart;
  /** The note below the panel during a live preview. */
  preview: string;
  showLive(result: any): Promise<void>;
  resize(): void;
};
