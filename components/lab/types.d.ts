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

/** Does a task with the settings as they are; the newest of a task wins. `show` may get coarse results first. */
export type Compute = (task: string, request: object | null, show: (result: any) => unknown) => void;
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
