// What is drawn: functions from documents to elements. Text goes in as text, never as markup.

import * as api from "./api.js";
import { VERDICTS, clock, facts, marked, meaning, percent, plural, transition } from "./words.js";

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export function playlist(doc, actions) {
  return h(
    "article",
    { class: "playlist", "aria-labelledby": "title" },
    head(doc, actions),
    h("aside", { class: "side", "aria-label": "What became of your words" }, words(doc), verdicts(doc)),
    tracks(doc),
  );
}

function head(doc, actions) {
  return h(
    "div",
    { class: "head" },
    h("p", { class: "meta" }, `${plural(doc.tracks.length, "track")} · ${clock(doc.duration_ms)}`),
    h("h1", { id: "title", dir: "auto", tabindex: "-1" }, doc.title),
    doc.care && h("p", { class: "care", role: "note", dir: "auto" }, doc.care),
    change(doc),
    doc.notes && h("p", { class: "notes", dir: "auto" }, doc.notes),
    arc(doc.tracks),
    refine(doc, actions),
    h(
      "div",
      { class: "tools" },
      h("button", { type: "button", class: "quiet", id: "undo", onclick: () => actions.step("undo") }, "↶ Undo"),
      h("button", { type: "button", class: "quiet", id: "redo", onclick: () => actions.step("redo") }, "↷ Redo"),
      h(
        "span",
        { class: "files" },
        "Save as ",
        ["m3u8", "xspf", "jspf", "nsp"].map((format) =>
          h("a", { href: api.file(doc.id, format), download: true }, format.toUpperCase()),
        ),
      ),
    ),
  );
}

// What the last sentence did to the list, and why.
function change({ change: last }) {
  if (!last?.note) return null;
  const moved = last.moved?.length ?? 0;
  const counts = [
    ["came", last.came?.length ?? 0, "new"],
    ["went", last.went?.length ?? 0, "gone"],
    ["moved", moved, "moved"],
    ["stayed", last.stayed - moved, "in place"],
  ];
  return h(
    "section",
    { class: last.understood ? "change" : "change lost", "aria-label": "The last change" },
    h("p", { class: "said", dir: "auto" }, `“${last.said}”`),
    h("p", { class: "note", dir: "auto" }, last.note),
    h(
      "ul",
      { class: "counts" },
      counts.filter(([, n]) => n).map(([kind, n, text]) => h("li", { class: kind }, h("b", {}, String(n)), ` ${text}`)),
    ),
  );
}

function refine(doc, actions) {
  const input = h("input", {
    id: "refine",
    autocomplete: "off",
    required: true,
    placeholder: "More acoustic · swap the third · no …",
  });
  const send = (event) => {
    event.preventDefault();
    actions.refine(input.value.trim());
  };
  return h(
    "form",
    { class: "line", onsubmit: send },
    h("label", { class: "hidden", for: "refine" }, "Change it"),
    input,
    h("button", { type: "submit", class: "quiet" }, "Change"),
  );
}

