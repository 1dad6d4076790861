import { connect, type Socket } from "node:net";
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { repositoryRoot } from "../platform/platform";
import { Person } from "../platform/person";
import { Cluster } from "../platform/cluster";
import { openAiChunks, contentOf, stream } from "../platform/chat";
import { pidOf, residentMiB } from "../platform/processes";
import { until } from "../platform/await";

// A scripted engine from bench/, put behind the cluster contract: a Service and an EndpointSlice are all the proxy reads.
const platform = inject("platform");
const enginePort = platform.portBase + 90;
const model = "scripted";
const tokens = 200;
let alice: Person;
let key: string;
let cluster: Cluster;
let engine: ChildProcess;

beforeAll(async () => {
  alice = await Person.signIn(platform, "alice");
  cluster = new Cluster(platform);
  const java = join(process.env["JAVA_HOME"] ?? "", "bin", "java");
  engine = spawn(java, ["-Xmx256m", join(repositoryRoot, "bench", "Upstream.java"), "--port", `${enginePort}`], {
    stdio: "ignore",
  });
  await until("scripted engine", 30_000, async () =>
    (await fetch(`http://127.0.0.1:${enginePort}/health`)).ok ? true : undefined,
  );
  await publish();
  key = (await alice.key()).key;
  await until("listed", 15_000, async () =>
    (await alice.get<{ data: { id: string }[] }>("/v1/models")).data.some((one) => one.id === model) ? true : undefined,
  );
});

afterAll(async () => {
  engine.kill();
  await cluster.call("DELETE", `/api/v1/namespaces/corral/services/model-${model}`);
  await cluster.call("DELETE", `/apis/discovery.k8s.io/v1/namespaces/corral/endpointslices/model-${model}`);
});

async function publish(): Promise<void> {
  const labels = { "corral.dev/model": model, "corral.dev/engine": "ollama" };
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: `model-${model}`,
      labels,
      annotations: {
        "corral.dev/served-name": `sim-t${tokens}-f100-i10`,
        "corral.dev/aliases": "",
        "corral.dev/adapters": "[]",
        "corral.dev/state": "active",
        "corral.dev/owner": "alice",
        "corral.dev/shared-with": "",
        "corral.dev/context-length": "8192",
        "corral.dev/dialect": "ollama",
      },
    },
    spec: { clusterIP: "None", ports: [{ name: "http", port: 11434, targetPort: "http" }] },
  };
  const slice = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    addressType: "IPv4",
    metadata: { name: `model-${model}`, labels: { ...labels, "kubernetes.io/service-name": `model-${model}` } },
    ports: [{ name: "http", port: enginePort, protocol: "TCP" }],
    endpoints: [{ addresses: ["127.0.0.1"], conditions: { ready: true, serving: true, terminating: false } }],
  };
  expect((await cluster.call("POST", "/api/v1/namespaces/corral/services", service)).status).toBe(201);
  const path = "/apis/discovery.k8s.io/v1/namespaces/corral/endpointslices";
  expect((await cluster.call("POST", path, slice)).status).toBe(201);
}

const body = {
  model,
  stream: true,
  stream_options: { include_usage: true },
  messages: [{ role: "user", content: "count" }],
};

async function engineStats(): Promise<Record<string, number>> {
  return (await (await fetch(`http://127.0.0.1:${enginePort}/stats`)).json()) as Record<string, number>;
}

/** The engine writes each token as `~T<number>@<time>`. */
function numbers(content: string): number[] {
  return [...content.matchAll(/~T(\d+)@/g)].map((token) => Number(token[1]));
}

/** A client that asks for a stream and then never reads a byte of it. */
function stuckReader(): Socket {
  const payload = JSON.stringify(body);
  const socket = connect({ port: platform.portBase + 1, host: "127.0.0.1" });
  socket.pause();
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`,
  );
  socket.on("error", () => undefined);
  return socket;
}

describe("many streams through the proxy", () => {
  it("carries 200 at once, whole and in order, while one reader is stuck, in bounded memory", async () => {
    const proxy = pidOf(platform, "inference-proxy");
    await stream(platform, "/v1/chat/completions", key, body);
    const before = residentMiB(proxy);
    const stuck = stuckReader();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => stream(platform, "/v1/chat/completions", key, body)),
    );
    stuck.destroy();
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.lines.at(-1)?.text).toBe("data: [DONE]");
      expect(openAiChunks(answer).at(-1)?.usage?.completion_tokens).toBe(tokens);
    }
    const inOrder = Array.from({ length: tokens }, (_, number) => number);
    for (const answer of answers) expect(numbers(contentOf(openAiChunks(answer)))).toEqual(inOrder);
    console.log(`proxy memory: ${Math.round(before)} → ${Math.round(residentMiB(proxy))} MiB`);
    expect(residentMiB(proxy) - before).toBeLessThan(150);
  });

  it("tells the engine within a second when a client goes away", async () => {
    const before = (await engineStats())["client_aborts"] ?? 0;
    const abort = new AbortController();
    const asked = stream(platform, "/v1/chat/completions", key, body, abort.signal).catch(() => undefined);
    await until("the engine works on it", 5_000, async () =>
      ((await engineStats())["streaming"] ?? 0) > 0 ? true : undefined,
    );
    abort.abort();
    await asked;
    await until("the engine saw it", 1_000, async () =>
      ((await engineStats())["client_aborts"] ?? 0) === before + 1 ? true : undefined,
    );
  });
});
