import { beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../platform/person";
import { question, stream } from "../platform/chat";
import { until } from "../platform/await";

const platform = inject("platform");
let alice: Person;
let bob: Person;

beforeAll(async () => {
  [alice, bob] = await Promise.all([Person.signIn(platform, "alice"), Person.signIn(platform, "bob")]);
});

const internals = /Exception|at dev\.corral|java\.|\.java:|127\.0\.0\.1|svc\.cluster/;

async function problem(answer: Response): Promise<{ code: string; text: string }> {
  const text = await answer.text();
  expect(text).not.toMatch(internals);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  return { code: (JSON.parse(text) as { code: string }).code, text };
}

const valid = { name: "never", source: "ollama://tinyllama:1.1b-chat" };

describe("management API", () => {
  const cases: [string, unknown, number, string][] = [
    ["unknown field", { ...valid, gpuu: 3 }, 400, "unknown_field"],
    ["server-owned field", { ...valid, owner: "bob" }, 400, "unknown_field"],
    ["wrong type", { ...valid, minReplicas: "many" }, 400, "invalid_field"],
    ["300-character name", { ...valid, name: "n".repeat(300) }, 400, "invalid_field"],
    ["name that is no DNS label", { ...valid, name: "../admin" }, 400, "invalid_field"],
    ["source with a shell in it", { ...valid, source: "ollama://x;rm -rf /" }, 400, "invalid_field"],
    ["idle timeout out of bounds", { ...valid, idleTimeout: "1s" }, 400, "invalid_field"],
    ["unknown engine", { ...valid, engine: "magic" }, 400, "invalid_field"],
  ];
  it.each(cases)("refuses a launch with %s", async (_, json, status, code) => {
    const answer = await alice.call("/api/v1/models", { json });
    expect(answer.status).toBe(status);
    expect((await problem(answer)).code).toBe(code);
    expect((await alice.call("/api/v1/models/never")).status).toBe(404);
  });

  it("refuses malformed JSON, a foreign media type and a body over the limit", async () => {
    const headers = { "content-type": "application/json" };
    const malformed = await alice.call("/api/v1/models", { method: "POST", headers, body: '{"name":' });
    expect([malformed.status, (await problem(malformed)).code]).toEqual([400, "malformed_json"]);
    const xml = await alice.call("/api/v1/models", { method: "POST", headers: { "content-type": "text/xml" }, body: "<a/>" });
    expect(xml.status).toBe(415);
    const big = await alice.call("/api/v1/models", { json: { ...valid, name: "x".repeat(2_000_000) } });
    expect([big.status, (await problem(big)).code]).toEqual([413, "body_too_large"]);
  });

  it("answers 404 for foreign and unknown ids alike", async () => {
    await alice.launch("private");
    for (const [method, path] of [
      ["GET", ""], ["PATCH", ""], ["DELETE", ""], ["POST", "/wake"], ["POST", "/stop"], ["GET", "/timeline"],
    ] as const) {
      const body = method === "PATCH" ? { json: { idleTimeout: "1m" } } : {};
      const foreign = await bob.call(`/api/v1/models/private${path}`, { method, ...body });
      const unknown = await bob.call(`/api/v1/models/unknown${path}`, { method, ...body });
      expect([foreign.status, unknown.status]).toEqual([404, 404]);
      expect((await problem(foreign)).code).toBe((await problem(unknown)).code);
    }
    await alice.reaches("private", "active");
    await alice.terminate("private");
  });

  it("refuses anonymous callers, broken tokens and keys", async () => {
    const { key } = await alice.key();
    const flipped = alice.token.slice(0, -2) + (alice.token.endsWith("A") ? "BB" : "AA");
    for (const authorization of ["", "Bearer x", `Bearer ${flipped}`, `Bearer ${key}`, "Basic YWxpY2U6eA=="]) {
      const answer = await alice.call("/api/v1/me", { headers: { authorization } });
      expect([authorization.slice(0, 9), answer.status]).toEqual([authorization.slice(0, 9), 401]);
      expect((await problem(answer)).code).toBe("unauthorized");
    }
  });

  it("refuses an ID token and an unsigned token", async () => {
    const answer = await fetch(`http://localhost:${platform.portBase + 4}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "password", client_id: "corral-cli", username: "alice", password: "alice-corral", scope: "openid profile",
      }),
    });
    const { id_token } = (await answer.json()) as { id_token?: string };
    const none = [{ alg: "none" }, JSON.parse(Buffer.from(alice.token.split(".")[1]!, "base64url").toString())]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    for (const token of [id_token ?? "missing", `${none}.`]) {
      expect((await alice.call("/api/v1/me", { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
      expect((await alice.call("/v1/models", { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    }
  });
});

describe("data path", () => {
  interface OpenAiError {
    error: { message: string; type: string; code: string | null };
  }

  async function refused(path: string, init: Parameters<Person["call"]>[1]): Promise<[number, unknown]> {
    const answer = await alice.call(path, init);
    const text = await answer.text();
    expect(text).not.toMatch(internals);
    return [answer.status, JSON.parse(text)];
  }

  it("speaks OpenAI's error shape", async () => {
    const path = "/v1/chat/completions";
    const headers = { "content-type": "application/json" };
    const cases: [Parameters<Person["call"]>[1], number][] = [
      [{ json: question("no-such-model") }, 404],
      [{ json: { messages: [] } }, 400],
      [{ method: "POST", headers, body: "{" }, 400],
      [{ json: { ...question("x"), model: 7 } }, 400],
      [{ json: { ...question("x"), n: 100 } }, 400],
      [{ json: { ...question("x"), api_base: "http://169.254.169.254/" } }, 400],
      [{ json: { ...question("x"), padding: "x".repeat(9_000_000) } }, 413],
      [{ json: question("x"), headers: { authorization: "Bearer nonsense" } }, 401],
    ];
    for (const [init, status] of cases) {
      const [got, body] = await refused(path, init);
      expect(got).toBe(status);
      expect((body as OpenAiError).error.message).toBeTruthy();
      expect((body as OpenAiError).error.type).toBeTruthy();
    }
  });

  it("speaks Ollama's error shape", async () => {
    const headers = { "content-type": "application/json" };
    for (const [init, status] of [
      [{ json: { model: "no-such-model", messages: [] } }, 404],
      [{ method: "POST", headers, body: "[" }, 400],
      [{ json: { model: "x" }, headers: { authorization: "Bearer nonsense" } }, 401],
    ] as [Parameters<Person["call"]>[1], number][]) {
      const [got, body] = await refused("/ollama/api/chat", init);
      expect(got).toBe(status);
      expect(typeof (body as { error: unknown }).error).toBe("string");
    }
  });

  it.each(["/v1/load_lora_adapter", "/v1/tokenize", "/ollama/api/pull", "/ollama/api/create", "/ollama/api/delete"])(
    "has no %s",
    async (path) => {
      expect((await alice.call(path, { json: { model: "x" } })).status).toBe(404);
    },
  );

  it("refuses a key out of scope at once, and a revoked key everywhere within a minute", async () => {
    await alice.launch("scoped");
    await alice.reaches("scoped", "active");
    const other = await alice.key({ models: ["something-else"] });
    expect((await stream(platform, "/v1/chat/completions", other.key, question("scoped"))).status).toBe(404);
    const ollamaOnly = await alice.key({ dialects: ["ollama"] });
    expect([403, 404]).toContain((await stream(platform, "/v1/chat/completions", ollamaOnly.key, question("scoped"))).status);
    const used = await alice.key();
    expect((await stream(platform, "/v1/chat/completions", used.key, question("scoped"))).status).toBe(200);
    expect((await alice.call(`/api/v1/keys/${used.id}`, { method: "DELETE" })).status).toBe(204);
    await until("revoked", 65_000, async () => {
      const answer = await fetch(`${platform.base}/v1/models`, { headers: { authorization: `Bearer ${used.key}` } });
      return answer.status === 401 ? true : undefined;
    });
    await alice.terminate("scoped");
  });
});
