// Asks the simulator for news twice a second and lets each phone draw itself.
// Every word from outside goes into the page by textContent only.

import { Phone } from "./phone.js";
import { startRinging, stopRinging, switchSound } from "./sound.js";
import { watchWire } from "./wire.js";
import { clock, el, pretty } from "./words.js";

const POLL_MS = 500;

const phones = new Map();
let version = "";
let isPolling = false;

async function poll() {
  if (isPolling) return;
  isPolling = true;
  try {
    const answer = await fetch(`state?since=${version}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    if (answer.status === 200) {
      const state = await answer.json();
      version = state.version;
      draw(state);
    }
    document.getElementById("lost").hidden = true;
  } catch {
    document.getElementById("lost").hidden = false;
  } finally {
    isPolling = false;
  }
}

function draw(state) {
  const main = document.getElementById("phones");
  const present = new Set(state.phones.map((phone) => phone.number));
  for (const [number, phone] of phones) {
    if (!present.has(number)) { phone.node.remove(); phone.jump.remove(); phones.delete(number); }
  }
  for (const about of state.phones) {
    if (!phones.has(about.number)) {
      phones.set(about.number, new Phone(about, poll));
      main.append(phones.get(about.number).node);
      addJump(phones.get(about.number));
    }
    const phone = phones.get(about.number);
    phone.draw(about);
    phone.jump.classList.toggle("rings", phone.call.isRinging);
  }
  document.getElementById("helpline").textContent = pretty(state.helpline);
  drawErrors(state.errors);
  if (main.querySelector(".phone.rings")) startRinging(); else stopRinging();
}

function addJump(phone) {
  phone.jump = el("a", "", phone.label);
  phone.jump.href = `#${phone.node.id}`;
  document.getElementById("jump").append(phone.jump);
}

function drawErrors(errors) {
  const box = document.getElementById("errors");
  const count = box.querySelector(".count");
  count.hidden = errors.length === 0;
  count.textContent = errors.length;
  const rows = errors.slice(-30).reverse().map((error) => {
    const path = error.url ? ` · ${new URL(error.url, location.href).pathname}` : "";
    return el("li", "", `${clock(error.at)} · ${error.code} · ${error.message}${path}`);
  });
  box.querySelector("ul").replaceChildren(...(rows.length ? rows : [el("li", "", "None")]));
}

document.getElementById("voice").addEventListener("change", (event) => switchSound(event.target.checked));
watchWire(document.getElementById("wire"));
setInterval(() => { if (!document.hidden) poll(); }, POLL_MS);
setInterval(() => phones.forEach((phone) => phone.call.tick()), 1000);
document.addEventListener("visibilitychange", poll);
poll();
