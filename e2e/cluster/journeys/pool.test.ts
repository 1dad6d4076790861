import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../platform/await";
import { good } from "../platform/api";
import { journey } from "../platform/journey";

const { admin, dispatcher } = await journey();
const POOL = "journey";
const KARPENTER = "karpenter.sh/v1";
const NODE_CLASS = ["karpenter.k8s.aws/v1", "EC2NodeClass", `corral-${POOL}`] as const;
const spec = {
  ladder: [{ instanceType: "g6.xlarge", capacityType: "spot" }, { instanceType: "g5.xlarge" }],
  maxNodes: 2,
  amiParameter: "/corral/gpu/latest_ami_id",
};

const nodePools = () => admin.list(KARPENTER, "NodePool", `corral.dev/pool=${POOL}`);
const limitsOf = async () => (await nodePools()).map(({ spec: { limits } }) => limits["nvidia.com/gpu"] as string);

describe("a GPU pool", () => {
  let uid: string;

  beforeAll(async () => {
    const created = await dispatcher.call("POST", "/internal/gpu-pools", { name: POOL, ...spec });
    if (created.status !== 202) throw new Error(`${created.status} ${JSON.stringify(created.json)}`);
    uid = (await admin.get("corral.dev/v1alpha1", "GpuPool", POOL)).metadata.uid;
  });

  afterAll(async () => {
    if (await admin.find("corral.dev/v1alpha1", "GpuPool", POOL)) await dispatcher.call("DELETE", `/internal/gpu-pools/${POOL}`);
  });

  it("becomes objects that Karpenter's own definitions accept", async () => {
    const pools = await until("a NodePool for each rung", 30_000, async () => {
      const found = await nodePools();
      return found.length === spec.ladder.length ? found : undefined;
    });
    const nodeClass = await until("the node class", 30_000, () => admin.find(...NODE_CLASS));
    for (const { metadata } of [nodeClass, ...pools]) {
      expect(metadata.annotations["corral.dev/pool-uid"]).toBe(uid);
      expect(metadata.labels["app.kubernetes.io/managed-by"]).toBe("corral-dispatcher");
    }
    expect(pools.map(({ metadata }) => metadata.name).sort()).toEqual([`corral-${POOL}-0`, `corral-${POOL}-1`]);
    expect((await limitsOf()).filter((gpus) => gpus !== "0"), "one rung is open at a time").toHaveLength(1);
    const view = await dispatcher.call("GET", `/internal/gpu-pools/${POOL}`);
    expect(view.status).toBe(200);
  });

  it("is put right when somebody raises a limit by hand", async () => {
    const before = await limitsOf();
    good(await admin.merge(KARPENTER, "NodePool", `corral-${POOL}-1`, { spec: { limits: { cpu: "4000", "nvidia.com/gpu": "100" } } }));
    await until("the limit of the plan", 60_000, async () => ((await limitsOf()).join() === before.join() ? true : undefined));
  });

  it("takes its objects with it when it is deleted, and nothing of others", async () => {
    const theirs = structuredClone((await nodePools())[0]);
    const foreign = { ...theirs, metadata: { name: "somebody-elses", labels: { "example.com/team": "other" } }, status: undefined };
    good(await admin.create(foreign));
    expect((await dispatcher.call("DELETE", `/internal/gpu-pools/${POOL}`)).status).toBeLessThan(300);
    await until("everything of the pool is gone", 60_000, async () => {
      const left = [await admin.find("corral.dev/v1alpha1", "GpuPool", POOL), await admin.find(...NODE_CLASS), ...(await nodePools())];
      return left.every((object) => object === undefined) ? true : undefined;
    });
    good(await admin.delete(KARPENTER, "NodePool", "somebody-elses"));
  });
});
