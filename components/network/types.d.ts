// The data that the server sends to the network page.
import type { Figure } from "../browser/plotly";
import type { Result, Scene, Section, ViewSettings } from "../browser/types";

export type NetworkData = {
  assets: string;
  /** Of the training: all that shapes it, and the plane. */
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
/** How the examples of a class are drawn: the shape as Plotly calls it and as it is written, and the color by the theme. */
export type Mark = { symbol: string; glyph: string; light: string; dark: string };
/** What networks make of the plane of the inputs, and the examples on it. */
export type Frames = {
  side: number;
  window: [number, number, number, number];
  titles: string[];
  /** Of each run, one step after another: a byte for each cell, as base64. */
  cells: string[];
  /** Red, green, blue and opacity of each byte, as base64. */
  palette: string;
  /** Of each class. */
  marks: Mark[];
  /** x, y and class of those learnt from and of those held out. */
  examples: [number[], number[], number[]][];
};
export type Preview = Frames & { step: number };
export type Regions = Frames & {
  /** The steps that the cells of each run are of. */
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
