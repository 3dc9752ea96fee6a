// The page's state and its wiring: one playlist at a time, named in the address, so that reload and back work.

import * as api from "./api.js";
import * as view from "./view.js";
import { clock, plural } from "./words.js";

const $ = (id) => document.getElementById(id);
const IDEAS = [
  "20 songs around 120 bpm, build up slowly",
  "45 minutes of calm instrumental music",
  "Happy indie from the 90s, at most two per artist",
  "Something for a rainy evening, nothing too loud",
];
let current = null;
let busy = false;

function show(doc, { focus = false } = {}) {
  current = doc;
  $("result").replaceChildren(view.playlist(doc, { refine, step }));
  document.title = `${doc.title} · Segue`;
  document.body.classList.add("listening");
  $("said").textContent =
    `${doc.change ? `${doc.change.note} ` : ""}${doc.title}: ${plural(doc.tracks.length, "track")}, ${clock(doc.duration_ms)}, ${Math.round(doc.kept * 100)} % of what was asked is kept.`;
  if (focus) $("title").focus({ preventScroll: true });
}

function clear() {
  current = null;
  document.title = "Segue";
  document.body.classList.remove("listening");
  $("result").replaceChildren();
  $("prompt").value = "";
  $("prompt").focus();
}

function tell(problem) {
  const box = $("problem");
  box.hidden = problem == null;
  if (problem == null) return;
  box.replaceChildren(problem.message, " ", view.h("span", { class: "hint" }, problem.hint ?? ""));
  box.scrollIntoView({ block: "nearest" });
}

// One thing at a time: while it runs the page says so; what goes wrong is told and nothing is lost.
async function doing(work) {
  if (busy) return null;
  busy = true;
  document.body.classList.add("busy");
  $("go").setAttribute("aria-disabled", "true");
  tell(null);
  try {
    return await work();
  } catch (problem) {
    tell(problem);
    return null;
  } finally {
    busy = false;
    document.body.classList.remove("busy");
    $("go").removeAttribute("aria-disabled");
  }
}

async function make(prompt) {
  const doc = await doing(() => api.make(prompt));
  if (!doc) return;
  show(doc, { focus: true });
  history.pushState(null, "", `#${doc.id}`);
  $("title").scrollIntoView({ block: "nearest" });
  recent();
}

async function refine(text) {
  const doc = await doing(() => api.refine(current.id, text));
  if (!doc) return;
  show(doc);
  $("refine").focus();
  recent();
}

async function step(way) {
  const doc = await doing(() => api.step(current.id, way));
  if (!doc) return;
  show(doc);
  $(way).focus();
}

async function open() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  if (id === current?.id || id === "result") return;
  const doc = await doing(() => api.get(id));
  if (!doc) return;
  $("prompt").value = doc.prompt;
  show(doc);
}

async function recent() {
  const { playlists } = await api.list().catch(() => ({ playlists: [] }));
  $("recent").hidden = !playlists.length;
  $("made").replaceChildren(...playlists.slice(0, 8).map(view.made));
}

async function library() {
  const health = await api.health().catch(tell);
  if (!health) return;
  $("library").textContent = health.sample
    ? `sample library · ${plural(health.tracks, "track")}`
    : plural(health.tracks, "track");
  const waiting = $("import-status").childElementCount > 0;
  $("banner").hidden = !health.sample && !waiting;
  $("own").hidden = !health.sample;
  if (!health.sample) $("banner-title").textContent = "Your library";
  else if (!waiting) offer();
}

async function offer() {
  const { sources } = await api.found().catch(() => ({ sources: [] }));
  $("found").replaceChildren(...sources.slice(0, 5).map((found) => view.source(found, bring)));
}

async function bring(source) {
  const status = $("import-status");
  try {
    let job = await api.importSource(source);
    while (job.state === "waiting" || job.state === "running") {
      status.replaceChildren(view.progress(job));
      await new Promise((resolve) => setTimeout(resolve, 400));
      job = await api.job(job.job);
    }
    status.replaceChildren(view.progress(job));
    if (job.state === "done") library();
  } catch (problem) {
    status.replaceChildren();
    tell(problem);
  }
}

let timer = 0;
let asked = "";
function preview() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const prompt = $("prompt").value.trim();
    if (prompt === asked) return;
    asked = prompt;
    const intent = prompt ? await api.parse(prompt).catch(() => null) : null;
    if (asked === prompt) $("understood").replaceChildren(...(intent ? view.understood(intent) : []));
  }, 200);
}

$("make").addEventListener("submit", (event) => {
  event.preventDefault();
  const prompt = $("prompt").value.trim();
  if (prompt) make(prompt);
});
$("prompt").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("make").requestSubmit();
});
$("prompt").addEventListener("input", preview);
$("import").addEventListener("submit", (event) => {
  event.preventDefault();
  const source = $("source").value.trim();
  if (source) bring(source);
});
$("own").addEventListener("click", (event) => {
  event.preventDefault();
  $("source").focus();
});
$("home").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", location.pathname);
  clear();
});
window.addEventListener("popstate", () => (location.hash.length > 1 ? open() : clear()));
$("ideas").append(
  ...IDEAS.map((idea) => {
    const choose = () => {
      $("prompt").value = idea;
      preview();
      make(idea);
    };
    return view.h("li", {}, view.h("button", { type: "button", onclick: choose }, idea));
  }),
);

library();
recent();
open();
