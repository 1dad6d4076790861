import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person, type ModelView, type TimelineEntry } from "../platform/person";
import { Cluster } from "../platform/cluster";
import { until } from "../platform/await";

const platform = inject("platform");
const launchMs = 90_000;
let alice: Person;
let cluster: Cluster;

beforeAll(async () => {
  alice = await Person.signIn(platform, "alice");
  cluster = new Cluster(platform);
});

async function knobs(map: string, data: Record<string, string>): Promise<void> {
  const path = `/api/v1/namespaces/kube-system/configmaps/${map}`;
  const current = (await cluster.call("GET", path)).json;
  const answer = await cluster.call("PUT", path, { ...current, data: { ...current.data, ...data } });
  expect(answer.status).toBe(200);
}

const phases = (timeline: TimelineEntry[]) =>
  timeline.filter((entry) => entry.to === "launching" || entry.to === "active").map((entry) => entry.phase);

async function launchedThrough(name: string, more: object): Promise<ModelView> {
  await alice.launch(name, more);
  const model = await alice.reaches(name, "active", launchMs);
  const seen = phases(await alice.timeline(name));
  expect(seen[0]).toBe("waiting_capacity");
  expect(seen.at(-1)).toBe("ready");
  return model;
}

describe("every engine comes up, phase by phase", () => {
  it.each([
    ["ollama", { engine: "ollama", source: "ollama://tinyllama:1.1b-chat" }],
    ["vllm", { engine: "vllm", source: "hf://TinyLlama/TinyLlama-1.1B-Chat-v1.0", compute: "gpu" }],
    ["localai", { engine: "localai", source: "hf://TheBloke/TinyLlama-1.1B-Chat-v1.0-GGUF/tinyllama-1.1b-chat-v1.0.Q4_K_M.gguf" }],
    ["textgen", { engine: "textgen", source: "hf://TinyLlama/TinyLlama-1.1B-Chat-v1.0", compute: "gpu" }],
  ])("%s", async (engine, more) => {
    const name = `engine-${engine}`;
    await launchedThrough(name, more);
    const seen = phases(await alice.timeline(name));
    expect(seen).toContain("weights");
    await alice.terminate(name);
  });

  it("a Bedrock model is a route: ready at once, without a pod", async () => {
    await alice.launch("engine-bedrock", { source: "bedrock://eu.amazon.nova-lite-v1:0", engine: "bedrock" });
    await alice.reaches("engine-bedrock", "active", launchMs);
    expect(await cluster.pods("engine-bedrock")).toEqual([]);
    await alice.terminate("engine-bedrock");
  });

  it("a GPU model leaves no node behind when it is stopped", async () => {
    await launchedThrough("engine-gpu", { compute: "gpu" });
    const nodes = () => cluster.list("/api/v1/nodes?labelSelector=corral.dev%2Fpool%3Dgpu");
    expect((await nodes()).length).toBeGreaterThan(0);
    expect((await alice.call("/api/v1/models/engine-gpu/stop", { method: "POST" })).status).toBe(202);
    await alice.reaches("engine-gpu", "idle");
    await until("no GPU node", launchMs, async () => ((await nodes()).length === 0 ? true : undefined));
    await alice.terminate("engine-gpu");
  });
});

describe("every app comes up and goes", () => {
  it.each([
    ["open-webui", {}],
    ["flowise", { flavour: "chatflow" }],
    ["litellm", {}],
  ])("%s", async (type, more) => {
    const name = `app-${type}`;
    const created = await alice.call("/api/v1/apps", { json: { name, type, models: [], ...more } });
    expect(created.status, await created.clone().text()).toBe(202);
    const app = () => alice.get<ModelView & { url?: string }>(`/api/v1/apps/${name}`);
    await until(`${name} active`, launchMs, async () => {
      const seen = await app();
      if (seen.state === "failed") throw new Error(JSON.stringify(seen));
      return seen.state === "active" ? seen : undefined;
    });
    expect((await app()).url).toContain(`${name}.apps.`);
    expect((await alice.call(`/api/v1/apps/${name}`, { method: "DELETE" })).status).toBe(202);
    await until(`${name} gone`, launchMs, async () => {
      const left = await cluster.list(
        `/apis/apps/v1/namespaces/corral/deployments?labelSelector=corral.dev%2Fapp%3D${name}`,
      );
      return left.length === 0 ? true : undefined;
    });
  });
});

describe("every failure says what to do", () => {
  const failing = async (name: string, more: object, reason: string, sentence: RegExp) => {
    await alice.launch(name, more);
    const model = await alice.reaches(name, "failed", launchMs);
    expect(model.reason).toBe(reason);
    expect(model.message).toMatch(sentence);
    await alice.terminate(name);
  };

  afterAll(() => knobs("simulated-karpenter", { fail: "" }));

  it.each([
    ["ImagePull", /image/i],
    ["OutOfMemory", /memory/i],
    ["Bootstrap", /log|GPU|again/i],
    ["ModelNotFound", /source/i],
  ])("%s", async (reason, sentence) => {
    const name = `fails-${reason.toLowerCase()}`;
    await knobs("simulated-kubelet", { [`${name}.fail`]: reason });
    await failing(name, {}, reason, sentence);
  });

  it.each([
    ["Capacity", /pool|capacity/i],
    ["Quota", /quota/i],
  ])("%s of a GPU pool, after each rung was tried", async (reason, sentence) => {
    await knobs("simulated-karpenter", { fail: reason });
    await failing(`fails-${reason.toLowerCase()}`, { compute: "gpu" }, reason, sentence);
    await knobs("simulated-karpenter", { fail: "" });
  });
});
