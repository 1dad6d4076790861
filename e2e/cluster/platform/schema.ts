/** The part of an OpenAPI schema that says what a value may be. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  "x-kubernetes-validations"?: { rule: string; message: string }[];
}

export type Path = (string | number)[];

/** One value that a schema does not allow, and the words in which the API server says so. */
export interface Violation {
  path: Path;
  limit: string;
  value: unknown;
  says: RegExp;
}

/** Every way to break exactly one limit at or below `path`; `example` is a value that keeps them all. */
export function violations(schema: Schema, path: Path, example: any): Violation[] {
  const inner = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => violations(field, [...path, name], example?.[name])),
    ...(schema.items === undefined ? [] : violations(schema.items, [...path, 0], example?.[0])),
    ...(schema.required ?? []).map((name) => violation([...path, name], "required", undefined, /Required value/)),
  ];
  return [...own(schema, path, example), ...inner];
}

function own(schema: Schema, path: Path, example: any): Violation[] {
  const found = [violation(path, "type", schema.type === "string" ? 7 : "seven", /must be of type|Invalid value/)];
  const add = (limit: keyof Schema, value: unknown, says: RegExp) => {
    if (schema[limit] !== undefined) found.push(violation(path, limit, value, says));
  };
  add("enum", "nonsense", /Unsupported value/);
  add("pattern", "$(a) ".slice(0, schema.maxLength), /should match/);
  add("minimum", (schema.minimum ?? 0) - 1, /should be greater than or equal to/);
  add("maximum", (schema.maximum ?? 0) + 1, /should be less than or equal to/);
  add("minLength", "", /should be at least|should match/);
  add("maxLength", "a".repeat((schema.maxLength ?? 0) + 1), /may not be more than|Too long/);
  add("minItems", [], /should have at least/);
  add("maxItems", Array((schema.maxItems ?? 0) + 1).fill(example?.[0]), /must have at most/);
  return found;
}

function violation(path: Path, limit: string, value: unknown, says: RegExp): Violation {
  return { path, limit, value, says };
}

/** The messages of all CEL rules below a schema. */
export function celMessages(schema: Schema): string[] {
  return [
    ...(schema["x-kubernetes-validations"] ?? []).map(({ message }) => message),
    ...Object.values(schema.properties ?? {}).flatMap(celMessages),
    ...(schema.items === undefined ? [] : celMessages(schema.items)),
  ];
}

/** A copy of `object` with another value at `path`; undefined takes it away. */
export function withValue<T>(object: T, path: Path, value: unknown): T {
  const copy = structuredClone(object);
  let place = copy as Record<string | number, any>;
  for (const step of path.slice(0, -1)) place = place[step];
  const last = path.at(-1)!;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

/** RFC 7386. */
export function merged(object: any, patch: any): any {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(typeof object === "object" ? object : {}) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}
