// What the console adds to plain pages: live parts say who was active, drafts of notes survive,
// a crisis can be heard, a double press sends once. Every page works without it.
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const me = document.body.dataset.me;

  const here = find('.top nav [aria-current="page"]');
  if (here) here.scrollIntoView({ block: "nearest", inline: "center" });

  // --- live parts -----------------------------------------------------------------------------
  let active = true;
  for (const sign of ["keydown", "pointerdown", "pointermove", "touchstart"]) {
    addEventListener(sign, () => { active = true; }, { passive: true });
  }
  const token = find('meta[name="csrf-token"]');
  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
    if (active) event.detail.headers["X-Person-Active"] = "1";
    active = false;
  });
  // A press ends on the button on which it began: what was redrawn meanwhile is drawn at the next
  // ask. Not for long, as a press that leaves the window may never be heard to end.
  const LONGEST_PRESS_MS = 10000;
  let pressedAt = -Infinity;
  addEventListener("pointerdown", () => { pressedAt = performance.now(); }, { capture: true, passive: true });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => setTimeout(() => { pressedAt = -Infinity; }), { capture: true, passive: true });
  }
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (performance.now() - pressedAt < LONGEST_PRESS_MS) event.detail.shouldSwap = false;
  });
  const lost = (is) => { const line = find("#lost"); if (line.hidden === is) line.hidden = !is; };
  document.addEventListener("htmx:afterRequest", (event) => lost(!event.detail.successful && event.detail.xhr.status !== 401));
  document.addEventListener("htmx:afterSettle", () => { say(); alarm(); });

  let said = "";
  function say() {
    const live = find("#live");
    const words = live ? live.dataset.say || "" : "";
    if (words !== said) find("#announce").textContent = words;
    said = words;
  }

  // --- alarm for a crisis ---------------------------------------------------------------------
  const WANTED = "helpline alarm";
  const button = find("#allow-alarm");
  let sound = null;
  let known = null;
  const crises = () => { const live = find("#live"); return new Set(((live && live.dataset.crisis) || "").split(" ").filter(Boolean)); };
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window: until it closes */ } };

  function ring() {
    if (!sound) return;
    [0, 0.35, 0.7].forEach((at) => {
      const tone = sound.createOscillator(), loud = sound.createGain(), from = sound.currentTime + at;
      tone.frequency.value = 740;
      loud.gain.setValueAtTime(0.0001, from);
      loud.gain.exponentialRampToValueAtTime(0.25, from + 0.03);
      loud.gain.exponentialRampToValueAtTime(0.0001, from + 0.28);
      tone.connect(loud).connect(sound.destination);
      tone.start(from);
      tone.stop(from + 0.3);
    });
  }
  function alarm() {
    const now = crises();
    const fresh = known && [...now].some((id) => !known.has(id));
    known = now;
    if (!fresh || kept(WANTED) !== me) return;
    ring();
    if (window.Notification && Notification.permission === "granted") {
      // No number and no topic: a notification can be read on a locked screen.
      new Notification("Helpline", { body: "Someone needs you now.", tag: "crisis", requireInteraction: true });
    }
  }
  function showAlarm() {
    if (!button) return;
    const on = kept(WANTED) === me;
    button.hidden = false;
    button.textContent = on ? "Alarm off" : "Sound an alarm for a crisis";
    const seen = window.Notification ? Notification.permission === "granted" : false;
    find("#alarm-state").textContent = on ? (seen ? "Alarm and notification are on." : "The alarm sounds while this page is open.") : "";
  }
  if (button) {
    button.addEventListener("click", async () => {
      const on = kept(WANTED) === me;
      keep(WANTED, on ? "" : me);
      if (!on) {
        sound = sound || new AudioContext();
        ring();
        if (window.Notification && Notification.permission === "default") await Notification.requestPermission();
      }
      showAlarm();
    });
    showAlarm();
  }
  // A browser lets a page sound only after a press on it; any page that lives sounds.
  if (find("#live")) {
    for (const sign of ["pointerdown", "keydown"]) {
      addEventListener(sign, () => { if (kept(WANTED) === me) sound = sound || new AudioContext(); }, { once: true });
    }
  }
  known = crises();
  say();

  // --- drafts of notes ------------------------------------------------------------------------
  // Kept in this tab only, under who wrote it; gone when saved, and at sign-out.
  const DRAFT = "draft ";
  const form = find("form[data-draft]");
  if (form) {
    // Somebody quick has typed before this script came: what was stored is the field's default.
    const field = form.elements.notes, state = find("#draft-state"), stored = field.defaultValue;
    const name = `${DRAFT}${me} ${form.dataset.draft}`;
    const keepDraft = () => {
      sessionStorage.setItem(name, field.value);
      form.closest(".work").dataset.unsaved = "";
    };
    const tell = (words) => { if (state) state.textContent = words; };
    const draft = sessionStorage.getItem(name);
    const drafted = draft !== null && draft.trim() !== stored.trim();
    if (!("saved" in form.dataset)) keepDraft();
    else if (field.value !== stored) {
      if (drafted) field.value = `${draft}\n${field.value}`;
      keepDraft();
      tell("Not saved yet.");
    } else if (drafted) {
      field.value = draft;
      keepDraft();
      tell("Your draft is here, not saved yet.");
    } else if (draft !== null) sessionStorage.removeItem(name);
    field.addEventListener("input", () => {
      keepDraft();
      tell("Not saved yet.");
    });
    // Should it be refused, the next page may be left before this script has come to it.
    form.addEventListener("submit", keepDraft);
  }
  const closed = find("[data-closed]");
  if (closed) sessionStorage.removeItem(`${DRAFT}${me} ${closed.dataset.closed}`);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget]")) {
      Object.keys(sessionStorage).filter((each) => each.startsWith(DRAFT)).forEach((each) => sessionStorage.removeItem(each));
    }
  });

  // --- an invitation's code -------------------------------------------------------------------
  // It stands behind the # of the link, which no server sees; here it goes into the form.
  const invitation = find("#invitation");
  if (invitation && location.hash.length > 1) {
    invitation.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }

  // --- a double press sends once --------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.dataset.sent) { event.preventDefault(); return; }
    sent.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((each) => { delete each.dataset.sent; });
    document.querySelectorAll('[aria-disabled="true"]').forEach((each) => each.removeAttribute("aria-disabled"));
  });
})();
