import { crc32, deflateSync } from "node:zlib";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { until } from "../platform/await";
import { Person } from "../platform/person";

interface Picture {
  id: string;
  model: string;
  url: string;
}

interface Job {
  status: string;
  answer?: { choices: { message: { content: string } }[] };
}

const platform = inject("platform");
let alice: Person;
let bob: Person;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  [alice, bob] = await Promise.all([Person.signIn(platform, "alice"), Person.signIn(platform, "bob")]);
  const sources = {
    painter: "bedrock://stability.stable-image-core-v1:1",
    retoucher: "bedrock://us.stability.stable-image-inpaint-v1:0",
    talker: "bedrock://eu.amazon.nova-lite-v1:0",
  };
  for (const [name, source] of Object.entries(sources)) await alice.launch(name, { source, engine: "bedrock" });
  for (const name of Object.keys(sources)) await alice.reaches(name, "active");
  const { key } = await alice.key({ dialects: ["openai", "anthropic", "ollama"] });
  openai = new OpenAI({ baseURL: `${platform.base}/v1`, apiKey: key, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: platform.base, apiKey: key, maxRetries: 0 });
});

afterAll(async () => {
  for (const name of ["painter", "retoucher", "talker"]) await alice.terminate(name);
});

const fetched = async (url: string) => {
  const answer = await fetch(url);
  return { type: answer.headers.get("content-type"), bytes: Buffer.from(await answer.arrayBuffer()) };
};

/** A PNG that is transparent all over: everything may be edited. */
function transparent(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8); // eight bits of red, green, blue and alpha
  const rows = deflateSync(Buffer.alloc((width * 4 + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

describe("a model behind Bedrock", () => {
  it("talks in OpenAI's and Anthropic's dialect, streamed", async () => {
    const messages = [{ role: "user" as const, content: "What is Corral?" }];
    const stream = await openai.chat.completions.create({ model: "talker", messages, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toContain("stand-in");
    const final = await anthropic.messages.stream({ model: "talker", max_tokens: 200, messages }).finalMessage();
    expect(final.content[0]).toMatchObject({ type: "text" });
    expect(final.usage.output_tokens).toBeGreaterThan(3);
  });
});

describe("images", () => {
  it("are painted, kept for their owner, and shown by a link that ends", async () => {
    const made = await openai.images.generate({ model: "painter", prompt: "A red barn", n: 2, size: "1024x1024" });
    expect(made.data?.length).toBe(2);
    const picture = await fetched(made.data![0]!.url!);
    expect(picture.type).toBe("image/png");
    expect(picture.bytes.subarray(1, 4).toString()).toBe("PNG");
    const gallery = await alice.get<{ items: Picture[] }>("/api/v1/images");
    const own = gallery.items.find((each) => each.model === "painter");
    expect(own).toBeDefined();
    const again = await alice.get<Picture>(`/api/v1/images/${own!.id}`);
    expect((await fetched(again.url)).bytes.length).toBeGreaterThan(100);
    expect((await bob.call(`/api/v1/images/${own!.id}`)).status).toBe(404);
    expect((await bob.get<{ items: Picture[] }>("/api/v1/images")).items).toEqual([]);
    expect((await alice.call(`/api/v1/images/${own!.id}`, { method: "DELETE" })).ok).toBe(true);
    expect((await alice.call(`/api/v1/images/${own!.id}`)).status).toBe(404);
  });

  it("are edited within a mask", async () => {
    const made = await openai.images.generate({ model: "painter", prompt: "A barn", response_format: "b64_json" });
    const png = Buffer.from(made.data![0]!.b64_json!, "base64");
    const edited = await openai.images.edit({
      model: "retoucher",
      prompt: "A blue door",
      image: await toFile(png, "barn.png", { type: "image/png" }),
      mask: await toFile(transparent(png.readUInt32BE(16), png.readUInt32BE(20)), "mask.png", { type: "image/png" }),
      response_format: "b64_json",
    });
    expect(Buffer.from(edited.data![0]!.b64_json!, "base64").subarray(1, 4).toString()).toBe("PNG");
  });

  it("are refused in OpenAI's words", async () => {
    const wrong = openai.images.generate({ model: "talker", prompt: "A barn" });
    await expect(wrong).rejects.toThrow(OpenAI.BadRequestError);
  });
});

describe("a prompt for later", () => {
  it("wakes its model, and its owner alone reads the answer", async () => {
    await alice.launch("later");
    await alice.reaches("later", "active");
    await alice.call("/api/v1/models/later/stop", { method: "POST" });
    await alice.reaches("later", "idle");
    const accepted = await alice.call("/api/v1/prompts", {
      json: { model: "later", temperature: 0, messages: [{ role: "user", content: "What is Corral?" }] },
    });
    expect(accepted.status).toBe(202);
    const { job } = (await accepted.json()) as { job: string };
    const done = await until("the answer", 60_000, async () => {
      const now = await alice.get<Job>(`/api/v1/prompts/${job}`);
      if (now.status === "failed" || now.status === "expired") throw new Error(JSON.stringify(now));
      return now.status === "done" ? now : undefined;
    });
    expect(done.answer?.choices[0]?.message.content).toContain("Corral");
    expect((await bob.call(`/api/v1/prompts/${job}`)).status).toBe(404);
    await alice.terminate("later");
  });
});
