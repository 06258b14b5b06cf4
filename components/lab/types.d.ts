// What the server sends to the panels of the laboratory.
import type { Figure } from "../browser/plotly";

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
  acknowledged: number;
};
/** What every result has: its figure, what was compared, and how a saved picture is called. */
export type Result = { figure: Figure; alt_text: string; caption: string; title: string; file: string };
export type SweepResult = Result & { rates: number[]; texts: string[]; theory: boolean; seeds: number; target: string };
export type Tile = { name: string; about: string; rate: string; text: string; colour: string; path: [number[], number[]] };
export type FiveResult = Result & { tiles: Tile[]; parameter: string };
export type HeatResult = Result & {
  parameters: [string, string];
  symbols: [string, string];
  /** Of the columns and of the rows. */
  values: [string[], string[]];
  /** The step of each cell, negative where there is none. */
  steps: number[];
  /** A "1" for each cell that diverged. */
  lost: string;
  ends: string;
  paths: string;
  /** How many points each path has. */
  points: number;
  lows: [number, number];
  sizes: [number, number];
  best: [row: number, column: number] | null;
  bounded: boolean;
  /** What counts as the target, in a sentence. */
  target: string;
  /** How a run that reaches the target is called, before its step, and one that never does. */
  words: [done: string, never: string];
};
/** The content of a panel. */
export type Content = {
  title: string;
  about: string;
  choices: string[];
  root: HTMLElement;
  scene: LabData;
  show(result: Result, theme: "light" | "dark"): Promise<void>;
  summary(result: Result): string;
  resize(): void;
  save(format: string): void;
};
