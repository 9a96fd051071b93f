// The drawing half of an explorer, shared by the notebook's widget and by the book's pages. It sets the outlines of
// paths, the marks and the texts of a figure to where the controls point. No maths of the lesson here: every position
// was computed beforehand (stage.py says what `scene` holds).

const UNIT = 32, GAP = -(2 ** 15);
const NARROW = 520; // CSS pixels: a figure with less room than this takes the layout of a telephone
const HANDLE = 12; // radius of what a hand can take hold of, in CSS pixels
const PAUSE = 800; // milliseconds after which the next move starts from a new ghost
const TOUR = 6000; // milliseconds that a play takes, at least 60 a position

const LOOK = `<style>
  svg { display: block; width: 100%; height: auto; overflow: visible; fill: var(--explorer-ink, #000); }
  text, tspan { font-family: "DejaVu Sans", Verdana, sans-serif !important; fill: var(--explorer-ink, #000); user-select: none; }
  .ghost { stroke-opacity: .35; }
  .handle { cursor: grab; touch-action: none; stroke: var(--explorer-blue, #0072b2); }
  circle.handle { fill: var(--explorer-blue, #0072b2); fill-opacity: .15; stroke-width: 1.5; }
  path.handle { fill: none; stroke-opacity: .12; }
  .held { cursor: grabbing; } @media print { .handle { display: none; } }
</style>`; // the picture is a shadow tree: neither its ids nor its style meet the page's

