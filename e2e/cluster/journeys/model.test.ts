import { describe, expect, it } from "vitest";
import { until } from "../../platform/await";
import { dispatcherRequests, isWrite } from "../platform/cluster";
import { journey } from "../platform/journey";
import { ownAddress, UnusedProxy } from "../platform/unusedProxy";

const { cluster, admin, dispatcher } = await journey();

const AT_REST_MS = 30_000;
const CHILDREN = [
  ["apps/v1", "Deployment"],
  ["v1", "Service"],
  ["networking.k8s.io/v1", "NetworkPolicy"],
  ["v1", "Secret"],
  ["v1", "PersistentVolumeClaim"],
] as const;

async function belongings(name: string): Promise<string[]> {
  const kinds = [...CHILDREN, ["apps/v1", "ReplicaSet"], ["v1", "Pod"], ["discovery.k8s.io/v1", "EndpointSlice"]] as const;
  const found = await Promise.all(
    kinds.map(async ([version, kind]) =>
      (await admin.list(version, kind, `corral.dev/model=${name}`)).map((object) => `${kind} ${object.metadata.name}`),
    ),
  );
  return found.flat();
}

if (ownAddress === undefined) console.warn("SKIPPED: going idle by itself; this machine has no address but loopback");

describe("a model", () => {
  it("goes from launch to receipt and leaves nothing behind", async () => {
    const { uid } = await dispatcher.launch("road");
    await dispatcher.reaches("road", "active");
    const deployment = await admin.get("apps/v1", "Deployment", "model-road");
    expect(deployment.status.readyReplicas).toBe(1);
    expect(deployment.metadata.ownerReferences[0]).toMatchObject({ kind: "Model", name: "road", uid });
    expect(await admin.get("corral.dev/v1alpha1", "Model", "road")).toMatchObject({ status: { state: "active" } });

    await dispatcher.command("road", "stop");
    await dispatcher.reaches("road", "idle");
    await until("no pod while idle", 20_000, async () =>
      (await admin.list("v1", "Pod", "corral.dev/model=road")).length === 0 ? true : undefined,
    );
    await dispatcher.command("road", "wake");
    await dispatcher.reaches("road", "active");

    await dispatcher.terminate("road");
    await until("nothing left", 20_000, async () => {
      const left = await belongings("road");
      if (left.length > 0) throw new Error(left.join(", "));
      return true;
    });
    const timeline = await dispatcher.timeline("road");
    const story = timeline.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from}→${to}`);
    expect(story).toEqual([
      "none→launching",
      "launching→active",
      "active→idle",
      "idle→launching",
      "launching→active",
      "active→terminating",
      "terminating→terminated",
    ]);
    expect(timeline.at(-1)?.receipt?.removed).not.toHaveLength(0);
  });

  it("at rest is not written at all", async () => {
    await dispatcher.launch("calm");
    await dispatcher.reaches("calm", "active");
    const versions = async () => {
      const objects = await Promise.all([
        admin.get("corral.dev/v1alpha1", "Model", "calm"),
        ...CHILDREN.slice(0, 3).map(([version, kind]) => admin.get(version, kind, "model-calm")),
      ]);
      return objects.map(({ kind, metadata }) => `${kind} ${metadata.generation ?? ""} ${metadata.resourceVersion}`);
    };
    await settled();
    const [before, asked] = [await versions(), dispatcherRequests(cluster).length];
    await new Promise((passed) => setTimeout(passed, AT_REST_MS));
    expect(await versions()).toEqual(before);
    const writes = dispatcherRequests(cluster).slice(asked).filter(isWrite).map(({ verb, requestURI }) => `${verb} ${requestURI}`);
    expect(writes).toEqual([]);
    await dispatcher.terminate("calm");
  });

  it.skipIf(ownAddress === undefined)("goes idle when every inference-proxy says that nobody uses it", async () => {
    const proxy = new UnusedProxy();
    await dispatcher.launch("unused", { idleTimeout: "10s" });
    await dispatcher.reaches("unused", "active");
    await proxy.start(admin, ownAddress!);
    try {
      await dispatcher.reaches("unused", "idle");
      expect(proxy.asked).toBeGreaterThan(0);
    } finally {
      await proxy.stop(admin);
    }
    await dispatcher.terminate("unused");
  });

  it("fails with a reason when its weights do not exist", async () => {
    await dispatcher.launch("missing");
    const { reason, message } = await dispatcher.reaches("missing", "failed");
    expect(reason).toBe("ModelNotFound");
    expect(message).toContain("source");
    await dispatcher.terminate("missing");
  });
});

/** Waits until the dispatcher has written nothing for three seconds. */
async function settled(): Promise<void> {
  let writes = -1;
  let since = Date.now();
  await until("the dispatcher rests", 30_000, async () => {
    const now = dispatcherRequests(cluster).filter(isWrite).length;
    if (now !== writes) [writes, since] = [now, Date.now()];
    return Date.now() - since > 3_000 ? true : undefined;
  });
}
