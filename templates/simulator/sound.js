// Speaks what a phone hears with the browser's own voice, and rings softly.
// Silent until somebody switches it on, as browsers demand.

let isOn = false;
let audio = null;
let ringer = null;

export function switchSound(on) {
  isOn = on;
  if (on && !audio && window.AudioContext) audio = new AudioContext();
  if (!on) { soundOff(); stopRinging(); }
}

export function speak({ text, language, rate, verb }) {
  if (!isOn || !window.speechSynthesis) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = verb === "say" && language ? language : "en-US";
  const voice = speechSynthesis.getVoices().find((one) => one.lang.replace("_", "-") === utterance.lang);
  if (voice) utterance.voice = voice;
  utterance.rate = { "x-slow": 0.5, slow: 0.75 }[rate] ?? (rate?.endsWith("%") ? parseInt(rate, 10) / 100 : 1);
  speechSynthesis.speak(utterance);
}

// Plays a recording of the service's own: the page and the recordings come from the same place.
let playing = null;
export function play({ text }) {
  if (!isOn) return;
  soundOff();
  const at = new URL(text, location.href);
  playing = new Audio(at.pathname);
  playing.play().catch(() => { /* gone, or no sound the browser knows: the line names it */ });
}

export function soundOff() {
  window.speechSynthesis?.cancel();
  playing?.pause();
  playing = null;
}

export function startRinging() {
  if (!isOn || !audio || ringer) return;
  const once = () => [0, 0.4].forEach((delay) => chime(audio.currentTime + delay));
  once();
  ringer = setInterval(once, 2600);
}

export function stopRinging() {
  clearInterval(ringer);
  ringer = null;
}

function chime(at) {
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.06, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.36);
  gain.connect(audio.destination);
  for (const pitch of [587, 740]) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(at);
    tone.stop(at + 0.38);
  }
}
