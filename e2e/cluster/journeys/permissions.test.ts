import { describe, expect, it } from "vitest";
import { Api, good } from "../platform/api";
import { platformNamespace, workloads } from "../platform/cluster";
import { dispatcherRules, type Rule } from "../platform/furniture";
import { journey } from "../platform/journey";

interface Question {
  verb: string;
  resource: string;
  group?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

const { cluster, admin, dispatcher } = await journey();
const itself = new Api(cluster.server, cluster.ca, await admin.serviceAccountToken(platformNamespace, "llm-dispatcher"));

async function may(question: Question): Promise<boolean> {
  const review = await itself.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: question },
  });
  return good(review).json.status.allowed as boolean;
}

/** What the account may do in a namespace, one line for each resource and verb. */
async function rulesIn(namespace: string): Promise<string[]> {
  const review = await itself.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectRulesReview",
    spec: { namespace },
  });
  return lines(good(review).json.status.resourceRules as Rule[]);
}

function lines(rules: Rule[]): string[] {
  const all = rules.flatMap(({ apiGroups, resources, verbs, resourceNames = [""] }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${resource}.${group} ${name}`.trimEnd())),
      ),
    ),
  );
  return [...new Set(all)].filter((line) => !/^create selfsubject/.test(line)).sort();
}

describe("the dispatcher's account", () => {
  it.each([workloads, platformNamespace, "kube-system", "default"])("has its own rules in %s, and no others", async (namespace) => {
    expect(await rulesIn(namespace)).toEqual(lines(dispatcherRules(namespace)));
  });

  it.each<Question>([
    { verb: "get", resource: "secrets", namespace: "kube-system" },
    { verb: "get", resource: "secrets", namespace: platformNamespace },
    { verb: "list", resource: "secrets" },
    { verb: "get", resource: "configmaps", namespace: platformNamespace },
    { verb: "create", resource: "pods", namespace: workloads },
    { verb: "delete", resource: "pods", namespace: workloads },
    { verb: "create", resource: "pods", subresource: "exec", namespace: workloads },
    { verb: "create", resource: "pods", subresource: "portforward", namespace: workloads },
    { verb: "create", resource: "serviceaccounts", subresource: "token", namespace: platformNamespace },
    { verb: "create", resource: "serviceaccounts", namespace: workloads },
    { verb: "impersonate", resource: "serviceaccounts", namespace: platformNamespace },
    { verb: "delete", resource: "nodes", name: "node-1" },
    { verb: "patch", resource: "nodes", name: "node-1" },
    { verb: "get", resource: "nodes", subresource: "proxy" },
    { verb: "delete", resource: "namespaces", name: workloads },
    { verb: "patch", resource: "namespaces", name: workloads },
    { verb: "create", group: "apps", resource: "deployments", namespace: platformNamespace },
    { verb: "patch", group: "apps", resource: "deployments", namespace: "kube-system" },
    { verb: "create", group: "apps", resource: "daemonsets", namespace: workloads },
    { verb: "delete", group: "coordination.k8s.io", resource: "leases", namespace: platformNamespace, name: "llm-dispatcher" },
    { verb: "update", group: "coordination.k8s.io", resource: "leases", namespace: "kube-system", name: "llm-dispatcher" },
    { verb: "create", group: "rbac.authorization.k8s.io", resource: "clusterrolebindings" },
    { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings", namespace: workloads },
    { verb: "escalate", group: "rbac.authorization.k8s.io", resource: "roles", namespace: workloads },
    { verb: "patch", group: "apiextensions.k8s.io", resource: "customresourcedefinitions" },
    { verb: "create", group: "admissionregistration.k8s.io", resource: "mutatingwebhookconfigurations" },
    { verb: "create", group: "certificates.k8s.io", resource: "certificatesigningrequests" },
    { verb: "create", group: "karpenter.sh", resource: "nodeclaims" },
  ])("may not %j", async (question) => {
    expect(await may(question)).toBe(false);
  });

  it("may do what a journey needs", async () => {
    expect(await may({ verb: "patch", group: "apps", resource: "deployments", namespace: workloads })).toBe(true);
    await dispatcher.launch("allowed");
    await dispatcher.reaches("allowed", "active");
    await dispatcher.terminate("allowed");
  });
});

describe("the dispatcher's API", () => {
  it("is open to the gateway's account and audience only", async () => {
    const token = (account: string, audience: string) => admin.serviceAccountToken(platformNamespace, account, [audience]);
    const status = async (bearer: string) => (await dispatcher.with(bearer).call("GET", "/internal/models")).status;
    expect(await status(await token("gateway", "corral-internal"))).toBe(200);
    expect(await status(await token("stranger", "corral-internal"))).toBe(403);
    expect(await status(await token("gateway", cluster.server))).toBe(401);
    expect(await status("nonsense")).toBe(401);
  });
});
