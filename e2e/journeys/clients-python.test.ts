import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../platform/person";
import { repositoryRoot } from "../platform/platform";

interface Understood {
  whole: string;
  streamed: string;
  tokens: number;
  tool: string;
  arguments: { city: string; unit: string };
  models: string[];
}

const platform = inject("platform");
const name = "python-clients";
const folder = join(repositoryRoot, "e2e", "clients");
const python = join(folder, ".venv", "bin", "python");
const why = installed();
let alice: Person;
let said: { openai: Understood & Record<string, unknown>; anthropic: typeof said.openai; ollama: typeof said.openai };

/** Installs the pinned clients once; an empty text when they are there, else why not. */
function installed(): string {
  const venv = join(folder, ".venv");
  if (!existsSync(python) && spawnSync("python3", ["-m", "venv", venv]).status !== 0) return "there is no python3 with venv";
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(folder, "requirements.txt")];
  return spawnSync(python, pip, { timeout: 240_000 }).status === 0 ? "" : "their packages cannot be installed";
}

if (why !== "") console.warn(`SKIPPED: the Python clients: ${why}`);

describe.skipIf(why !== "")("the official Python clients", () => {
  beforeAll(async () => {
    alice = await Person.signIn(platform, "alice");
    await alice.launch(name);
    await alice.reaches(name, "active");
    const { key } = await alice.key({ dialects: ["openai", "anthropic", "ollama"] });
    said = JSON.parse(
      execFileSync(python, [join(folder, "ask.py"), platform.base, key, name], { encoding: "utf8", timeout: 120_000 }),
    ) as typeof said;
  });

  afterAll(() => alice.terminate(name));

  it.each(["openai", "anthropic", "ollama"] as const)("%s: chat, stream, tools and models", (dialect) => {
    const understood = said[dialect];
    expect(understood.whole).toContain("Corral");
    expect(understood.streamed).toBe(understood.whole);
    expect(understood.tokens).toBeGreaterThan(5);
    expect(understood.tool).toBe("get_weather");
    expect(["c", "f"]).toContain(understood.arguments.unit);
    expect(understood.models).toContain(name);
  });

  it("openai: responses, embeddings, errors", () => {
    expect(said.openai).toMatchObject({ dimensions: 192, error: "model_not_found" });
    expect(said.openai["response"]).toContain("Corral");
  });

  it("anthropic: stop reason, errors", () => {
    expect(said.anthropic["error"]).toBe("not_found_error");
    expect(["end_turn", "max_tokens"]).toContain(said.anthropic["stop_reason"]);
  });

  it("ollama: generate, embed, show, errors", () => {
    expect(said.ollama).toMatchObject({ dimensions: 192, error: 404 });
    expect(said.ollama["generated"]).toContain("Corral");
    expect(said.ollama["shown"]).toContain("completion");
  });
});
