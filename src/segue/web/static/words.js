// Words and numbers for values; no document here.

export const VERDICTS = {
  verified: { sign: "✓", text: "verified", means: "checked on known values" },
  inferred: { sign: "≈", text: "inferred", means: "holds, on a guess or a reading of your words" },
  unmet: { sign: "✗", text: "unmet", means: "does not hold" },
  unsupported: { sign: "?", text: "unsupported", means: "understood, but nothing in this library can tell" },
  unread: { sign: "·", text: "not understood", means: "not understood" },
};
const WORST = ["unmet", "unsupported", "unread", "inferred", "verified"];
const GUESSED = new Set(["artist", "album", "genre", "model"]);

export function clock(ms) {
  if (ms == null) return "–:––";
  const all = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, String(all % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

export const percent = (share) => `${Math.round(share * 100)} %`;
export const number = (value) => String(Math.round(value * 100) / 100).replace("-", "−");
export const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
export const guessed = (attribute) => GUESSED.has(attribute.source);

export function said(value) {
  if (Array.isArray(value)) return value.map(said).join(" / ");
  if (typeof value === "number") return number(value);
  return value === true ? "yes" : value === false ? "no" : String(value ?? "–");
}

// What a requirement asks, in short: "tempo ≈ 170", "no artist Eminem", "energy rising".
export function meaning(r) {
  const signs = { min: "≥ ", max: "≤ ", about: "≈ ", not: "not " };
  const unit = r.attribute.endsWith("duration") ? " min" : "";
  const value = r.operator === "between" ? r.value.map(said).join("–") : (signs[r.operator] ?? "") + said(r.value);
  const lead = { avoid: "no ", like: "like " }[r.polarity] ?? "";
  const core =
    r.attribute === "arc"
      ? `${said(r.value)} ${r.operator === "is" ? "" : r.operator}`.trim()
      : r.attribute === "block"
        ? `≈ ${percent(r.value)} of the list`
        : `${r.attribute.replace("_", " ")} ${value}${unit}`;
  return [
    lead + core,
    place(r.scope),
    r.share < 1 ? `${percent(r.share)} of them` : "",
    r.strength === "prefer" ? "if possible" : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function place(scope) {
  if (scope?.block != null) return `part ${scope.block + 1}`;
  return scope?.position != null ? `track ${scope.position}` : "";
}

// The prompt cut where a verdict begins or ends: [{text, verdict|null, about: [requirements]}]. Spans count code points;
// a wish whose words stand elsewhere (it came by an option or a later sentence) marks nothing here.
export function marked(prompt, requirements, unread) {
  const letters = Array.from(prompt);
  const wishes = [...requirements, ...unread.map((u) => ({ ...u, verdict: "unread", note: "" }))].filter(
    ({ phrase, span: [a, b] }) => b > a && letters.slice(a, b).join("") === phrase,
  );
  const cuts = [...new Set([0, letters.length, ...wishes.flatMap((w) => w.span)])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const about = wishes.filter((w) => w.span[0] <= from && w.span[1] >= cuts[i + 1]);
    const verdict = WORST.find((v) => about.some((w) => (w.verdict ?? "read") === v)) ?? null;
    return { text: letters.slice(from, cuts[i + 1]).join(""), verdict, about };
  });
}

// The few facts worth a glance: [{name, text, guess, share}], share in 0–1 where it is a level.
export function facts(attributes) {
  const told = [];
  const add = (name, text) => {
    const a = attributes[name];
    if (a != null)
      told.push({ name, text: text(a.value), guess: guessed(a), source: a.source, confidence: a.confidence });
  };
  add("tempo", (v) => `${Math.round(v)} BPM`);
  add("energy", (v) => `energy ${number(v)}`);
  add("valence", (v) => `valence ${number(v)}`);
  add("acousticness", (v) => `acoustic ${number(v)}`);
  add("instrumentalness", (v) => `instrumental ${number(v)}`);
  add("year", (v) => String(Math.round(v)));
  add("genre", said);
  add("mood", said);
  return told;
}

// How one track goes over into the next, in words and as a level of smoothness.
export function transition(next) {
  const parts = [];
  if (next.tempo_change != null) {
    const change = Math.round(next.tempo_change * 100);
    parts.push(change ? `tempo ${change > 0 ? "+" : "−"}${Math.abs(change)} %` : "same tempo");
  }
  if (next.key_distance != null)
    parts.push(next.key_distance ? `${plural(next.key_distance, "key step")}` : "same key");
  if (next.energy_step != null && Math.abs(next.energy_step) >= 0.05)
    parts.push(next.energy_step > 0 ? "energy ↗" : "energy ↘");
  return { text: parts.join(" · "), level: next.cost < 0.25 ? "smooth" : next.cost < 0.5 ? "fair" : "rough" };
}
