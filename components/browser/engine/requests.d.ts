// What the worker is asked for in the background, by task, and what it answers.
import type { Point, Rectangle } from "../types";
import type { Cloud } from "./ensemble";
import type { Theory } from "./ensemble_theory";
import type { Criteria, Outcome } from "./outcome";

export type Measure = "value" | "best" | "distance" | "steps" | "evaluations";
export type SweepRequest = { keys: string[]; rates: number[]; measure: Measure; criteria: Criteria };
/** A number for each rate and optimizer, of which every so many (`apart`) have been computed; `height` is f at the start. */
export type LiveSweep = { lines: Record<string, Float64Array>; apart: number; height: number };
export type FiveRequest = { parameter: string; rates: number[] };
/** The points of each run, f there and the gradient evaluations so far, up to the last that is finite. */
export type LiveFive = { runs: { x: Float64Array; y: Float64Array; values: Float64Array; evaluations: Float64Array }[] };
export type HeatRequest = { names: [string, string]; values: [number[], number[]]; criteria: Criteria };
/** What becomes of each cell, row by row. */
export type LiveHeat = { steps: Float64Array; evaluations: Float64Array; values: Float64Array; diverged: Uint8Array };
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
/** What the worker is asked: the settings as an address, and what is wanted of them; of null, only to get ready. */
export type Job = { task: string; number: number; assets: string; parameters: string; request: any };
export type Answer = { task: string; number: number; result: any };
