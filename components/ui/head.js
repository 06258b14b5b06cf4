// The description of the page; the document already has that of the page that was opened first.

/** @param {{ data: { description: string } }} component */
export default function describe({ data }) {
  document.querySelector('meta[name="description"]')?.setAttribute("content", data.description);
}
