// The page's half of an explorer, for a book without a kernel: what lies in the page goes to the drawing half.

async function unpack(text, Kind) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Kind(await new Response(stream).arrayBuffer());
}

async function play(el) {
  const packed = JSON.parse(el.querySelector("script").textContent);
  const kinds = [["scene", Uint8Array], ["still", Int16Array], ["moving", Int32Array], ["frames", Int16Array]];
  const [words, still, moving, frames] = await Promise.all(kinds.map(([name, Kind]) => unpack(packed[name], Kind)));
  const scene = JSON.parse(new TextDecoder().decode(words));
  for (let i = moving.length; i < frames.length; i++) frames[i] += frames[i - moving.length]; // steps become places
  mountExplorer(el, { ...scene, still, moving, frames }, scene.start, () => {});
}

document.querySelectorAll(".explorer").forEach(play);
