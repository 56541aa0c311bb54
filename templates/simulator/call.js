// One phone's call: ringing, what is heard, what may be answered, and calls of the past.

import { play, soundOff, speak } from "./sound.js";
import { announce, clock, el, lasting, pretty, STATUS, who } from "./words.js";

export class CallView {
  constructor(node, label) {
    this.node = node;
    this.label = label;
    this.call = null;
    this.heardUpTo = 0;
  }

  find(selector) { return this.node.querySelector(selector); }

  // Returns whether a new call has begun.
  draw(call, history) {
    const hasBegun = Boolean(call) && call.sid !== this.call?.sid;
    if (hasBegun) this.begin(call);
    if (!call && this.call) this.end();
    this.call = call;
    this.arrange();
    if (call) this.drawRunning(call);
    this.drawHistory(history);
    return hasBegun;
  }

  get isRinging() {
    return this.call?.direction === "incoming" && this.call.status === "ringing";
  }

  begin(call) {
    this.heardUpTo = 0;
    this.find(".heard").replaceChildren();
    this.find(".heard").classList.remove("over");
    if (call.direction === "incoming") announce(`${this.label} rings`);
  }

  end() {
    this.find(".status").textContent = "Call ended";
    this.find(".expects").hidden = true;
    this.find(".heard").classList.add("over");
    announce(`${this.label}: call ended`);
    soundOff();
  }

  arrange() {
    const { call, isRinging } = this;
    this.node.classList.toggle("rings", isRinging);
    this.find(".party").hidden = !call && !this.find(".with").textContent;
    this.find(".idle").hidden = Boolean(call);
    this.find(".ringing").hidden = !isRinging;
    this.find(".talking").hidden = !call || isRinging;
    this.find(".heard").hidden = isRinging || !this.find(".heard").childElementCount;
    this.find(".lamp").hidden = !call;
    this.find(".lamp").textContent = isRinging ? "ringing" : "in a call";
  }

  drawRunning(call) {
    this.find(".with").textContent = call.direction === "incoming"
      ? `Call from ${pretty(call.with)}` : `Helpline ${pretty(call.with)}`;
    this.tick();
    const expects = this.find(".expects");
    expects.hidden = !call.expects;
    if (call.expects) expects.textContent = wanted(call.expects);
    for (const heard of call.heard) {
      if (heard.n <= this.heardUpTo) continue;
      this.heardUpTo = heard.n;
      this.add(line(heard));
      if (heard.verb === "say" || heard.verb === "person") speak(heard);
      if (heard.verb === "play") play(heard);
    }
  }

  // Brings the time a call has lasted up to date.
  tick() {
    const { call } = this;
    if (!call) return;
    const parts = [STATUS[call.status] ?? call.status];
    if (call.status === "in-progress" && call.started) {
      parts.push(lasting((Date.now() - Date.parse(call.started)) / 1000));
    }
    if (call.queue) parts.push("waiting for a person");
    if (call.joined_with.length) parts.push(`joined with ${call.joined_with.map(who).join(", ")}`);
    this.find(".status").textContent = parts.filter(Boolean).join(" · ");
  }

  // What the person did, between what they hear.
  note(words) {
    this.add(el("p", "own", words));
  }

  add(node) {
    const heard = this.find(".heard");
    heard.append(node);
    heard.hidden = this.isRinging;
    heard.scrollTop = heard.scrollHeight;
  }

  drawHistory(history) {
    const drawn = history.map((call) => call.sid).join();
    if (this.historyDrawn === drawn) return;
    this.historyDrawn = drawn;
    const rows = history.slice().reverse().map(past);
    this.find(".history").replaceChildren(...(rows.length ? rows : [el("li", "", "None yet")]));
  }
}

function past(call) {
  const row = el("li");
  const how = call.duration === null ? STATUS[call.status] ?? call.status : lasting(call.duration);
  row.append(
    el("span", "", call.direction === "inbound" ? "Outgoing" : "Incoming"),
    el("span", "", `${clock(call.created)} · ${how}`),
  );
  return row;
}

function line(heard) {
  const isSpoken = heard.verb === "say" || heard.verb === "person";
  const node = el("p", isSpoken ? heard.verb : "sound");
  if (heard.verb === "say" && heard.language && !heard.language.startsWith("en")) {
    node.lang = heard.language;
    node.append(el("span", "tongue", heard.language.slice(0, 2).toUpperCase()));
  }
  if (heard.verb === "person") node.append(el("span", "tongue", who(heard.voice)));
  node.append(heard.verb === "play" ? `♪ recording ${heard.text.split("/").pop()}` : heard.text);
  return node;
}

function wanted(expects) {
  if (expects.verb === "record") return "Recording: speak, then press #";
  const keys = expects.numDigits === 1
    ? "press a key" : `press keys${expects.finishOnKey ? `, then ${expects.finishOnKey}` : ""}`;
  const ways = [expects.input.includes("dtmf") && keys, expects.input.includes("speech") && "say it"];
  return `Listening: ${ways.filter(Boolean).join(" or ")}`;
}
