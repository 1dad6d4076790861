import { describe, expect, it } from "vitest";
import { until } from "../../platform/await";
import { killHard } from "../platform/cluster";
import { journey } from "../platform/journey";

const { cluster, admin, dispatcher } = await journey();
const CONVERGES_MS = 60_000;

async function phase(name: string, wanted: string): Promise<void> {
  await until(`${name} in ${wanted}`, 30_000, async () => ((await dispatcher.model(name)).phase === wanted ? true : undefined));
}

async function dispatcherBack(): Promise<void> {
  await until("the dispatcher answers", CONVERGES_MS, async () =>
    (await fetch(`${cluster.dispatcherHealth}/q/health/ready`)).ok ? true : undefined,
  );
}

async function transitions(name: string): Promise<string[]> {
  return (await dispatcher.timeline(name)).filter(({ from, to }) => from !== to).map(({ from, to }) => `${from}→${to}`);
}

describe("kill -9", () => {
  it("of the dispatcher during a launch loses nothing and does nothing twice", async () => {
    await dispatcher.launch("killed");
    await phase("killed", "weights");
    const { uid } = (await admin.get("apps/v1", "Deployment", "model-killed")).metadata;
    killHard(cluster, "llm-dispatcher");
    await dispatcherBack();
    await dispatcher.reaches("killed", "active", CONVERGES_MS);
    const deployment = await admin.get("apps/v1", "Deployment", "model-killed");
    expect(deployment.metadata).toMatchObject({ uid, generation: 1 });
    expect(await transitions("killed")).toEqual(["none→launching", "launching→active"]);
    await dispatcher.terminate("killed");
  });

  it("of the dispatcher right after a deletion still ends with a receipt", async () => {
    await dispatcher.launch("leaving");
    await dispatcher.reaches("leaving", "active");
    expect((await dispatcher.call("DELETE", "/internal/models/leaving")).status).toBe(202);
    killHard(cluster, "llm-dispatcher");
    await dispatcherBack();
    await dispatcher.reaches("leaving", "terminated", CONVERGES_MS);
    expect((await dispatcher.timeline("leaving")).at(-1)?.receipt?.removed).not.toHaveLength(0);
  });

  it("of the API server for 20 s loses nothing that was accepted", async () => {
    await dispatcher.launch("standing");
    await dispatcher.reaches("standing", "active");
    await dispatcher.launch("before");
    expect((await dispatcher.call("DELETE", "/internal/models/standing")).status).toBe(202);
    killHard(cluster, "kube-apiserver");
    const during = await dispatcher.call("POST", "/internal/models", {
      name: "during",
      owner: "alice",
      source: "ollama://tinyllama:1.1b-chat",
    });
    expect(during.status).toBe(503);
    expect(during.json.code).toBeTruthy();
    await until("the API server is back", 60_000, async () =>
      (await admin.call("GET", "/readyz")).status === 200 ? true : undefined,
    );
    const back = Date.now();
    await Promise.all([
      dispatcher.reaches("before", "active", CONVERGES_MS),
      dispatcher.reaches("standing", "terminated", CONVERGES_MS),
    ]);
    console.log(`converged ${Math.round((Date.now() - back) / 100) / 10} s after the API server was back`);
    expect(await admin.find("corral.dev/v1alpha1", "Model", "during")).toBeUndefined();
    expect(await transitions("before")).toEqual(["none→launching", "launching→active"]);
    await dispatcher.terminate("before");
  });
});
