// The browser's half of an explorer: sets outlines, marks and texts to where the controls point. No maths here.
// The model's fields are described in stage.py.

const UNIT = 32, GAP = -(2 ** 15);

const LOOK = `<style>
  svg { display: block; width: 100%; height: auto; }
  text, tspan { font-family: "DejaVu Sans", Verdana, sans-serif !important; }
</style>`; // the stage is a shadow tree: neither its ids nor its style meet the page's

const numbers = (view, Kind = Int16Array) =>
  new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

function outline(xy) {
  let d = "", pen = "M";
  for (let i = 0; i < xy.length; i += 2) {
    const gap = xy[i] === GAP;
    if (!gap) d += `${pen}${xy[i] / UNIT} ${xy[i + 1] / UNIT}`;
    pen = gap ? "M" : "L";
  }
  return d;
}

function actor(root, gid) {
  const group = root.getElementById(gid);
  const [marks, lines] = ["use", "text"].map((name) => group.querySelectorAll(name));
  return { group, path: group.querySelector(":scope > path"), marks, lines };
}

function place({ path, marks }, xy) {
  path?.setAttribute("d", outline(xy));
  marks.forEach((mark, i) => {
    mark.setAttribute("x", xy[2 * i] / UNIT);
    mark.setAttribute("y", xy[2 * i + 1] / UNIT);
    mark.setAttribute("visibility", xy[2 * i] === GAP ? "hidden" : "visible");
  });
}

function write({ group, lines }, text, xy, home) {
  const letters = text.split("\n");
  lines.forEach((line, i) => (line.textContent = letters[i] ?? ""));
  group.setAttribute("transform", `translate(${(xy[0] - home[0]) / UNIT} ${(xy[1] - home[1]) / UNIT})`);
}

// ipywidgets gives the handle of a slider no name, and as its value the number of the position. Name it, and
// let it say the value that the reader sees. Returns false while the controls are not on the page yet.
function announce(el, controls) {
  const boxes = el.closest(".explorer")?.querySelectorAll(":scope > .explorer-control") ?? [];
  if (boxes.length < controls.length) return false;
  controls.forEach((control, i) => {
    const handle = boxes[i].querySelector(".noUi-handle");
    if (!handle) return; // a drop-down list
    const say = () => {
      const value = control.get("_options_labels")[control.get("index")];
      if (handle.getAttribute("aria-valuetext") !== value) handle.setAttribute("aria-valuetext", value);
    };
    handle.setAttribute("aria-label", control.get("description"));
    new MutationObserver(say).observe(handle, { attributeFilter: ["aria-valuetext"] });
    say();
  });
  return true;
}

async function render({ model, el }) {
  const controls = await Promise.all(
    model.get("controls").map((name) => model.widget_manager.get_model(name.slice("IPY_MODEL_".length))),
  );
  const [picture, status] = [document.createElement("div"), document.createElement("div")];
  el.replaceChildren(picture, status);
  Object.assign(status, { className: "explorer-status", role: "status" });
  const root = picture.attachShadow({ mode: "open" });
  root.innerHTML = LOOK + model.get("svg").replace(/^[^]*?(?=<svg)/, "");
  Object.assign(root.querySelector("svg"), { role: "img", ariaLabel: model.get("description") });

  const parts = model.get("parts").map(([gid, points]) => ({ ...actor(root, gid), points }));
  const moving = numbers(model.get("moving"), Int32Array);
  const still = numbers(model.get("still")), all = still.slice();
  const texts = parts.filter((part) => part.lines.length).length;
  let frames, pause, waiting, named, said = [];

  function draw() {
    waiting = null;
    const seek = (position, control) => position * control.get("_options_labels").length + control.get("index");
    const position = model.get("live") ? 0 : controls.reduce(seek, 0);
    const words = model.get("texts").slice(position * texts, (position + 1) * texts);
    moving.forEach((column, i) => (all[column] = frames[position * moving.length + i]));
    let start = 0, word = 0;
    for (const part of parts) {
      const end = start + 2 * part.points, xy = all.subarray(start, end);
      if (part.lines.length) write(part, words[word++], xy, still.subarray(start, end));
      else place(part, xy);
      start = end;
    }
    if (!(named ||= announce(el, controls))) redraw();
    clearTimeout(pause);
    pause = setTimeout(say, 400, words);
  }

  function say(words) { // for a screen reader, when the hand rests: what is new
    status.textContent = words.filter((text, i) => text !== said[i]).join(". ") || status.textContent;
    said = words;
  }

  const redraw = () => (waiting ||= requestAnimationFrame(draw));
  const receive = () => {
    frames = numbers(model.get("frames"));
    redraw();
  };
  controls.forEach((control) => control.on("change:index", redraw));
  model.on("change:frames", receive);
  receive();
  return () => {
    cancelAnimationFrame(waiting);
    controls.forEach((control) => control.off("change:index", redraw));
    model.off("change:frames", receive);
  };
}

export default { render };
