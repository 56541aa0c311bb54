// Shows what crossed the wire while its panel is open. Knows nothing of phones.

import { el } from "./words.js";

const EVERY_MS = 1000;
const SHOWN = 200;

export function watchWire(panel) {
  const rows = panel.querySelector("tbody");
  let last = 0;

  async function look() {
    if (!panel.open || document.hidden) return;
    const answer = await fetch(`wire?since=${last}`, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    for (const entry of await answer.json()) {
      last = entry.n;
      rows.prepend(row(entry));
    }
    while (rows.childElementCount > SHOWN) rows.lastElementChild.remove();
  }

  panel.addEventListener("toggle", look);
  setInterval(look, EVERY_MS);
}

function row(entry) {
  const node = el("tr");
  const path = new URL(entry.url, location.href);
  const cells = [
    new Date(entry.at).toLocaleTimeString(),
    entry.direction === "webhook" ? "→ helpline" : "← helpline",
    `${entry.method} ${path.pathname.replace(/AC[0-9a-f]{32}/, "AC…")}`,
    entry.status || "none",
    `${Math.round(entry.ms)} ms`,
    entry.signed ? "yes" : "no",
  ];
  node.append(...cells.map((words) => el("td", "", String(words))));
  return node;
}
