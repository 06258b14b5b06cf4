// A result that takes a while, as the page's routes send it: lines of JSON that tell how far the work is, and then the result.

// Resolves with the result; `onDone` is told the share of the work that is done. Leaving by `signal` stops the work as well.
export async function fetchResult(address, { signal, onDone }) {
  const answer = await fetch(new URL(address, document.baseURI), { signal });
  if (!answer.ok) throw new Error(await answer.text());
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("The result did not arrive; change a setting or load the page again.");
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines.map((text) => JSON.parse(text))) {
      if ("done" in line) onDone?.(line.done);
      else if (line.problem) throw new Error(line.problem);
      else return line.result;
    }
  }
}
