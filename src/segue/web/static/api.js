// Speaking with the server: JSON out, JSON or one error shape in.

export class Problem extends Error {
  constructor({ code, message, hint }) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (method === "POST") {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body ?? {});
  }
  const answer = await fetch(path, options).catch(() => {
    throw new Problem({
      code: "offline",
      message: "Segue does not answer.",
      hint: "Is “segue up” still running? Your playlists are safe.",
    });
  });
  const told = await answer.json();
  if (!answer.ok) throw new Problem(told.error);
  return told;
}

const playlist = (id) => `/v1/playlists/${encodeURIComponent(id)}`;

export const make = (prompt) => call("POST", "/v1/playlists", { prompt });
export const get = (id) => call("GET", playlist(id));
export const list = () => call("GET", "/v1/playlists");
export const refine = (id, text) => call("POST", `${playlist(id)}/refine`, { text });
export const step = (id, way) => call("POST", `${playlist(id)}/${way}`);
export const parse = (prompt) => call("POST", "/v1/parse", { prompt });
export const health = () => call("GET", "/v1/health");
export const found = () => call("GET", "/v1/import/found");
export const importSource = (source) => call("POST", "/v1/import", { source });
export const job = (id) => call("GET", `/v1/import/${encodeURIComponent(id)}`);
export const file = (id, format) => `${playlist(id)}.${format}`;
