// What plays in the book besides the explorers: guesses that hold back what answers them, and the ledger's filter.

const near = (guess, measured, by) => Math.abs(guess - measured) <= by * Math.abs(measured);
const word = (text) => String(text).trim().toLowerCase();

function differs(said, data) { // "" where the guess is right
  const { measured, near: by, same } = data;
  if (typeof measured === "number") {
    const guess = Number(said.replace("−", "-").replace(",", "."));
    if (said.trim() === "" || Number.isNaN(guess)) return "a number was expected";
    if (near(guess, measured, by)) return "";
    if (guess === 0 || measured === 0) return `off by ${Number(Math.abs(guess - measured).toPrecision(3))}`;
    if (guess * measured < 0) return "the other sign";
    const factor = guess / measured;
    return factor > 1 ? `${Number(factor.toPrecision(3))} times as large` : `${Number((1 / factor).toPrecision(3))} times too small`;
  }
  if (Array.isArray(measured)) {
    const parts = said.split(/[,;]/);
    if (parts.length !== measured.length) return `${measured.length} answers were expected, with a comma between`;
    if (data.any_order) return measured.every((one) => parts.map(word).includes(word(one))) ? "" : "others";
    const wrong = measured.filter((one, i) => differs(parts[i], { ...data, measured: one }) !== "");
    return wrong.length ? `${measured.length - wrong.length} of ${measured.length} right` : "";
  }
  if (typeof measured === "boolean") return (word(said) === "yes" || word(said) === "true") === measured ? "" : "the other way";
  return [measured, ...same].map(word).includes(word(said)) ? "" : "something else";
}

function holdBack(form, section) {
  const answer = section.querySelector(".guess[data-guess]"), data = JSON.parse(answer.dataset.guess);
  const input = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off" });
  const commit = Object.assign(document.createElement("button"), { textContent: "Measure" });
  const skip = Object.assign(document.createElement("button"), { textContent: "No guess, show it", type: "button" });
  const box = document.createElement("form");
  input.ariaLabel = form.textContent;
  box.className = "guess-box";
  box.append(input, commit, skip);
  form.after(box);
  section.classList.add("held");
  const show = (said) => {
    section.classList.remove("held");
    input.disabled = commit.disabled = skip.disabled = true;
    if (said === null) return;
    const how = differs(said, data), right = how === "";
    answer.textContent = `You said ${said}; measured ${data.shown}${right ? ": close enough." : `: ${how}.`}`;
    if (!right && data.why) answer.append(document.createElement("br"), data.why);
    box.after(answer.cloneNode(true));
  };
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) show(input.value.trim());
    else input.focus();
  });
  skip.addEventListener("click", () => show(null));
}

for (const form of document.querySelectorAll(".guess-form")) {
  let next = form.nextElementSibling ?? form.closest(".cell, div.section, section")?.nextElementSibling;
  while (next && !next.matches("section")) next = next.nextElementSibling;
  if (next?.querySelector(".guess[data-guess]")) holdBack(form, next);
}

for (const caption of document.querySelectorAll(".caption[role=heading]")) caption.ariaLevel = "2"; // the theme forgets it

function openTo(hash) { // a link that leads into what is held back opens it
  if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.closest(".held")?.classList.remove("held");
}
openTo(location.hash);
addEventListener("hashchange", () => openTo(location.hash));

for (const filter of document.querySelectorAll(".filter")) {
  const rows = [...document.querySelectorAll("table.ledger tbody tr")], choices = [...filter.querySelectorAll("select")];
  const choose = () => {
    for (const row of rows) row.hidden = choices.some(({ value, dataset }) => value && row.dataset[dataset.by] !== value);
    filter.querySelector("output").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rulings`;
  };
  filter.addEventListener("change", choose);
  choose();
}
