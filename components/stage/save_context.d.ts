import type { SavedPart, Theme } from "../browser/types";
import type { Stage } from "./stage";

/** What the `save` of an export's script is given; see `components/exports/_export.py`. */
export type SaveContext = Omit<SavedPart, "stage"> & {
  stage?: Stage;
  place: string;
  key: string;
  label: string;
  ending: string;
  media: string;
  assets: string;
  theme: Theme;
  /** The address that brings this picture again, with all controls. */
  link: string;
  /** Aborted where the person cancels it, or closes the menu. */
  signal: AbortSignal;
  /** Say in the menu how far it is. */
  say: (text: string) => void;
};
