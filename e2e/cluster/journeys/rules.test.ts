import { beforeAll, describe, expect, it } from "vitest";
import { good, pathOf, type KubernetesObject } from "../platform/api";
import { journey } from "../platform/journey";
import { API, NAMESPACE, object, rules, schemaOf, SMUGGLED, written } from "../platform/rules";
import { celMessages, merged, violations, withValue } from "../platform/schema";

const { admin } = await journey();
const tried = (candidate: KubernetesObject, validation = "Strict") =>
  admin.create(candidate, `?dryRun=All&fieldValidation=${validation}`);

beforeAll(async () => {
  good(await admin.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }, "cluster-test"));
});

describe.each(Object.keys(rules))("%s", (kind) => {
  const { create, change, whole } = rules[kind]!;
  const schema = schemaOf(kind);
  const spec = schema.properties!["spec"]!;
  const limits = violations(spec, ["spec"], whole).map((limit) => ({ ...limit, at: written(limit.path) }));

  it("is accepted with every field that it knows", async () => {
    expect(Object.keys(whole).sort()).toEqual(Object.keys(spec.properties!).sort());
    good(await tried(object(kind)));
  });

  it("has a case for each of its CEL rules", () => {
    const cases = new Set([...create, ...change].map(({ rule }) => rule));
    expect(celMessages(schema).filter((message) => !cases.has(message))).toEqual([]);
    expect([...cases].filter((rule) => !celMessages(schema).includes(rule))).toEqual([]);
  });

  it.each(limits)("keeps the limit $at: $limit", async ({ path, at, value, says }) => {
    const answer = await tried(withValue(object(kind), path, value));
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(at);
    expect(answer.json.message).toMatch(says);
  });

  it.each(create)("has the rule that $rule", async ({ rule, good: accepted, bad }) => {
    good(await tried(merged(object(kind), accepted)));
    const answer = await tried(merged(object(kind), bad));
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(rule);
  });

  it("keeps the rules of changes", async () => {
    good(await admin.create(object(kind, "old")));
    const path = pathOf(API, kind, NAMESPACE, "old");
    const changed = (patch: object) => admin.call("PATCH", path, patch, "application/merge-patch+json");
    for (const { rule, good: accepted, bad } of change) {
      good(await changed(accepted));
      const answer = await changed(bad);
      expect(answer.status, rule).toBe(422);
      expect(answer.json.message).toContain(rule);
    }
    good(await admin.call("DELETE", path));
  });

  it.each(Object.entries(SMUGGLED))("lets nobody bring in %s", async (field, value) => {
    const smuggling = withValue(object(kind), ["spec", field], value);
    const strict = await tried(smuggling);
    expect(strict.status).toBe(400);
    expect(strict.json.message).toContain(`unknown field "spec.${field}"`);
    const lenient = good(await tried(smuggling, "Ignore"));
    expect(lenient.json.spec).not.toHaveProperty(field);
  });

  it("takes a status from nobody but its subresource", async () => {
    const forged = { conditions: [{ type: "Reconciled", status: "True" }] };
    const created = good(await admin.create({ ...object(kind, "forged"), status: forged })).json;
    expect(created.status).toBeUndefined();
    const path = pathOf(API, kind, NAMESPACE, "forged");
    const patched = await admin.call("PATCH", path, { status: forged }, "application/merge-patch+json");
    expect(good(patched).json.status).toBeUndefined();
    const applied = await admin.apply({ ...object(kind, "forged"), status: forged }, "forger");
    expect(good(applied).json.status).toBeUndefined();
    const proper = await admin.call("PATCH", `${path}/status`, { status: forged, spec: null }, "application/merge-patch+json");
    expect(good(proper).json).toMatchObject({ status: forged, spec: whole });
    good(await admin.call("DELETE", path));
  });
});

describe("what kubectl get shows", () => {
  it.each([
    ["Model", ["Name", "State", "Phase", "Ready", "Desired", "EUR/h", "Age"]],
    ["App", ["Name", "Type", "State", "Phase", "URL", "Age"]],
    ["GpuPool", ["Name", "Ready", "Nodes", "Max", "Quota", "EUR/h", "Age"]],
  ])("%s", async (kind, columns) => {
    const table = await admin.table(API, kind, NAMESPACE);
    expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(columns);
  });

  it("knows the short name mdl", async () => {
    const { json } = good(await admin.call("GET", `/apis/${API}`));
    const models = (json.resources as { name: string; shortNames?: string[] }[]).find(({ name }) => name === "models");
    expect(models?.shortNames).toEqual(["mdl"]);
  });
});
