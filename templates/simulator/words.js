// Small words and nodes that every part of the page needs.

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
export const STATUS = {
  queued: "connecting…", ringing: "ringing…", "in-progress": "", completed: "ended",
  "no-answer": "not answered", busy: "busy", failed: "could not be reached", canceled: "cancelled",
};

// Labels of the phones on the page, by number.
export const labels = new Map();

export function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function pretty(number) {
  const found = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return found ? `+1 ${found[1]}-${found[2]}-${found[3]}` : number;
}

const UNNAMED = "Another phone";

export function who(number) {
  const label = labels.get(number);
  return !label || label === UNNAMED ? pretty(number) : label;
}

// What a phone is called on the page: no two alike.
export function called(label, number) {
  return label === UNNAMED ? `${label}, ${number.slice(-4)}` : label;
}

export function clock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

export function lasting(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Tells people who can't see the page what has just happened.
export function announce(words) {
  document.getElementById("spoken").textContent = words;
}
