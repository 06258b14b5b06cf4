import type { SavedPart, Theme } from "../browser/types";
import type { Stage } from "./stage";

/** What `save` of an export's script receives; see `components/exports/_export.py`. */
export type SaveContext = Omit<SavedPart, "stage"> & {
  stage?: Stage;
  place: string;
  key: string;
  label: string;
  ending: string;
  media: string;
  assets: string;
  theme: Theme;
  /** The address that restores this picture, with all controls. */
  link: string;
  /** Aborted when the user cancels, or closes the menu. */
  signal: AbortSignal;
  /** Show progress in the menu. */
  showStatus: (text: string) => void;
};
