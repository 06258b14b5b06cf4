// What the server sends to the network's page.
import type { Figure } from "../browser/plotly";
import type { Scene, ViewSettings } from "../browser/types";
import type { Result } from "../lab/types";

export type NetworkData = {
  assets: string;
  /** Of the training: all that shapes it, and the plane. */
  query: string;
  address: string;
  classroom: boolean;
  view: ViewSettings;
  acknowledged: number;
  revision: number;
  visit: number;
};
/** What networks make of the plane of the inputs: for each cell, class × levels + sureness, as base64 of bytes. */
export type Preview = { step: number; side: number; levels: number; titles: string[]; cells: string[] };
export type Regions = Omit<Preview, "step"> & {
  /** The moments that the cells of each run hold, one after another. */
  steps: number[];
  window: [number, number, number, number];
  names: [string, string];
  classes: string[];
  /** x, y and class of those learnt from and of those held out. */
  examples: [number[], number[], number[]][];
  alt_texts: string[];
} & Pick<Result, "title" | "caption" | "file">;
type Row = (number | null)[];
export type Layers = {
  steps: number[];
  names: string[];
  runs: {
    title: string;
    accuracy: [Row, Row];
    layers: { gradient: Row; move: Row; weights: Row; dead: Row; saturated: Row }[];
  }[];
};
export type Trained = {
  scene: Omit<Scene, "acknowledged" | "revision" | "visit">;
  about: string;
  notes: string[];
  troubles: string[];
  regions: Regions;
  courses: Result;
  layers: Layers;
};
export type Problem = { problem: string };
export type Rates = Result & { text: string; figure: Figure };
