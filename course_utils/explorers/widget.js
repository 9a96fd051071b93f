// The notebook's half of an explorer: what the kernel sent goes to the drawing half, the reader's moves go back.

const numbers = (view, Kind = Int16Array) =>
  new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));

function render({ model, el }) {
  const scene = { ...model.get("scene"), still: numbers(model.get("still")), moving: numbers(model.get("moving"), Int32Array) };
  const read = () => Object.assign(scene, { frames: numbers(model.get("frames")), texts: model.get("texts") });
  read();
  const shown = mountExplorer(el, scene, scene.start, (index) => {
    model.set("positions", index);
    model.save_changes();
  });
  for (const control of el.querySelectorAll("input, select, button")) {
    control.dataset.lmSuppressShortcuts = "true"; // in JupyterLab the arrow keys move the slider, not the notebook
  }
  const follow = () => shown.set(model.get("positions"));
  const receive = () => (read(), shown.redraw());
  follow();
  model.on("change:positions", follow);
  model.on("change:frames", receive);
  return () => {
    shown.close();
    model.off("change:positions", follow);
    model.off("change:frames", receive);
  };
}

export default { render };
