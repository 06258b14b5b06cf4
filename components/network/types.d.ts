// The data that the server sends to the network page.
import type { Figure } from "../browser/plotly";
import type { Result, Scene, Section, ViewSettings } from "../browser/types";

export type NetworkData = {
  assets: string;
  /** Queries: of the training, which contains everything that determines it, and of the plane. */
  query: string;
  address: string;
  classroom: boolean;
  hide: string[];
  sections: Section[];
  link: Scene["link"];
  view: ViewSettings;
  acknowledged: number;
  revision: number;
  visit: number;
};
/** The marker of a class: Plotly's name, the character, and the color by theme. */
export type Mark = { symbol: string; glyph: string; light: string; dark: string };
/** The networks' output on the plane of inputs, and the examples on it. */
export type Frames = {
  side: number;
  window: [number, number, number, number];
  titles: string[];
  /** For each run, one step after another: a byte per cell, as base64. */
  cells: string[];
  /** Red, green, blue and opacity for each byte value, as base64. */
  palette: string;
  /** By class. */
  marks: Mark[];
  /** x, y and class of training and held-out examples. */
  examples: [number[], number[], number[]][];
};
export type Preview = Frames & { step: number };
export type Regions = Frames & {
  /** The steps of the frames. */
  steps: number[];
  names: [string, string];
  classes: string[];
  alt_texts: string[];
} & Pick<Result, "title" | "caption" | "file">;
type Row = (number | null)[];
export type Layers = {
  steps: number[];
  names: string[];
  runs: {
    title: string;
    accuracy: [Row, Row];
    layers: { gradient: Row; update: Row; weights: Row; dead: Row; saturated: Row }[];
  }[];
};
export type Trained = {
  scene: Omit<Scene, keyof NetworkData>;
  about: string;
  notes: string[];
  troubles: string[];
  regions: Regions;
  accuracy: Result;
  layers: Layers;
};
export type Problem = { problem: string };
export type Rates = Result & { text: string; figure: Figure };
