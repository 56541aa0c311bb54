// One phone on the page: its buttons and fields, and what they ask of the simulator.

import { CallView } from "./call.js";
import { soundOff } from "./sound.js";
import { Thread } from "./thread.js";
import { announce, called, el, KEYS, labels, pretty } from "./words.js";

const SPEAKING_EVERY_MS = 2000;

export class Phone {
  // `afterwards` is called once something was done, to show it without delay.
  constructor({ number, label }, afterwards) {
    this.number = number;
    this.label = called(label, number);
    this.afterwards = afterwards;
    this.spokeAt = 0;
    this.seen = 0;
    labels.set(number, label);
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.name();
    this.call = new CallView(this.node, this.label);
    this.thread = new Thread(this.node, {
      isStaff: /specialist|supervisor|admin/i.test(label),
      send: (words) => this.act("text", { body: words }),
    });
    this.listen();
  }

  find(selector) { return this.node.querySelector(selector); }

  name() {
    this.node.id = `p${this.number.slice(1)}`;
    this.find(".label").id = `phone-${this.number.slice(1)}`;
    this.node.setAttribute("aria-labelledby", this.find(".label").id);
    this.find(".label").textContent = this.label;
    this.find(".number").textContent = pretty(this.number);
    this.find(".messages").setAttribute("aria-label", `${this.label}: messages`);
    this.find(".call").setAttribute("aria-label", `${this.label}: phone`);
    this.find(".composer input").setAttribute("aria-label", `${this.label}: text to the helpline`);
    this.find(".speaker input").setAttribute("aria-label", `${this.label}: words to say`);
  }

  listen() {
    const on = (selector, event, deed) => this.find(selector).addEventListener(event, deed);
    on(".composer", "submit", (event) => this.send(event, "body", "text"));
    on(".speaker", "submit", (event) => this.send(event, "text", "say"));
    on(".speaker input", "input", () => this.beginToSpeak());
    on(".dial", "click", () => this.act("call", { anonymous: this.find(".anonymous").checked }));
    on(".answer", "click", () => this.act("answer"));
    on(".decline", "click", () => this.act("reject"));
    on(".voicemail", "click", () => this.act("answer", { by: "machine" }));
    on(".hangup", "click", () => this.act("hangup"));
    on(".line", "change", (event) => this.act("line", { line: event.target.value }));
    on(".call", "keydown", (event) => this.typed(event));
    for (const button of this.node.querySelectorAll(".app")) {
      button.addEventListener("click", () => this.show(button.dataset.app));
    }
    for (const key of KEYS) this.find(".keys").append(this.keyFor(key));
  }

  keyFor(key) {
    const button = el("button", "key", key);
    button.type = "button";
    button.setAttribute("aria-label", { "*": "star", "#": "pound" }[key] ?? key);
    button.addEventListener("click", () => this.press(key));
    return button;
  }

  // Digits typed on the keyboard while the call has the focus are keys too.
  typed(event) {
    const elsewhere = event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey;
    const talks = this.call.call?.status === "in-progress";
    if (talks && !elsewhere && KEYS.includes(event.key)) this.press(event.key);
  }

  press(key) {
    soundOff();
    this.call.note(`You pressed ${key}`);
    this.act("press", { digits: key });
  }

  send(event, name, deed) {
    event.preventDefault();
    const field = event.target.elements[name];
    const words = field.value.trim();
    if (!words) return;
    field.value = "";
    if (deed === "say") {
      soundOff();
      this.call.note(`You said: ${words}`);
    }
    this.act(deed, { [name]: words });
  }

  // Nobody who is typing what they say is taken for silent.
  beginToSpeak() {
    if (Date.now() - this.spokeAt < SPEAKING_EVERY_MS) return;
    this.spokeAt = Date.now();
    this.act("speaking");
  }

  async act(deed, wish = {}) {
    const answer = await fetch(`phones/${encodeURIComponent(this.number)}/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wish),
    }).catch(() => null);
    if (answer && !answer.ok && deed !== "speaking") {
      const told = await answer.json().catch(() => ({}));
      announce(`${this.label}: ${told.error ?? "that did not work"}`);
    }
    this.afterwards();
  }

  show(app) {
    this.find(".messages").hidden = app !== "messages";
    this.find(".call").hidden = app !== "call";
    for (const button of this.node.querySelectorAll(".app")) {
      button.setAttribute("aria-pressed", String(button.dataset.app === app));
    }
    if (app === "messages") {
      this.find(".unread").hidden = true;
      this.thread.scrollDown();
    }
  }

  drawUnread(received) {
    if (!this.find(".messages").hidden) this.seen = received;
    const unread = this.find(".unread");
    unread.hidden = received <= this.seen;
    unread.textContent = `${received - this.seen} new`;
  }

  draw(about) {
    this.thread.draw(about.messages);
    if (this.call.draw(about.call, about.history)) this.show("call");
    this.drawUnread(about.messages.filter((message) => message.direction !== "inbound").length);
    const line = this.find(".line");
    if (document.activeElement !== line) line.value = about.line;
    this.find(".more summary").textContent = `This phone is ${line.selectedOptions[0]?.textContent}`;
  }
}
