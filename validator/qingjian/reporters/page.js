"use strict";
// Filters, and jumps into what is folded. Everything on the page can be read without this script.
(() => {
  const SLICE = 25; // files looked at before the browser may do something else
  const bar = document.getElementById("filters");
  const fields = bar ? [...bar.querySelectorAll("select, input")] : [];
  const entries = [...document.querySelectorAll("#files tbody tr")].map((row) => ({
    row,
    file: document.getElementById(row.dataset.file),
    words: null,
  }));
  const across = [...document.querySelectorAll("#across > [data-severity]")];
  let latest = 0;

  function wanted() {
    const want = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    return { ...want, words: want.words.toLowerCase() };
  }

  function fits(entry, want) {
    const { status, unit, has } = entry.row.dataset;
    if (want.status && status !== want.status) return false;
    if (want.unit && unit !== want.unit) return false;
    if ((want.severity || want.family) && !has.split(" ").some((pair) => agrees(pair.split("-"), want))) return false;
    if (!want.words) return true;
    entry.words ??= `${entry.row.textContent} ${entry.file ? entry.file.textContent : ""}`.toLowerCase();
    return entry.words.includes(want.words);
  }

  function agrees([severity, family], want) {
    return (!want.severity || want.severity === severity) && (!want.family || want.family === family);
  }

  function thin(file, want) {
    const narrowed = Boolean(want.severity || want.family);
    if (!narrowed && !file.dataset.narrowed) return;
    for (const section of file.querySelectorAll(".standing")) {
      let left = false;
      for (const body of section.querySelectorAll("tbody")) {
        let some = false;
        for (const row of body.querySelectorAll("[data-family]")) {
          row.hidden = !agrees([section.dataset.severity, row.dataset.family], want);
          some ||= !row.hidden;
        }
        body.hidden = !some;
        left ||= some;
      }
      section.hidden = !left;
    }
    file.dataset.narrowed = narrowed ? "1" : "";
  }

  async function apply() {
    const run = ++latest;
    const want = wanted();
    let shown = 0;
    for (const [number, entry] of entries.entries()) {
      if (number && number % SLICE === 0) {
        await new Promise((done) => setTimeout(done));
        if (run !== latest) return;
      }
      const fit = fits(entry, want);
      entry.row.hidden = !fit;
      if (entry.file) {
        entry.file.hidden = !fit;
        if (fit) thin(entry.file, want);
      }
      shown += fit;
    }
    for (const one of across) {
      const { severity, family } = one.dataset;
      one.hidden = !agrees([severity, family], want) || !one.textContent.toLowerCase().includes(want.words);
    }
    const said = bar.querySelector("output");
    said.textContent = said.dataset.words.replace("{n}", shown).replace("{all}", entries.length);
    bar.dataset.active = Object.values(want).some(Boolean) ? "1" : "";
  }

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let above = target; above; above = above.parentElement) {
      if (above.hidden) above.hidden = false;
      if (above.tagName === "DETAILS") above.open = true;
    }
    target.querySelector(":scope > details.body")?.setAttribute("open", "");
    target.scrollIntoView({ block: target.tagName === "TD" ? "center" : "start", inline: "center" });
  }

  if (bar) {
    bar.hidden = false;
    let typing = 0;
    bar.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(apply, 150);
    });
    bar.querySelector("button").addEventListener("click", () => {
      for (const field of fields) field.value = "";
      apply();
    });
  }
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) reveal(); // the address does not change, so nothing else would happen
  });
  reveal();

  if (!CSS.supports("selector(::details-content)")) {
    // Browsers whose style cannot unfold what is printed.
    addEventListener("beforeprint", () => {
      for (const one of document.querySelectorAll("details.body:not([open])")) {
        one.open = true;
        one.dataset.printed = "1";
      }
    });
    addEventListener("afterprint", () => {
      for (const one of document.querySelectorAll("details[data-printed]")) {
        one.open = false;
        delete one.dataset.printed;
      }
    });
  }
})();
