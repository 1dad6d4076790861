import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../platform/person";
import { Cluster } from "../platform/cluster";
import { contentOf, openAiChunks, question, stream } from "../platform/chat";
import { killHard, parts, pidOf, type Part } from "../platform/processes";
import { until } from "../platform/await";

const platform = inject("platform");
let alice: Person;
let cluster: Cluster;

beforeAll(async () => {
  alice = await Person.signIn(platform, "alice");
  cluster = new Cluster(platform);
  // A slow start leaves room to kill something in the middle of it.
  await knob({ "delay.weights": "3s" });
});

afterAll(() => knob({ "delay.weights": "2s" }));

function enginePid(model: string): number {
  const found = execFileSync("pgrep", ["-f", "--", `--served-name ${model}( |$)`], { encoding: "utf8" });
  return Number(found.trim().split("\n")[0]);
}

async function knob(data: Record<string, string>): Promise<void> {
  const path = "/api/v1/namespaces/kube-system/configmaps/simulated-kubelet";
  const current = (await cluster.call("GET", path)).json;
  const answer = await cluster.call("PUT", path, { ...current, data: { ...current.data, ...data } });
  expect(answer.status).toBe(200);
}

async function restarted(part: Part, killed: number): Promise<void> {
  await until(`${part} runs again`, 60_000, async () => {
    const pid = pidOf(platform, part);
    return pid !== killed && !Number.isNaN(pid) ? pid : undefined;
  });
}

describe("kill -9 in the middle of a launch", () => {
  it.each(parts)("of %s: the launch ends active, exactly once, and the record is right", async (part) => {
    const name = `crash-${part}`;
    await alice.launch(name);
    await until("weights", 30_000, async () => ((await alice.model(name)).phase === "weights" ? true : undefined));
    await restarted(part, killHard(platform, part));
    await until(`${name} active`, 90_000, async () =>
      (await alice.model(name)).state === "active" ? true : undefined,
    );

    const moves = (await alice.timeline(name)).filter((entry) => entry.from !== entry.to);
    expect(moves.map((entry) => `${entry.from}→${entry.to}`)).toEqual(["none→launching", "launching→active"]);
    const deployments = await cluster.list("/apis/apps/v1/namespaces/corral/deployments");
    expect(deployments.filter((one) => one.metadata.name === `model-${name}`).length).toBe(1);
    expect((await cluster.pods(name)).length).toBe(1);
    expect((await cluster.enginePorts(name)).length).toBe(1);

    const answer = await until("an answer", 60_000, async () => {
      const streamed = await stream(platform, "/v1/chat/completions", alice.token, question(name));
      return streamed.status === 200 ? streamed : undefined;
    });
    expect(contentOf(openAiChunks(answer))).toContain("Corral");
    await until("counted once", 60_000, async () => {
      const { models } = await alice.get<{ models: Record<string, number> }>("/api/v1/summary");
      return models["active"] === 1 && models["launching"] === 0 ? true : undefined;
    });
    await alice.terminate(name);
  });
});

describe("kill -9 of the inference-proxy under a request", () => {
  it("leaves one record of it whose end is unknown, and the model answers after it", async () => {
    const name = "crash-usage";
    await alice.launch(name);
    const cut = stream(platform, "/v1/chat/completions", alice.token, question(name)).then(
      (answer) => answer.lines.map((line) => line.text).join("\n"),
      () => "reset",
    );
    await until("the request waits", 30_000, async () =>
      (await alice.model(name)).phase === "weights" ? true : undefined,
    );
    await restarted("inference-proxy", killHard(platform, "inference-proxy"));
    expect(await cut).not.toContain("[DONE]");
    await alice.reaches(name, "active", 90_000);
    await until("an answer", 60_000, async () => {
      const streamed = await stream(platform, "/v1/chat/completions", alice.token, question(name));
      return streamed.status === 200 && contentOf(openAiChunks(streamed)).includes("Corral") ? true : undefined;
    });
    const usage = async () =>
      (
        await alice.get<{ items: { key: string; requests: number; unknown: number }[] }>(
          "/api/v1/usage?groupBy=model",
        )
      ).items.find((item) => item.key === name);
    await until("both are counted", 60_000, async () => ((await usage())?.requests === 2 ? true : undefined));
    expect(await usage()).toMatchObject({ requests: 2, unknown: 1 });
    await alice.terminate(name);
  });
});

describe("kill -9 of an active model's engine", () => {
  it("starts it again, and the model answers without anybody's help", async () => {
    const name = "crash-engine";
    await alice.launch(name);
    await alice.reaches(name, "active");
    process.kill(enginePid(name), "SIGKILL");
    await until("lost", 20_000, async () =>
      (await alice.timeline(name)).some((entry) => entry.from === "active" && entry.to === "launching") ? true : undefined,
    );
    await alice.reaches(name, "active");
    const answer = await stream(platform, "/v1/chat/completions", alice.token, question(name));
    expect(contentOf(openAiChunks(answer))).toContain("Corral");
    await alice.terminate(name);
  });
});
