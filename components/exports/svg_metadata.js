// The metadata of an SVG, in the terms of Dublin Core, which Inkscape shows among the document properties.

/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const NAMESPACES =
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"';

/**
 * @param {string} svg
 * @param {{ Title: string, Description: string, Source: string }} texts
 */
export function withMetadata(svg, { Title, Description, Source }) {
  const terms = Object.entries({ title: Title, description: Description, source: Source });
  const work = terms.map(([term, text]) => `<dc:${term}>${escaped(text)}</dc:${term}>`).join("");
  const metadata = `<metadata><rdf:RDF ${NAMESPACES}><cc:Work rdf:about="">${work}</cc:Work></rdf:RDF></metadata>`;
  return [svg.replace(/<svg[^>]*>/, (opening) => `${opening}<title>${escaped(Title)}</title>${metadata}`)];
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll(/[&<>]/g, (letter) => ENTITIES[letter]);
}
