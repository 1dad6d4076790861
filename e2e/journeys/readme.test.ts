import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, it } from "vitest";
import { repositoryRoot } from "../platform/platform";
import { Person } from "../platform/person";

// What the README tells to run is run here, word for word; only the port and the state folder are this platform's.
const platform = inject("platform");

afterAll(async () => (await Person.signIn(platform, "alice")).terminate("tiny"));

it("the README's script launches a model and talks to it in both dialects", () => {
  const script = /From a script:\n\n```bash\n([\s\S]*?)```/.exec(readFileSync(join(repositoryRoot, "README.md"), "utf8"))?.[1];
  expect(script).toBeDefined();
  const hasKubectl = spawnSync("kubectl", ["version", "--client"]).error === undefined;
  if (!hasKubectl) console.warn("SKIPPED: the README's kubectl line, kubectl is not installed");
  const here = script!
    .split("\n")
    .filter((line) => hasKubectl || !line.startsWith("kubectl"))
    .join("\n")
    .replaceAll("localhost:8080", `localhost:${platform.portBase}`)
    .replaceAll(".corral/", `${platform.stateDir}/`);
  const said = execFileSync("bash", ["-euo", "pipefail", "-c", here], {
    cwd: repositoryRoot,
    encoding: "utf8",
    timeout: 120_000,
    env: { ...process.env, CORRAL_PORT_BASE: `${platform.portBase}`, CORRAL_STATE_DIR: platform.stateDir },
  });
  expect(said).toContain('"state":"launching"');
  expect(said).toContain("data: [DONE]");
  expect(said).toContain('"done":true');
  if (hasKubectl) expect(said).toMatch(/tiny\s+active/);
});