// The energy of the list from first to last as a small area; guesses count too, gaps are bridged.
function arc(list) {
  const points = list.flatMap((t, i) => (t.attributes.energy ? [[i, t.attributes.energy.value]] : []));
  if (points.length < 4) return null;
  const x = (i) => ((i + 0.5) / list.length) * 600;
  const y = (v) => 62 - v * 56;
  const line = points.map(([i, v], n) => `${n ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join("");
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const [low, high] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const label = `Energy from first to last track: begins at ${points[0][1].toFixed(2)}, ends at ${points.at(-1)[1].toFixed(2)}, between ${low.toFixed(2)} and ${high.toFixed(2)}`;
  for (const [name, value] of Object.entries({
    viewBox: "0 0 600 64",
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": label,
  }))
    svg.setAttribute(name, value);
  for (const [kind, d] of [
    ["area", `${line}L${x(points.at(-1)[0])} 64L${x(points[0][0])} 64Z`],
    ["line", line],
  ]) {
    const path = document.createElementNS(ns, "path");
    path.setAttribute("class", kind);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return h(
    "figure",
    { class: "arc" },
    svg,
    h("figcaption", { "aria-hidden": "true" }, h("span", {}, "energy"), h("span", {}, "first → last")),
  );
}

function tracks(doc) {
  if (!doc.tracks.length)
    return h(
      "p",
      { class: "empty" },
      "No track in this library keeps all of that. The reasons stand beside your words.",
    );
  return h(
    "div",
    { class: "tracks" },
    h(
      "ol",
      {},
      doc.tracks.map((t) => track(t, doc.change)),
    ),
    h(
      "p",
      { class: "key" },
      h("span", { class: "guess" }, "~ 120 BPM"),
      " is a guess from the artist, album or genre; anything else is known. ",
      "Between two tracks: how the first goes over into the second.",
    ),
  );
}

function track(t, last) {
  const news = last?.came?.includes(t.track_id) ? "new" : last?.moved?.includes(t.track_id) ? "moved" : "";
  const reasons = t.reasons.map((r) => h("li", { dir: "auto" }, r.text));
  return h(
    "li",
    { class: "track" },
    h(
      "div",
      { class: "row" },
      h("span", { class: "position" }, String(t.position)),
      h(
        "div",
        { class: "names" },
        h("p", { class: "name", dir: "auto" }, t.title || t.track_id),
        h("p", { class: "by", dir: "auto" }, t.artist, t.album && h("span", { class: "album" }, ` — ${t.album}`)),
      ),
      news && h("span", { class: `badge ${news}` }, news),
      h("span", { class: "length" }, clock(t.duration_ms)),
    ),
    h("ul", { class: "facts", "aria-label": "Known of this track" }, facts(t.attributes).slice(0, 6).map(fact)),
    reasons.length === 1 && h("p", { class: "why", dir: "auto" }, t.reasons[0].text),
    reasons.length > 1 &&
      h(
        "details",
        { class: "why" },
        h(
          "summary",
          {},
          h("span", { dir: "auto" }, t.reasons[0].text),
          h("span", { class: "more" }, ` and ${reasons.length - 1} more`),
        ),
        h("ul", {}, reasons.slice(1)),
      ),
    t.next && passage(t.next),
  );
}

function fact({ text, guess, source, confidence }) {
  const title = guess ? `guessed from its ${source}, ${percent(confidence)} sure` : `known: ${source}`;
  return h(
    "li",
    { class: guess ? "guess" : "", title },
    guess && h("span", { class: "hidden" }, "guessed: "),
    guess ? `~ ${text}` : text,
  );
}

function passage(next) {
  const { text, level } = transition(next);
  return text && h("p", { class: `passage ${level}` }, h("span", { class: "hidden" }, "then: "), text);
}

function words(doc) {
  const parts = marked(doc.prompt, doc.requirements, doc.unread);
  return h(
    "section",
    { class: "words" },
    h("h2", {}, "Your words"),
    h("p", { class: "prompt", dir: "auto" }, parts.map(word)),
    legend(doc),
  );
}

function word({ text, verdict, about }, at) {
  if (!verdict) return text;
  const { sign } = VERDICTS[verdict];
  const [, before, core, after] = text.match(/^(\s*)(.*?)(\s*)$/s);
  const tip = h(
    "span",
    { class: "tip", role: "tooltip", id: `tip-${at}` },
    about.map((w) =>
      h(
        "span",
        {},
        h("b", {}, `${VERDICTS[w.verdict].sign} ${VERDICTS[w.verdict].text}`),
        w.attribute ? ` ${meaning(w)}${w.note ? `. ${w.note}` : ""}` : "",
      ),
    ),
  );
  return h(
    "span",
    {},
    before,
    h(
      "span",
      { class: `word ${verdict}`, tabindex: "0", "aria-describedby": `tip-${at}` },
      core,
      h("sup", {}, sign),
      tip,
    ),
    after,
  );
}

function legend(doc) {
  const count = (v) => (v === "unread" ? doc.unread : doc.requirements.filter((r) => r.verdict === v)).length;
  return h(
    "ul",
    { class: "legend" },
    Object.entries(VERDICTS)
      .filter(([v]) => count(v))
      .map(([v, { sign, text, means }]) =>
        h(
          "li",
          { class: v, title: means },
          h("span", { class: "sign", "aria-hidden": "true" }, sign),
          `${count(v)} ${text}`,
        ),
      ),
  );
}

function verdicts(doc) {
  return h(
    "details",
    { class: "verdicts", open: matchMedia("(min-width: 60rem)").matches },
    h(
      "summary",
      { class: "shares" },
      h("span", {}, h("b", {}, percent(doc.kept)), " kept"),
      h("span", {}, h("b", {}, percent(doc.proven)), " proven"),
    ),
    h(
      "ul",
      {},
      doc.requirements.map(verdict),
      doc.unread.map((u) =>
        h(
          "li",
          { class: "unread" },
          h("span", { class: "sign", "aria-hidden": "true" }, VERDICTS.unread.sign),
          h(
            "div",
            {},
            h("p", { class: "phrase", dir: "auto" }, `“${u.phrase}”`),
            h("p", { class: "note" }, "not understood"),
          ),
        ),
      ),
    ),
  );
}

function verdict(r) {
  const { sign, text } = VERDICTS[r.verdict];
  const held = r.verdict === "unsupported" ? text : `${r.held}/${r.of} ${text}`;
  return h(
    "li",
    { class: r.verdict },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h(
      "div",
      {},
      h(
        "p",
        { class: "phrase", dir: "auto" },
        r.phrase ? `“${r.phrase}”` : "by option",
        h("span", { class: "held" }, held),
      ),
      h("p", { class: "means" }, meaning(r)),
      r.reading && !r.note.includes(r.reading.text) && h("p", { class: "note" }, `read as ${r.reading.text}`),
      r.note && h("p", { class: "note" }, r.note),
    ),
  );
}

export function understood({ requirements, unread }) {
  const spoken = requirements
    .filter((r) => r.phrase)
    .map((r) => h("span", { class: "got", title: meaning(r) }, r.phrase));
  const lost = unread.map((u) => h("span", { class: "lost", title: "not understood" }, u.phrase));
  return [spoken.length > 0 && "Understood: ", ...spoken, lost.length > 0 && " Not understood: ", ...lost].filter(
    Boolean,
  );
}

export function made(summary) {
  return h(
    "li",
    {},
    h(
      "a",
      { href: `#${summary.id}` },
      h("span", { class: "name", dir: "auto" }, summary.title),
      h("span", { class: "by" }, `${plural(summary.tracks, "track")} · ${clock(summary.duration_ms)}`),
    ),
  );
}

export function source(found, start) {
  const what = found.count == null ? "playlist" : plural(found.count, "audio file");
  return h(
    "li",
    {},
    h("span", {}, h("b", { dir: "auto" }, found.source), ` ${what}`),
    h("button", { type: "button", onclick: () => start(found.source) }, "Import"),
  );
}

export function progress(job) {
  if (job.state === "failed")
    return h("p", { class: "problem" }, job.error.message, " ", h("span", { class: "hint" }, job.error.hint));
  if (job.state === "done") {
    const { added, changed, removed, rejected } = job.report;
    return h(
      "p",
      {},
      `Done: ${plural(added, "track")} added, ${changed} changed, ${removed} removed${rejected.length ? `, ${rejected.length} rejected` : ""}.`,
    );
  }
  const bar = h("progress", { max: job.total ?? 1, "aria-label": "Import" });
  if (job.total) bar.value = job.done;
  return h(
    "p",
    { class: "progress" },
    bar,
    ` ${job.done.toLocaleString("en")}${job.total ? ` of ${job.total.toLocaleString("en")}` : ""} read`,
  );
}
