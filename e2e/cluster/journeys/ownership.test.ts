import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../platform/await";
import { good } from "../platform/api";
import { journey } from "../platform/journey";

const { admin, dispatcher } = await journey();
const DEPLOYMENT = ["apps/v1", "Deployment", "model-shared"] as const;

describe("fields of a model's Deployment", () => {
  beforeAll(async () => {
    await dispatcher.launch("shared");
    await dispatcher.reaches("shared", "active");
  });

  afterAll(() => dispatcher.terminate("shared"));

  it("keep what somebody else owns", async () => {
    const theirs = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "model-shared", namespace: "corral", annotations: { "example.com/cost-centre": "42" } },
      spec: { minReadySeconds: 1 },
    };
    good(await admin.apply(theirs, "somebody-else", false));
    // A change of our own goes over it: the model idles and wakes.
    await dispatcher.command("shared", "stop");
    await dispatcher.reaches("shared", "idle");
    await dispatcher.command("shared", "wake");
    await dispatcher.reaches("shared", "active");
    const { metadata, spec } = await admin.get(...DEPLOYMENT);
    expect(metadata.annotations["example.com/cost-centre"]).toBe("42");
    expect(spec.minReadySeconds).toBe(1);
    const managers = (metadata.managedFields as { manager: string }[]).map(({ manager }) => manager);
    expect(managers).toEqual(expect.arrayContaining(["corral-dispatcher", "somebody-else"]));
  });

  it("are put right when somebody edits replicas", async () => {
    good(await admin.merge(...DEPLOYMENT, { spec: { replicas: 5 } }));
    await until("one replica again", 30_000, async () => ((await admin.get(...DEPLOYMENT)).spec.replicas === 1 ? true : undefined));
  });

  it("are put right when somebody deletes the Deployment", async () => {
    const { uid } = (await admin.get(...DEPLOYMENT)).metadata;
    good(await admin.delete(...DEPLOYMENT));
    await until("a new Deployment", 30_000, async () => {
      const found = await admin.find(...DEPLOYMENT);
      return found !== undefined && found.metadata.uid !== uid ? true : undefined;
    });
    await dispatcher.reaches("shared", "active");
  });
});
