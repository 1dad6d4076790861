import type { Platform } from "./platform";

/** One line of a streamed answer and when it came, in milliseconds after the request. */
export interface Line {
  at: number;
  text: string;
}

export interface Streamed {
  status: number;
  lines: Line[];
  wallMs: number;
}

/** Posts as `curl -N` would, and keeps every non-empty line. */
export async function stream(
  platform: Platform,
  path: string,
  bearer: string,
  body: object,
  signal?: AbortSignal,
): Promise<Streamed> {
  const began = performance.now();
  const answer = await fetch(platform.base + path, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  const lines: Line[] = [];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of answer.body ?? []) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    const at = performance.now() - began;
    lines.push(...parts.filter((text) => text.trim() !== "").map((text) => ({ at, text })));
  }
  if (rest.trim() !== "") lines.push({ at: performance.now() - began, text: rest });
  return { status: answer.status, lines, wallMs: performance.now() - began };
}

export interface OpenAiChunk {
  choices: { delta: { content?: string }; finish_reason?: string | null }[];
  usage?: {
    prompt_tokens: number;
    completion_tokens: number;
    ttft_ms: number;
    generation_ms: number;
    tokens_per_second: number;
  };
  error?: { message: string };
}

export function openAiChunks(streamed: Streamed): OpenAiChunk[] {
  return streamed.lines
    .filter((line) => line.text.startsWith("data: {"))
    .map((line) => JSON.parse(line.text.slice("data: ".length)) as OpenAiChunk);
}

export function contentOf(chunks: OpenAiChunk[]): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
}

export function question(model: string, more: object = {}): object {
  return {
    model,
    stream: true,
    temperature: 0,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: "What is Corral?" }],
    ...more,
  };
}
