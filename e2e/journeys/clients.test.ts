import Anthropic from "@anthropic-ai/sdk";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../platform/person";

const platform = inject("platform");
const name = "clients";
const asked = [{ role: "user" as const, content: "What is Corral?" }];
const weather = {
  type: "object" as const,
  properties: { city: { type: "string" }, unit: { enum: ["c", "f"] } },
  required: ["city", "unit"],
};
/** Anthropic's types have dropped it, its API and ours take it. */
const exactly = { temperature: 0 };
const openAiTools = [{ type: "function" as const, function: { name: "get_weather", parameters: weather } }];
let alice: Person;
let openai: OpenAI;
let anthropic: Anthropic;
let ollama: Ollama;
let narrow: string;

beforeAll(async () => {
  alice = await Person.signIn(platform, "alice");
  await alice.launch(name);
  await alice.reaches(name, "active");
  const { key } = await alice.key({ dialects: ["openai", "anthropic", "ollama"] });
  narrow = (await alice.key({ dialects: ["ollama"] })).key;
  openai = new OpenAI({ baseURL: `${platform.base}/v1`, apiKey: key, maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: platform.base, apiKey: key, maxRetries: 0 });
  ollama = new Ollama({ host: `${platform.base}/ollama`, headers: { authorization: `Bearer ${key}` } });
});

afterAll(() => alice.terminate(name));

/** Back to zero, so that the next request has to wake it. */
async function putToSleep(): Promise<void> {
  const answer = await alice.call(`/api/v1/models/${name}/stop`, { method: "POST" });
  expect(answer.ok).toBe(true);
  await alice.reaches(name, "idle");
}

