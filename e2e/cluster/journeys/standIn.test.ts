import { beforeAll, describe, expect, it } from "vitest";
import { Api, good, type Answer, type KubernetesObject } from "../platform/api";
import { journey } from "../platform/journey";
import { NAMESPACE, object, rules, schemaOf, SMUGGLED, written } from "../platform/rules";
import { merged, violations, withValue } from "../platform/schema";

const { cluster, admin } = await journey();
const standIn = new Api(cluster.standIn.server, cluster.standIn.ca, cluster.standIn.token);

/** Accepted or refused; and what a lenient server keeps of the spec. */
async function verdict(api: Api, candidate: KubernetesObject, validation: string): Promise<unknown> {
  const answer: Answer = await api.create(candidate, `?dryRun=All&fieldValidation=${validation}`);
  return answer.status < 300 ? answer.json.spec : answer.status;
}

beforeAll(async () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } };
  for (const api of [admin, standIn]) good(await api.apply(namespace, "cluster-test"));
});

describe.each(Object.keys(rules))("our stand-in judges as a real API server does: %s", (kind) => {
  const { whole, create } = rules[kind]!;
  const candidates: [string, KubernetesObject][] = [
    ["every field", object(kind)],
    ...violations(schemaOf(kind).properties!["spec"]!, ["spec"], whole).map(
      ({ path, limit, value }): [string, KubernetesObject] => [`${written(path)} ${limit}`, withValue(object(kind), path, value)],
    ),
    ...create.flatMap(({ rule, good: accepted, bad }): [string, KubernetesObject][] => [
      [`good: ${rule}`, merged(object(kind), accepted)],
      [`bad: ${rule}`, merged(object(kind), bad)],
    ]),
    ...Object.entries(SMUGGLED).map(([field, value]): [string, KubernetesObject] => [
      `smuggled ${field}`,
      withValue(object(kind), ["spec", field], value),
    ]),
  ];

  it.each(candidates)("%s", async (_, candidate) => {
    for (const validation of ["Strict", "Ignore"]) {
      expect(await verdict(standIn, candidate, validation), validation).toEqual(await verdict(admin, candidate, validation));
    }
  });
});
