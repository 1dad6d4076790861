import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../platform/person";
import { Cluster, kubectl } from "../platform/cluster";
import { contentOf, openAiChunks, question, stream } from "../platform/chat";
import { until } from "../platform/await";

const platform = inject("platform");
const name = "road";
let alice: Person;
let bob: Person;
let cluster: Cluster;
let key: { id: string; key: string };
let live: ReturnType<Person["listen"]>;
let before: Record<string, number>;

const counts = async (who: Person) => (await who.get<{ models: Record<string, number> }>("/api/v1/summary")).models;

beforeAll(async () => {
  [alice, bob] = await Promise.all([Person.signIn(platform, "alice"), Person.signIn(platform, "bob")]);
  cluster = new Cluster(platform);
  live = alice.listen();
  before = await counts(alice);
});

afterAll(() => live.close());

describe("the whole road, as a script", () => {
  it("says who is signed in", async () => {
    expect(await alice.get("/api/v1/me")).toMatchObject({ id: "alice", roles: ["user"] });
  });

  it("launches through every phase to active", async () => {
    const accepted = await alice.launch(name, { idleTimeout: "30m" });
    expect(accepted).toMatchObject({ name, owner: "alice", state: "launching" });
    const active = await alice.reaches(name, "active");
    expect(active.replicas).toEqual({ desired: 1, ready: 1 });
    const phases = (await alice.timeline(name)).map((entry) => entry.phase);
    const walked = ["waiting_capacity", "node_launching", "image_pull", "weights", "warm_up", "ready"];
    expect(walked.filter((phase) => phases.includes(phase))).toEqual(walked);
  });

  it("shows it to kubectl", () => {
    const table = kubectl(platform, "-n", "corral", "get", "mdl", name);
    if (table !== undefined) expect(table).toMatch(/road\s+active/);
  });

  it("counts it", async () => {
    await until("summary", 15_000, async () =>
      (await counts(alice))["active"] === (before["active"] ?? 0) + 1 ? true : undefined,
    );
    expect((await counts(bob))["active"]).toBe(0);
  });

  it("streams OpenAI chunks to a key, with true usage, ending in [DONE]", async () => {
    key = await alice.key();
    const answer = await stream(platform, "/v1/chat/completions", key.key, question(name));
    expect(answer.status).toBe(200);
    const chunks = openAiChunks(answer);
    expect(contentOf(chunks)).toContain("Corral lets your team launch private language models");
    const usage = chunks.at(-1)?.usage;
    expect(usage?.completion_tokens).toBeGreaterThan(10);
    expect(usage?.ttft_ms).toBeGreaterThan(0);
    expect(usage!.ttft_ms + usage!.generation_ms).toBeLessThanOrEqual(answer.wallMs + 5);
    expect(answer.lines.at(-1)?.text).toBe("data: [DONE]");
    expect(answer.lines.at(-1)!.at - answer.lines[0]!.at).toBeGreaterThan(20);
  });

  it("keeps usage from a client that did not ask for it", async () => {
    const answer = await stream(platform, "/v1/chat/completions", key.key, question(name, { stream_options: undefined }));
    expect(answer.lines.map((line) => line.text).join()).not.toContain('"usage":{');
    expect(answer.lines.at(-1)?.text).toBe("data: [DONE]");
  });

  it("streams Ollama lines whose nanoseconds are true", async () => {
    const answer = await stream(platform, "/ollama/api/chat", key.key, {
      model: name,
      messages: [{ role: "user", content: "What does idle mean?" }],
      options: { temperature: 0 },
    });
    const lines = answer.lines.map((line) => JSON.parse(line.text));
    const last = lines.at(-1);
    expect(last).toMatchObject({ done: true, done_reason: "stop" });
    expect(lines.slice(0, -1).every((line) => line.done === false)).toBe(true);
    expect(last.eval_count).toBeGreaterThan(5);
    expect(last.eval_duration).toBeGreaterThan(0);
    expect(last.total_duration).toBeGreaterThanOrEqual(last.eval_duration);
    expect(last.total_duration / 1e6).toBeLessThanOrEqual(answer.wallMs);
    expect(last.total_duration / 1e6).toBeGreaterThan(answer.wallMs / 4);
  });

  it("answers whole to a browser's token, and lists the model in both dialects", async () => {
    const whole = await alice.call("/v1/chat/completions", { json: question(name, { stream: false }) });
    expect(whole.status).toBe(200);
    expect(whole.headers.get("x-corral-model")).toBe(name);
    const body = (await whole.json()) as { choices: { message: { content: string } }[]; usage: { total_tokens: number } };
    expect(body.choices[0]!.message.content).toContain("Corral");
    expect(body.usage.total_tokens).toBeGreaterThan(10);
    const models = await alice.get<{ data: { id: string }[] }>("/v1/models");
    expect(models.data.map((model) => model.id)).toContain(name);
    const tags = await alice.get<{ models: { name: string }[] }>("/ollama/api/tags");
    expect(tags.models.map((model) => model.name)).toContain(name);
  });

  it("stays invisible to somebody else", async () => {
    expect((await bob.call(`/api/v1/models/${name}`)).status).toBe(404);
    expect((await bob.call(`/api/v1/models/${name}`, { method: "DELETE" })).status).toBe(404);
    expect((await bob.call("/v1/chat/completions", { json: question(name) })).status).toBe(404);
    expect((await bob.get<{ data: { id: string }[] }>("/v1/models")).data.map((model) => model.id)).not.toContain(name);
  });

  it("lets its owner say in a request how soon it goes idle", async () => {
    const wish = { "x-corral-idle-timeout": "15s" };
    const ask = () => alice.call("/v1/chat/completions", { json: question(name, { stream: false }), headers: wish });
    expect((await ask()).headers.get("x-corral-idle-timeout")).toBe("asked");
    await until("the dispatcher was told", 15_000, async () =>
      (await ask()).headers.get("x-corral-idle-timeout") === "set" ? true : undefined,
    );
    expect(await alice.model(name)).toMatchObject({ idleTimeout: "15s" });
    const told = (await alice.timeline(name)).filter((entry) => entry.from === "active" && entry.to === "active");
    expect(told.map((entry) => entry.principal)).toEqual(["alice"]);
    const never = await alice.call("/v1/chat/completions", {
      json: question(name),
      headers: { "x-corral-idle-timeout": "never" },
    });
    expect(never.status).toBe(400);
  });

  it("goes idle by itself and frees everything", async () => {
    await alice.reaches(name, "idle", 60_000);
    await until("no replicas", 15_000, async () => {
      const { replicas } = await alice.model(name);
      return replicas.desired === 0 && replicas.ready === 0 ? true : undefined;
    });
    await until("no pods", 15_000, async () => ((await cluster.pods(name)).length === 0 ? true : undefined));
    const nodes = await cluster.list("/api/v1/nodes");
    expect(nodes.filter((node) => node.metadata.name.includes(name))).toEqual([]);
    expect((await cluster.enginePorts(name)).length).toBe(0);
  });

  it("wakes with the next question: heartbeats at once, then the answer", async () => {
    const answer = await stream(platform, "/v1/chat/completions", key.key, question(name));
    expect(answer.lines[0]!.text).toMatch(/^: waking /);
    expect(answer.lines[0]!.at).toBeLessThan(2_000);
    expect(contentOf(openAiChunks(answer))).toContain("Corral");
    expect(answer.lines.at(-1)?.text).toBe("data: [DONE]");
    await alice.reaches(name, "active");
    const launches = (await alice.timeline(name)).filter((entry) => entry.from === "idle" && entry.to === "launching");
    expect(launches.length).toBe(1);
  });

  it("stops on demand, and wakes for a whole answer within the hold", async () => {
    expect((await alice.call(`/api/v1/models/${name}/stop`, { method: "POST" })).status).toBe(202);
    await alice.reaches(name, "idle");
    const whole = await alice.call("/ollama/api/generate", { json: { model: name, prompt: "Hello!", stream: false } });
    expect(whole.status).toBe(200);
    expect(await whole.json()).toMatchObject({ done: true });
  });

  it("shows usage and latency of what happened", async () => {
    await until("usage", 20_000, async () => {
      const usage = await alice.get<{ items: { key: string; requests: number; tokensOut: number; coldStarts: number }[] }>(
        "/api/v1/usage?groupBy=model",
      );
      const row = usage.items.find((item) => item.key === name);
      return row !== undefined && row.requests >= 6 && row.tokensOut > 50 && row.coldStarts === 2 ? row : undefined;
    });
    const latency = await alice.get<{ items: { model: string; ttftMs: { p50: number } }[] }>("/api/v1/reports/latency");
    expect(latency.items.find((item) => item.model === name)?.ttftMs.p50).toBeGreaterThan(0);
  });

  it("terminates with a receipt on the timeline", async () => {
    await alice.terminate(name);
    const timeline = await alice.timeline(name);
    expect(timeline.at(-1)).toMatchObject({ to: "terminated" });
    expect(timeline.at(-1)?.receipt?.removed.length).toBeGreaterThan(0);
    expect((await cluster.call("GET", `/apis/corral.dev/v1alpha1/namespaces/corral/models/${name}`)).status).toBe(404);
    expect((await cluster.call("GET", `/api/v1/namespaces/corral/services/model-${name}`)).status).toBe(404);
    await until("summary", 15_000, async () => {
      const now = await counts(alice);
      return now["terminated"] === (before["terminated"] ?? 0) + 1 && now["active"] === before["active"]
        ? true
        : undefined;
    });
    expect((await alice.call("/v1/chat/completions", { json: question(name) })).status).toBe(404);
  });

  it("sent every step live, in order and once", async () => {
    const steps = live.events
      .filter((event) => event.data.name === name && event.data.from !== event.data.to)
      .map((event) => event.data.to);
    expect(steps).toEqual([
      "launching", "active", "idle", "launching", "active", "idle", "launching", "active", "terminating", "terminated",
    ]);
  });

  it("resumes live events after the last one seen", async () => {
    const middle = live.events.filter((event) => event.data.name === name)[2]!;
    const again = alice.listen(middle.id);
    await until("resumed events", 10_000, async () =>
      again.events.at(-1)?.id === live.events.at(-1)?.id ? true : undefined,
    );
    again.close();
    const after = live.events.slice(live.events.indexOf(middle) + 1).map((event) => event.id);
    expect(again.events.map((event) => event.id)).toEqual(after);
  });
});

