// The page's half of an explorer, for a book without a kernel: what lies in the page goes to the drawing half.

async function unpack(text, Kind) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Kind(await new Response(stream).arrayBuffer());
}

async function play(el) {
  const scene = JSON.parse(el.querySelector("script").textContent);
  const [still, moving, frames] = await Promise.all(
    [["still", Int16Array], ["moving", Int32Array], ["frames", Int16Array]].map(([name, Kind]) => unpack(scene[name], Kind)),
  );
  for (let i = moving.length; i < frames.length; i++) frames[i] += frames[i - moving.length]; // steps become places
  mountExplorer(el, { ...scene, still, moving, frames }, scene.start, () => {});
}

document.querySelectorAll(".explorer").forEach(play);
