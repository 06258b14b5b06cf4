// Requests to the worker, and its results, by task.
import type { Point, Rectangle } from "../types";
import type { Cloud } from "./ensemble";
import type { Theory } from "./ensemble_theory";
import type { Criteria, Outcome } from "./outcome";

export type Measure = "value" | "best" | "distance" | "steps" | "evaluations";
export type SweepRequest = { keys: string[]; rates: number[]; measure: Measure; criteria: Criteria };
/** A number for each rate and optimizer; so far every `apart`-th has been computed. `height` is f at the start. */
export type LiveSweep = { lines: Record<string, Float64Array>; apart: number; height: number };
export type FiveRequest = { parameter: string; rates: number[] };
/** The finite points of each run, with f and the gradient evaluations so far. */
export type LiveFive = { runs: { x: Float64Array; y: Float64Array; values: Float64Array; evaluations: Float64Array }[] };
export type HeatRequest = { names: [string, string]; values: [number[], number[]]; criteria: Criteria };
/** The outcome of each cell, row by row. */
export type LiveHeat = { steps: Float64Array; evaluations: Float64Array; values: Float64Array; diverged: Uint8Array };
export type CellRequest = { names: [string, string]; values: number[]; criteria: Criteria };
export type CellRun = { x: Float64Array; y: Float64Array; outcome: Outcome };
/** The fates of columns × rows starts in a part of the plane, row by row from the top; a run that ends outside the window has left. */
export type FateRequest = {
  key: string;
  window: Rectangle;
  part: Rectangle;
  columns: number;
  rows: number;
  /** Which part of the work to do, if not all of it: see fate_shares.js. */
  share?: [place: number, of: number];
};
/**
 * The fate of each start, and the step from which its run has converged (−1 for never); the number of steps, the side of the blocks
 * computed so far (`apart`, in pixels), and the minima of the surface.
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
/** The finite points of the run from a start, f at its end, and the minima of the surface. */
export type LiveFate = { fate: number; since: number; x: Float64Array; y: Float64Array; value: number; minima: Point[] };
/** A run with `members` seeds, and a metric of the curve; `lowest` is f at the known minima, if any. */
export type EnsembleRequest = { key: string; members: number; metric: string; lowest: number | null };
/** The result so far; if there is no theory, `missing` says whether f is not quadratic, or the method has no formula. */
export type LiveCloud = Cloud & { theory: Theory | null; missing: "" | "quadratic" | "method"; metric: string; done: boolean };
/** A job for the worker: the settings as an address, and the request; null only loads the programs. */
export type Job = { task: string; number: number; assets: string; parameters: string; request: any };
export type Answer = { task: string; number: number; result: any };
