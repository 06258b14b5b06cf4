// The data that the server sends to the panels of the laboratory.
import type { Criteria } from "../browser/engine/outcome";
import type { Chart } from "../browser/chart";
import type { Figure } from "../browser/plotly";
import type { Rectangle, Result } from "../browser/types";

export type { Result };

export type Choice = { value: string; options: Record<string, string> };
export type LabData = {
  assets: string;
  explore: string;
  /** The query of each panel's result; absent if there is nothing to compute. */
  queries: Record<string, string | undefined>;
  absent: Record<string, string | undefined>;
  choices: Record<string, Choice | undefined>;
  terrain: string;
  address: string;
  hide: string[];
  /** The visible part of the heat map: the values at its left, right, lower and upper edge; empty for the whole map. */
  region: number[];
  /** The window, and the visible part of the fate map; empty for the whole window. */
  window: Rectangle;
  starts: number[];
  /** File name and caption of a picture of that map. */
  picture: Pick<Result, "title" | "caption" | "file">;
  acknowledged: number;
  revision: number;
  visit: number;
  /** The criteria for outcomes on the surface. */
  criteria: Criteria;
};
export type SweepResult = Result & { rates: number[]; texts: string[]; theory: boolean; seeds: number; target: string };
export type Tile = { name: string; about: string; rate: string; text: string; color: string; path: [number[], number[]] };
export type FiveResult = Result & { tiles: Tile[]; parameter: string };
export type HeatResult = Result & {
  parameters: [string, string];
  symbols: [string, string];
  /** Those of the columns, and those of the rows. */
  values: [string[], string[]];
  /** Scale of the columns and of the rows: "log" or "linear". */
  scales: [string, string];
  best: [row: number, column: number] | null;
  bounded: boolean;
  /** The definition of the target, as a sentence. */
  target: string;
  /** The texts for a run that reaches the target, before the step, and for one that never does. */
  words: [done: string, never: string];
};

/** Runs a task with the current settings; a newer request of the same task replaces it. `show` may receive coarse results first. */
export type Compute = (task: string, request: object | null, show: (result: any) => unknown) => void;
/** The content of a panel. */
export type Content = {
  title: string;
  about: string;
  choices: string[];
  /** Besides the choices. */
  tools?: HTMLElement[];
  root: HTMLElement;
  /** Additional text below. */
  words?: HTMLElement;
  scene: LabData;
  show(result: Result, theme: "light" | "dark"): Promise<void>;
  summary(result: Result): string;
  /** The request for settings that are being changed, or null if there is nothing to show it in. */
  request(): object | null;
  /** Recompute the visible part. */
  refresh?: () => void;
  /** Show the current rate, which does not affect the result. */
  showRate?: () => void;
  /** The page has sent other settings, which do not affect the result. */
  revisit?: () => unknown;
  result: Result | null;
  chart: Chart;
  /** The note below the panel during a live preview. */
  preview: string;
  showLive(result: any): Promise<void>;
  resize(): void;
};
