// What is said where something could not be fetched: the server's own sentence, or one of ours where nobody answers, or something
// that stands before the server, and with it a button that tries again.
import { button } from "./dom.js";

/** The server refuses the request, with a message. */
export class Refused extends Error {}

/** The request was valid: trying again may help. */
export class Unanswered extends Error {}

/**
 * Fetch; an error says in a sentence why that failed.
 * @param {string | URL} address
 * @param {RequestInit} [options]
 */
export async function answered(address, options = {}) {
  const answer = await fetch(address, options).catch((reason) => {
    throw options.signal?.aborted ? reason : new Unanswered("The server does not answer.");
  });
  if (answer.ok) return answer;
  throw await refusalOf(answer);
}

/**
 * Why an answer is none. The server's own refusals are sentences; a page is of a proxy before it.
 * @param {Response} answer
 */
export async function refusalOf(answer) {
  const own = answer.headers.get("content-type")?.startsWith("text/plain");
  return own ? new Refused(await answer.text()) : new Unanswered(`The server cannot answer now (${answer.status}).`);
}

/**
 * Say in its place what went wrong, and offer to try again where that may help.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @param {() => unknown} again
 */
export function showError(place, error, again) {
  const words = error instanceof Error ? error.message : String(error);
  const retry = error instanceof Unanswered ? [" ", button({ class: "switch" }, "Try again", () => again())] : [];
  place.replaceChildren(words, ...retry);
}
