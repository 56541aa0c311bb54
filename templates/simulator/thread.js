// The messages of one phone: bubbles, their status, and what was understood.

import { clock, el } from "./words.js";

const TRIES = [
  "KETAMINE", "INSURANCE", "CALL", "what does withdrawal feel like", "mi hijo usa ketamina que hago", "MENU",
];

export class Thread {
  // `send` takes the words of a text.
  constructor(node, { isStaff, send }) {
    this.node = node.querySelector(".thread");
    this.isStaff = isStaff;
    this.bubbles = new Map();
    for (const words of isStaff ? [] : TRIES) {
      const button = el("button", "", words);
      button.type = "button";
      button.addEventListener("click", () => send(words));
      node.querySelector(".tries").append(button);
    }
  }

  draw(messages) {
    const present = new Set(messages.map((message) => message.id));
    for (const [id, node] of this.bubbles) {
      if (!present.has(id)) { node.remove(); this.bubbles.delete(id); }
    }
    let grown = false;
    for (const message of messages) {
      if (!this.bubbles.has(message.id)) {
        const bubble = el("div", message.direction === "inbound" ? "bubble mine" : "bubble");
        this.bubbles.set(message.id, bubble);
        this.node.append(bubble);
      }
      grown = drawBubble(this.bubbles.get(message.id), message) || grown;
    }
    this.drawEmpty(messages.length === 0);
    if (grown) this.scrollDown();
  }

  drawEmpty(isEmpty) {
    const empty = this.node.querySelector(".empty");
    if (!isEmpty) { empty?.remove(); return; }
    if (empty) return;
    this.node.append(el("p", "empty", this.isStaff
      ? "This phone rings when somebody wants a person. Answer it, then press 1 to take the call."
      : "Text the helpline a word or a plain question, or call it under Phone."));
  }

  scrollDown() {
    this.node.scrollTop = this.node.scrollHeight;
  }
}

// Returns whether anything about the bubble changed.
function drawBubble(bubble, message) {
  const drawn = JSON.stringify([message.body, message.status, message.outcome, message.matched]);
  if (bubble.dataset.drawn === drawn) return false;
  bubble.dataset.drawn = drawn;
  const mine = message.direction === "inbound";
  const pictures = message.media ? `(${message.media} picture${message.media > 1 ? "s" : ""}) ` : "";
  const facts = [clock(message.at)];
  if (message.segments > 1) facts.push(`${message.segments} segments`);
  if (!mine) facts.push(message.error_code ? `${message.status} (${message.error_code})` : message.status);
  bubble.replaceChildren(
    el("div", "body", pictures + message.body),
    el("div", "meta", facts.join(" · ")),
  );
  if (message.outcome) {
    bubble.append(el("div", `badge ${message.outcome}`, message.outcome.replaceAll("-", " ")));
  }
  if (message.matched) bubble.append(el("div", "why", message.matched));
  return true;
}