function element(name, className, text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

function outline(xy) {
  let d = "", pen = "M";
  for (let i = 0; i < xy.length; i += 2) {
    const gap = Number.isNaN(xy[i]);
    if (!gap) d += `${pen}${xy[i]} ${xy[i + 1]}`;
    pen = gap ? "M" : "L";
  }
  return d;
}

// The square of the distance from a point to marks, or to a line with its corners.
function distance(xy, [x, y], isLine) {
  let least = Infinity;
  for (let i = 0; i < xy.length; i += 2) {
    let [dx, dy] = [xy[i] - x, xy[i + 1] - y];
    if (isLine && i + 2 < xy.length) {
      const [ex, ey] = [xy[i + 2] - xy[i], xy[i + 3] - xy[i + 1]], length = ex * ex + ey * ey;
      const share = length ? Math.min(Math.max(-(dx * ex + dy * ey) / length, 0), 1) : 0;
      [dx, dy] = [dx + share * ex, dy + share * ey];
    }
    if (dx * dx + dy * dy < least) least = dx * dx + dy * dy;
  }
  return least;
}

// Where every part is at every position, in points of a layout; what never moves is sent once.
function coordinates(scene) {
  const place = new Int32Array(scene.still.length).fill(-1);
  scene.moving.forEach((column, i) => (place[column] = i));
  let start = 0;
  const starts = scene.parts.map(([, points]) => (start += 2 * points) - 2 * points);
  return (number, k, layout) => {
    const [, points] = scene.parts[k], [sx, tx, sy, ty] = layout.maps[k], xy = new Float64Array(2 * points);
    const row = number * scene.moving.length;
    for (let i = 0; i < xy.length; i++) {
      const column = starts[k] + i, seen = place[column] < 0 ? scene.still[column] : scene.frames[row + place[column]];
      xy[i] = seen === GAP ? NaN : i % 2 ? (seen / UNIT) * sy + ty : (seen / UNIT) * sx + tx;
    }
    return xy;
  };
}

// Native controls below the figure. Returns what shows a position on them.
function controlPanel(box, controls, choose) {
  const shown = controls.map(({ label, options, slider }, i) => {
    const row = element("label", "explorer-row");
    const input = element(slider ? "input" : "select", "explorer-control");
    const value = element("span", "explorer-value");
    row.append(element("span", "explorer-label", label), input);
    if (slider) {
      Object.assign(input, { type: "range", min: 0, max: options.length - 1, step: 1, ariaLabel: label });
      value.ariaHidden = "true"; // the slider says it itself
      value.style.minWidth = `${Math.max(...options.map((option) => option.length))}ch`;
      row.append(value);
    } else {
      input.append(...options.map((option) => element("option", "", option)));
      input.ariaLabel = label;
    }
    input.addEventListener("input", () => choose(i, slider ? Number(input.value) : input.selectedIndex));
    box.append(row);
    return (index) => {
      if (!slider) return (input.selectedIndex = index);
      input.value = index;
      input.setAttribute("aria-valuetext", (value.textContent = options[index]));
    };
  });
  return (index) => shown.forEach((show, i) => show(index[i]));
}

// What there is to reach: a bar with a tick at the goal, the best so far, and an end. A "tour" reaches nothing by itself.
function goalPanel(box, goal, start) {
  const [bar, fill, tick] = ["bar", "fill", "tick"].map((name) => element("span", `explorer-${name}`));
  const words = element("span", "explorer-score"), result = element("span", "explorer-result");
  const [floor, top] = [Math.min(...goal.scores), goal.scores[start]];
  const share = (score) => `${100 * Math.min(Math.max((score - floor) / (top - floor), 0), 1)}%`;
  let best, reached;
  bar.ariaHidden = "true";
  tick.style.left = share(goal.limit);
  bar.append(fill, tick);
  result.append(words, element("span", "explorer-done", "✓ reached"));
  box.append(element("span", "explorer-aim", `Goal: ${goal.text}`), result, bar);
  return (number, how) => {
    if (how === "anew") [best, reached] = [Infinity, false];
    const score = goal.scores[number], first = how !== "tour" && score <= goal.limit && !reached;
    if (how !== "tour") [best, reached] = [Math.min(best, score), reached || first];
    fill.style.width = share(score);
    box.classList.toggle("explorer-reached", reached);
    words.textContent = `now ${score.toFixed(goal.digits)}, best ${best.toFixed(goal.digits)}`;
    return first ? `Goal reached: ${score.toFixed(goal.digits)}` : "";
  };
}

// Show `scene` in `el`, at the positions `start` of its controls. `told` hears of every position that the reader takes.
// Returns { set, redraw, close }: move the controls from outside, draw again what was sent anew, let go.
function mountExplorer(el, scene, start, told) {
  const sizes = scene.controls.map((control) => control.options.length);
  const numberOf = (index) => (scene.live ? 0 : index.reduce((sum, i, k) => sum * sizes[k] + i, 0));
  const whereIs = coordinates(scene), texts = scene.parts.filter(([, , isText]) => isText).length + 1;
  const wordsAt = (number) => scene.texts.slice(number * texts, (number + 1) * texts);

  const readout = element("p", "explorer-readout"), now = element("span", "");
  const longest = element("span", "explorer-longest", scene.longest); // keeps the room: nothing below ever shifts
  longest.ariaHidden = now.ariaHidden = "true"; // the status says it, when the hand rests
  readout.append(longest, now);
  const [picture, goal, controls, buttons, status] =
    ["picture", "goal", "controls", "buttons", "status"].map((name) => element("div", `explorer-${name}`));
  status.setAttribute("role", "status");
  const root = picture.attachShadow({ mode: "open" });
  el.replaceChildren(...(scene.longest ? [readout] : []), picture, ...(scene.goal ? [goal] : []), controls, buttons, status);

  let index = [...start], ghost = null, rested = 0, waiting, pause, touring, layout, actors, handles;
  let said = wordsAt(numberOf(index)), news = "";
  const showControls = controlPanel(controls, scene.controls, (i, value) => go(index.with(i, value)));
  const judge = scene.goal && goalPanel(goal, scene.goal, numberOf(start));

  const weigh = (how) => judge && (news = judge(numberOf(index), how) || news);

  function go(next, { quiet = false } = {}) {
    if (next.every((value, i) => value === index[i])) return;
    const time = performance.now();
    if (time - rested > PAUSE && !touring) ghost = numberOf(index);
    [index, rested] = [next, time];
    showControls(index);
    weigh(touring && "tour");
    if (!quiet) told(index);
    redraw();
  }

  function lay(name) {
    layout = { name, ...scene.layouts[name] };
    root.innerHTML = LOOK + layout.svg;
    const svg = (layout.element = root.querySelector("svg"));
    Object.assign(svg, { ariaLabel: scene.description }).setAttribute("role", "img");
    actors = scene.parts.map(([gid], k) => {
      const group = root.getElementById(gid), path = group.querySelector(":scope > path");
      const [marks, lines] = ["use", "text"].map((kind) => group.querySelectorAll(kind));
      const shade = scene.ghosts.includes(gid) ? path.cloneNode() : null;
      if (shade) (group.before(shade), shade.classList.add("ghost"));
      return { group, path, marks, lines, shade, home: lines.length && whereIs(numberOf(start), k, layout) };
    });
    handles = scene.grabs.map((grab) => handle(svg, grab));
  }

  function handle(svg, grab) {
    const k = scene.parts.findIndex(([gid]) => gid === grab.gid), isLine = Boolean(actors[k].path);
    const ring = svg.appendChild(document.createElementNS(svg.namespaceURI, isLine ? "path" : "circle"));
    ring.classList.add("handle");
    ring.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      ring.setPointerCapture(event.pointerId);
      ring.classList.add("held");
      stop();
      const kept = grab.keeps.map((gid) => scene.parts.findIndex(([other]) => other === gid));
      const anchors = kept.map((other) => whereIs(numberOf(index), other, layout));
      ring.onpointermove = (moved) => {
        const at = new DOMPoint(moved.clientX, moved.clientY).matrixTransform(svg.getScreenCTM().inverse());
        go(nearest(grab, k, isLine, [at.x, at.y], kept, anchors));
      };
    });
    for (const end of ["pointerup", "pointercancel"]) ring.addEventListener(end, () => {
      ring.onpointermove = null;
      ring.classList.remove("held");
    });
    return { ring, k, isLine };
  }

  // The position whose recorded mark lies nearest to the pointer, among those that the handle can reach.
  function nearest(grab, k, isLine, at, kept, anchors) {
    let best = index, least = Infinity;
    const trial = [...index];
    (function walk(level) {
      if (level < grab.sets.length) {
        for (let i = 0; i < sizes[grab.sets[level]]; i++) {
          trial[grab.sets[level]] = i;
          walk(level + 1);
        }
        return;
      }
      const number = numberOf(trial);
      let sum = distance(whereIs(number, k, layout), at, isLine);
      kept.forEach((other, i) => (sum += distance(whereIs(number, other, layout), anchors[i], false)));
      if (sum < least) [best, least] = [[...trial], sum];
    })(0);
    return best;
  }

  function draw() {
    waiting = null;
    if (!picture.clientWidth && layout) return; // out of sight; it is drawn again when there is room
    const wanted = picture.clientWidth && picture.clientWidth < NARROW ? "narrow" : "wide";
    if (layout?.name !== wanted) lay(wanted);
    const number = numberOf(index), words = wordsAt(number);
    now.textContent = words[0];
    let word = 1;
    const places = actors.map(({ group, path, marks, lines, shade, home }, k) => {
      const xy = whereIs(number, k, layout);
      if (lines.length) {
        const letters = words[word++].split("\n");
        lines.forEach((line, i) => (line.textContent = letters[i] ?? ""));
        group.setAttribute("transform", `translate(${xy[0] - home[0]} ${xy[1] - home[1]})`);
      }
      path?.setAttribute("d", outline(xy));
      marks.forEach((mark, i) => {
        mark.setAttribute("visibility", Number.isNaN(xy[2 * i]) ? "hidden" : "visible");
        ["x", "y"].forEach((axis, j) => mark.setAttribute(axis, xy[2 * i + j] || 0));
      });
      shade?.setAttribute("d", ghost === null || ghost === number ? "" : outline(whereIs(ghost, k, layout)));
      return xy;
    });
    const scale = layout.element.viewBox.baseVal.width / (picture.clientWidth || 720);
    for (const { ring, k, isLine } of handles) {
      const xy = places[k];
      ring.setAttribute("visibility", Number.isNaN(xy[0]) ? "hidden" : "visible");
      if (isLine) (ring.setAttribute("d", outline(xy)), ring.setAttribute("stroke-width", 2 * HANDLE * scale));
      else (ring.setAttribute("cx", xy[0] || 0), ring.setAttribute("cy", xy[1] || 0), ring.setAttribute("r", HANDLE * scale));
    }
    clearTimeout(pause);
    pause = setTimeout(say, 400, words);
  }

  function say(words) { // for a screen reader, when the hand rests: what is new
    const fresh = words.filter((text, i) => text !== said[i]);
    if (news) fresh.push(news);
    if (fresh.length) status.textContent = fresh.join(". ");
    [said, news] = [words, ""];
  }

  const redraw = () => (waiting ||= requestAnimationFrame(draw));

  function stop() {
    cancelAnimationFrame(touring);
    touring = null;
    if (scene.play !== null) tour.textContent = "▶ Play";
  }

  function play() {
    if (touring) return (stop(), weigh(), redraw());
    const k = scene.play, last = sizes[k] - 1, pace = Math.max(TOUR / last, 60);
    const first = index[k] < last - 1 ? index[k] : 0;
    ghost = numberOf(index);
    let begun;
    tour.textContent = "❚❚ Pause";
    touring = requestAnimationFrame(function step(time) {
      begun ??= time;
      const here = Math.min(first + Math.floor((time - begun) / pace), last);
      touring = requestAnimationFrame(step);
      go(index.with(k, here));
      if (here === last) stop();
    });
  }

  const tour = element("button", "explorer-button", "▶ Play"), reset = element("button", "explorer-button", "↺ Reset");
  tour.addEventListener("click", play);
  reset.addEventListener("click", () => {
    stop();
    go([...start]);
    weigh("anew");
    ghost = null;
    redraw();
  });
  for (const button of [tour, reset]) button.type = "button";
  buttons.append(...(scene.play === null ? [] : [tour]), reset);
  controls.addEventListener("pointerdown", stop);
  controls.addEventListener("keydown", stop);
  const observer = new ResizeObserver(redraw);
  observer.observe(picture);
  showControls(index);
  weigh("anew");
  redraw();
  return {
    set: (next) => go([...next], { quiet: true }),
    redraw,
    close: () => (stop(), cancelAnimationFrame(waiting), clearTimeout(pause), observer.disconnect()),
  };
}
