// The HTML of an iframe for another page, and whether a page is embedded.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isEmbedded } from "../../components/browser/embedded.js";
import { frameOf, save } from "../../components/exports/embed.js";

const LINK = "https://lab.example/learning-rate?surface=own&formula=x%22%3E%3Cb%3E";

test("the frame shows the page of the link, embedded", () => {
  const [, address] = /<iframe src="([^"]*)"/.exec(frameOf(LINK, "Bowl")) ?? [];
  const url = new URL(address.replaceAll("&amp;", "&"));
  assert.equal(url.pathname, "/learning-rate");
  assert.equal(url.searchParams.get("formula"), 'x"><b>');
  assert.ok(isEmbedded(url.search));
});

test("a title with marks ends nothing", () => {
  const [opening] = frameOf(LINK, `"><script>alert(1)</script> & more`).split("\n");
  assert.equal(opening.match(/</g)?.length, 2); // start and end tag
  assert.match(opening, / title="Descent Lab: &quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; more" /);
});

test("a page is embedded where the address says so, as Streamlit reads it", () => {
  for (const search of ["?embed=true", "?x=1&embed=True", "?embed=false&embed=true"]) assert.ok(isEmbedded(search), search);
  for (const search of ["", "?embed=false", "?embed", "?embedded=true"]) assert.ok(!isEmbedded(search), search);
});

const REFUSED = { writeText: () => Promise.reject(new Error("refused")) };

for (const [name, clipboard] of Object.entries({ "is missing": undefined, "is refused": REFUSED }))
  test(`where the clipboard ${name}, the snippet is shown to be copied by hand`, async (context) => {
    const navigator = Object.getOwnPropertyDescriptor(globalThis, "navigator") ?? { configurable: true };
    Object.defineProperty(globalThis, "navigator", { configurable: true, value: { clipboard } });
    context.after(() => Object.defineProperty(globalThis, "navigator", navigator));
    const lines = [];
    const given = { link: LINK, showStatus: (/** @type {string} */ text) => lines.push(text) };
    assert.equal(await save(/** @type {any} */ (given)), null);
    assert.deepEqual(lines, [`Copy this into the HTML of your page: ${frameOf(LINK, "")}`]);
  });
