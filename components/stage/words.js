// What the pictures show, in words, where a screen reader finds it: an opening, and a clause for each run that is drawn.

export function describe({ parts, scene, runs, view, prediction }) {
  const rest = !scene.runs.length
    ? " No optimizer is chosen."
    : prediction.silent
      ? " What becomes of the runs is told when it has been predicted."
      : "";
  const tell = (host, what, opening, name) => {
    const told = prediction.silent ? [] : runs.filter(({ said }) => said[name]); // that of another quantity is under way
    const clauses = told.map(({ title, said }) => `${title} ${said[name]}${name === "end" ? "" : said.mishap}`);
    const text = `${opening}${clauses.length ? `: ${clauses.join("; ")}` : ""}.${rest}`;
    host.querySelector(".plot").setAttribute("aria-label", `${what}${text}`);
  };
  tell(parts.relief, "The surface in three dimensions: ", scene.said.ground, "end");
  tell(parts.map, "Contour map: ", scene.said.ground, "end");
  tell(parts.curve, "", scene.said.course, view.metric);
}
