// The page's description; the document initially has that of the first page.

/** @param {{ data: { description: string } }} component */
export default function describe({ data }) {
  document.querySelector('meta[name="description"]')?.setAttribute("content", data.description);
}
