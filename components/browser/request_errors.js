// Errors of failed requests: the server's own message, or one of ours if there is no response or one from a proxy; and how they
// are shown, with a button to try again.
import { button } from "./dom.js";

/** The server refuses the request, with a message. */
export class RefusedError extends Error {}

/** The request was valid: trying again may help. */
export class RetryableError extends Error {}

/**
 * Fetch a resource, or throw an error with a readable message.
 * @param {string | URL} address
 * @param {RequestInit} [options]
 */
export async function fetchOrThrow(address, options = {}) {
  const answer = await fetch(address, options).catch((reason) => {
    throw options.signal?.aborted ? reason : new RetryableError("The server does not answer.");
  });
  if (answer.ok) return answer;
  throw await errorOf(answer);
}

/**
 * The error of a failed response. The server sends its own messages as plain text; anything else comes from a proxy.
 * @param {Response} answer
 */
export async function errorOf(answer) {
  const own = answer.headers.get("content-type")?.startsWith("text/plain");
  return own ? new RefusedError(await answer.text()) : new RetryableError(`The server cannot answer now (${answer.status}).`);
}

/**
 * Show an error message, with a button to try again if that may help.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @param {() => unknown} again
 */
export function showError(place, error, again) {
  const words = error instanceof Error ? error.message : String(error);
  const retry = error instanceof RetryableError ? [" ", button({ class: "switch" }, "Try again", () => again())] : [];
  place.replaceChildren(words, ...retry);
}
