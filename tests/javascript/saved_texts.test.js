// The metadata of a saved picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, inflateSync } from "node:zlib";
import { withTexts } from "../../components/exports/png_texts.js";
import { withMetadata } from "../../components/exports/svg_metadata.js";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The chunks of a PNG, each with a valid checksum. @param {Buffer} png */
function chunksOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
    chunks.push({ type: body.toString("latin1", 0, 4), content: body.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

test("a PNG gets its texts in chunks of their own, and is the same picture", () => {
  const link = "http://localhost/?surface=own&formula=x**2%2By";
  const png = Buffer.concat(withTexts(new Uint8Array(PIXEL), { Source: link, Description: "σ = 0.1, é" }));
  const [header, source, description, data, end] = chunksOf(png);
  assert.deepEqual([header.type, source.type, description.type, data.type, end.type], ["IHDR", "tEXt", "iTXt", "IDAT", "IEND"]);
  assert.equal(source.content.toString("latin1"), `Source\0${link}`);
  assert.equal(description.content.toString("utf8"), "Description\0\0\0\0\0σ = 0.1, é");
  assert.equal(inflateSync(data.content).length, 5);
});

test("an SVG gets its metadata escaped", () => {
  const texts = { Title: "x<y & y>z", Description: "$& ]]>", Source: "http://localhost/?a=1&b=2" };
  const [svg] = withMetadata('<svg class="main" width="3"><path d="M0,0"/></svg>', texts);
  assert.ok(svg.startsWith('<svg class="main" width="3"><title>x&lt;y &amp; y&gt;z</title><metadata>'));
  assert.ok(svg.includes("<dc:source>http://localhost/?a=1&amp;b=2</dc:source>"));
  assert.ok(svg.includes("<dc:description>$&amp; ]]&gt;</dc:description>"));
  assert.ok(svg.endsWith('</metadata><path d="M0,0"/></svg>'));
});
