import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { good, pathOf, type KubernetesObject } from "../platform/api";
import { repositoryRoot, workloads } from "../platform/cluster";
import { documents } from "../platform/furniture";
import { journey } from "../platform/journey";

const { admin } = await journey();
const SCENARIOS = join(repositoryRoot, "services/llm-dispatcher/src/test/scenarios");

/** Every object that the dispatcher's scenarios expect it to write. */
const emitted = readdirSync(SCENARIOS, { recursive: true, encoding: "utf8" })
  .filter((file) => /\bout-[^/]*\.yaml$/.test(file))
  .flatMap((file) => documents(join(SCENARIOS, file)).map((object) => ({ file, object })))
  .filter(({ object }) => object.apiVersion !== undefined);
const templates = emitted.filter(({ object }) => object.kind === "Deployment");

const tried = ({ apiVersion, kind, metadata, ...rest }: KubernetesObject) =>
  admin.call(
    "PATCH",
    `${pathOf(apiVersion, kind, metadata.namespace, metadata.name)}?dryRun=All&force=true&fieldManager=scenario&fieldValidation=Strict`,
    { apiVersion, kind, metadata, ...rest },
    "application/apply-patch+yaml",
  );

/** The pod that a Deployment would have made: Pod Security refuses pods, not Deployments. */
function pod(deployment: KubernetesObject): KubernetesObject {
  const { metadata, spec } = (deployment["spec"] as any).template;
  return { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, name: "scenario", namespace: workloads }, spec };
}

describe("what the dispatcher writes", () => {
  it.each(emitted)("is accepted: $file", async ({ object }) => {
    good(await tried(object));
  });

  it.each(templates)("makes pods that Pod Security `restricted` accepts: $file", async ({ object }) => {
    good(await admin.create(pod(object), "?dryRun=All&fieldValidation=Strict"));
  });

  it("would be refused by Pod Security if it asked for more", async () => {
    const greedy = pod(templates[0]!.object);
    (greedy["spec"] as any).hostNetwork = true;
    const answer = await admin.create(greedy, "?dryRun=All");
    expect(answer.status).toBe(403);
    expect(answer.json.message).toContain('violates PodSecurity "restricted');
  });

  it("would be refused by Karpenter's own rules if a rung were wrong", async () => {
    const pool = emitted.find(({ object }) => object.kind === "NodePool")!.object;
    const wrong = structuredClone(pool) as any;
    wrong.spec.template.spec.requirements[0].operator = "Sometimes";
    expect((await tried(wrong)).status).toBe(422);
  });
});
