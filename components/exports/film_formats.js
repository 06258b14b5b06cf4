// The film formats, and which of them this browser supports. GIFs are encoded by the server.
import { GifEncoder } from "./film_gif.js";
import { SETTLING, VideoFilm, encodes } from "./film_video.js";
import { Mp4 } from "./mp4.js";
import { WebM } from "./webm.js";

/**
 * @import { FilmOptions } from "./film.js"
 * @import { Codec } from "./film_video.js"
 * @typedef {FilmOptions & { link: string, title: string, assets: string, signal: AbortSignal, showStatus: (text: string) => void }} Order
 * @typedef {object} Encoder
 * @property {(frame: number, seconds: number, keyFrame?: boolean) => Promise<void>} add
 * @property {() => Promise<Blob>} finish
 * @property {(count: number) => Promise<number>} expectedSize of a film of so many frames, once some have been added: neighbors
 * @property {() => void} close
 * @typedef {object} Format
 * @property {string} label
 * @property {string} ending
 * @property {string} media
 * @property {new (canvas: HTMLCanvasElement, order: Order) => Encoder} encoder
 * @property {() => Promise<boolean>} works
 * @property {number} most frames
 * @property {number} settling how many more times the first of some neighbors is added to find about how large a film will be
 */

/** @type {Codec} */
const VP9 = { codec: "vp09.00.50.08", steady: { vp9: { quantizer: 32 } } }; // of 63: lines are clear, and colors even
/** @type {Codec} */
const AVC = { codec: "avc1.640033", avc: { format: "avc" } }; // high profile, level 5.1
const LARGEST = { width: 1920, height: 1920, bitrate: 4e6, framerate: 30 };

class WebMFilm extends VideoFilm {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Order} order
   */
  constructor(canvas, order) {
    super(canvas, order, VP9, WebM);
  }
}

class Mp4Film extends VideoFilm {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Order} order
   */
  constructor(canvas, order) {
    super(canvas, order, AVC, Mp4);
  }
}

/** @type {Record<string, Format>} */
export const FORMATS = {
  gif: {
    ...{ label: "GIF", ending: "gif", media: "image/gif", encoder: GifEncoder, most: 300, settling: 0 },
    works: async () => true,
  },
  webm: {
    ...{
      label: "WebM",
      ending: "webm",
      media: "video/webm",
      encoder: WebMFilm,
      most: 3600,
      settling: SETTLING,
    },
    works: () => encodes({ ...LARGEST, codec: VP9.codec }),
  },
  mp4: {
    ...{
      label: "MP4",
      ending: "mp4",
      media: "video/mp4",
      encoder: Mp4Film,
      most: 3600,
      settling: SETTLING,
    },
    works: () => encodes({ ...LARGEST, ...AVC }),
  },
};

/** The keys of the supported formats. */
export async function offered() {
  const works = await Promise.all(Object.values(FORMATS).map((format) => format.works()));
  return Object.keys(FORMATS).filter((_, at) => works[at]);
}