describe("the openai client", () => {
  it("chats, whole and streamed, with the same words", async () => {
    const whole = await openai.chat.completions.create({ model: name, messages: asked, temperature: 0 });
    const stream = await openai.chat.completions.create({
      model: name,
      messages: asked,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect(text).toContain("Corral");
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(tokens).toBe(whole.usage?.completion_tokens);
  });

  it("gets a tool call, streamed", async () => {
    const run = openai.chat.completions.stream({
      model: name,
      messages: asked,
      tools: openAiTools,
      tool_choice: "required",
    });
    const call = (await run.finalChatCompletion()).choices[0]?.message.tool_calls?.[0];
    if (call?.type !== "function") throw new Error("no function call");
    expect(call.function.name).toBe("get_weather");
    expect(["c", "f"]).toContain(JSON.parse(call.function.arguments).unit);
  });

  it("uses responses, completions, embeddings and lists models", async () => {
    const response = await openai.responses.create({ model: name, input: "What is Corral?", temperature: 0 });
    expect(response.output_text).toContain("Corral");
    let streamed = "";
    for await (const event of await openai.responses.create({ model: name, input: "What is Corral?", stream: true })) {
      if (event.type === "response.output_text.delta") streamed += event.delta;
    }
    expect(streamed.length).toBeGreaterThan(5);
    const completed = await openai.completions.create({ model: name, prompt: "Corral", max_tokens: 3 });
    expect(completed.usage?.completion_tokens).toBeLessThanOrEqual(3);
    const embedded = await openai.embeddings.create({ model: name, input: ["a", "b"] });
    expect(embedded.data.map((each) => each.embedding.length)).toEqual([192, 192]);
    const ids = (await openai.models.list()).data.map((model) => model.id);
    expect(ids).toContain(name);
    expect((await openai.models.retrieve(name)).owned_by).toBe("alice");
  });

  it("answers in JSON when told to", async () => {
    const answer = await openai.chat.completions.create({
      model: name,
      messages: asked,
      response_format: { type: "json_object" },
    });
    expect(typeof JSON.parse(answer.choices[0]!.message.content!)).toBe("object");
  });

  it("throws its own errors", async () => {
    await expect(openai.chat.completions.create({ model: "nobody", messages: asked })).rejects.toThrow(OpenAI.NotFoundError);
    const stranger = new OpenAI({ baseURL: `${platform.base}/v1`, apiKey: "crl_wrong", maxRetries: 0 });
    await expect(stranger.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
    const scoped = new OpenAI({ baseURL: `${platform.base}/v1`, apiKey: narrow, maxRetries: 0 });
    await expect(scoped.models.list()).rejects.toThrow(OpenAI.PermissionDeniedError);
    const wrong = openai.chat.completions.create({ model: name, messages: asked, n: 99 });
    await expect(wrong).rejects.toThrow(OpenAI.BadRequestError);
  });

  it("waits through a cold start, streamed and whole", async () => {
    await putToSleep();
    const stream = await openai.chat.completions.create({ model: name, messages: asked, temperature: 0, stream: true });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toContain("Corral");
    await putToSleep();
    const patient = new OpenAI({ baseURL: `${platform.base}/v1`, apiKey: openai.apiKey, maxRetries: 5 });
    const whole = await patient.chat.completions.create({ model: name, messages: asked, temperature: 0 });
    expect(whole.choices[0]?.message.content).toBe(text);
  });
});

describe("the anthropic client", () => {
  it("chats, whole and streamed, with the same words", async () => {
    const whole = await anthropic.messages.create({ model: name, max_tokens: 100, messages: asked, ...exactly });
    const stream = anthropic.messages.stream({ model: name, max_tokens: 100, messages: asked, ...exactly });
    const final = await stream.finalMessage();
    const text = await stream.finalText();
    expect(text).toContain("Corral");
    expect(whole.content[0]).toMatchObject({ type: "text", text });
    expect(final.usage.output_tokens).toBe(whole.usage.output_tokens);
    expect(final.stop_reason).toBe("end_turn");
  });

  it("gets a tool call, streamed", async () => {
    const stream = anthropic.messages.stream({
      model: name,
      max_tokens: 100,
      messages: [{ role: "user", content: "Use get_weather for Paris." }],
      tools: [{ name: "get_weather", input_schema: weather }],
    });
    const final = await stream.finalMessage();
    expect(final.stop_reason).toBe("tool_use");
    const call = final.content.find((block) => block.type === "tool_use");
    expect(call).toMatchObject({ name: "get_weather" });
    expect(["c", "f"]).toContain((call?.input as { unit: string }).unit);
  });

  it("is told by name what an Ollama engine cannot do", async () => {
    const forced = anthropic.messages.create({
      model: name,
      max_tokens: 10,
      messages: asked,
      tools: [{ name: "get_weather", input_schema: weather }],
      tool_choice: { type: "any" },
    });
    await expect(forced).rejects.toThrow(/tool_choice/);
  });

  it("takes the result of a tool back", async () => {
    const answer = await anthropic.messages.create({
      model: name,
      max_tokens: 50,
      tools: [{ name: "get_weather", input_schema: weather }],
      messages: [
        { role: "user", content: "How warm is it?" },
        { role: "assistant", content: [{ type: "tool_use", id: "call_1", name: "get_weather", input: { city: "Rome", unit: "c" } }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "call_1", content: "21" }] },
      ],
    });
    expect(answer.content[0]?.type).toBe("text");
  });

  it("lists models and throws its own errors", async () => {
    const ids = (await anthropic.models.list()).data.map((model) => model.id);
    expect(ids).toContain(name);
    const unknown = anthropic.messages.create({ model: "nobody", max_tokens: 5, messages: asked });
    await expect(unknown).rejects.toThrow(Anthropic.NotFoundError);
    const scoped = new Anthropic({ baseURL: platform.base, apiKey: narrow, maxRetries: 0 });
    const refused = scoped.messages.create({ model: name, max_tokens: 5, messages: asked });
    await expect(refused).rejects.toThrow(Anthropic.PermissionDeniedError);
  });

  it("waits through a cold start", async () => {
    await putToSleep();
    const stream = anthropic.messages.stream({ model: name, max_tokens: 100, messages: asked, ...exactly });
    expect(await stream.finalText()).toContain("Corral");
  });
});

describe("the ollama client", () => {
  it("chats, whole and streamed, with the same words", async () => {
    const options = { temperature: 0 };
    const whole = await ollama.chat({ model: name, messages: asked, options });
    let text = "";
    for await (const part of await ollama.chat({ model: name, messages: asked, options, stream: true })) {
      text += part.message.content;
    }
    expect(text).toContain("Corral");
    expect(text).toBe(whole.message.content);
    expect((await ollama.generate({ model: name, prompt: "What is Corral?", options })).response).toBe(text);
  });

  it("gets a tool call with arguments as an object", async () => {
    const answer = await ollama.chat({
      model: name,
      messages: [{ role: "user", content: "Use get_weather for Paris." }],
      tools: [{ type: "function", function: { name: "get_weather", description: "x", parameters: weather } as never }],
    });
    expect(answer.message.tool_calls?.[0]?.function.name).toBe("get_weather");
    expect(["c", "f"]).toContain(answer.message.tool_calls?.[0]?.function.arguments["unit"]);
  });

  it("embeds, lists, shows and tells what runs", async () => {
    expect((await ollama.embed({ model: name, input: "hello" })).embeddings[0]?.length).toBe(192);
    expect((await ollama.list()).models.map((model) => model.name)).toContain(name);
    expect((await ollama.show({ model: name })).capabilities).toContain("completion");
    expect((await ollama.ps()).models.map((model) => model.name)).toContain(name);
  });

  it("throws its own errors, and may not change anything", async () => {
    await expect(ollama.chat({ model: "nobody", messages: asked })).rejects.toThrow("model 'nobody' not found");
    await expect(ollama.delete({ model: name })).rejects.toThrow();
    await expect(ollama.pull({ model: "llama3" })).rejects.toThrow();
  });

  it("waits through a cold start", async () => {
    await putToSleep();
    let text = "";
    for await (const part of await ollama.chat({ model: name, messages: asked, stream: true, options: { temperature: 0 } })) {
      text += part.message.content;
    }
    expect(text).toContain("Corral");
  });
});
