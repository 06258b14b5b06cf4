// A long computation streamed by the server: lines of JSON with its progress, then the result.
import { RetryableError, fetchOrThrow } from "./request_errors.js";

/**
 * Resolves with the result; `onDone` gets the completed share, `onPlace` the position in the queue. Aborting `signal` also stops the computation.
 * @template Result
 * @param {string} address
 * @param {{ signal: AbortSignal, onDone?: (share: number) => void, onPlace?: (before: number) => void, onLine?: (line: any) => void }} options
 * @returns {Promise<Result>}
 */
export async function fetchResult(address, { signal, onDone, onPlace, onLine }) {
  const { body } = await fetchOrThrow(new URL(address, document.baseURI), { signal });
  const reader = /** @type {NonNullable<typeof body>} */ (body).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((reason) => {
      if (signal.aborted) throw reason;
      return { done: true, value: "" }; // the connection was lost
    });
    if (done) throw new RetryableError("The result did not arrive.");
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.map((text) => JSON.parse(text))) {
      onLine?.(line);
      if ("done" in line) onDone?.(line.done);
      else if ("before" in line) onPlace?.(line.before);
      else if (line.problem) throw new Error(line.problem);
      else return line.result;
    }
  }
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Wait while a slider is moving, because another query is about to follow.
 * @param {number} milliseconds
 */
export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
