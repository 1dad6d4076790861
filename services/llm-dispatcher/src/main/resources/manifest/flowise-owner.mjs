// Makes the owner's account of a Flowise that nobody can reach yet, then marks it as made. Fixed text; what varies
// comes in by environment. On a database that has its owner already, it signs in instead: only ours may pass.
import { writeFileSync } from "node:fs";

const base = "http://127.0.0.1:" + process.env.PORT + "/api/v1";
const email = process.env.CORRAL_OWNER_EMAIL;
const password = process.env.CORRAL_OWNER_PASSWORD;
const deadline = Date.now() + 330_000;

const ask = (path, body) =>
  fetch(base + path, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", "x-request-from": "internal" },
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(10_000),
  });

const ownerExists = async () => {
  if (!(await ask("/ping")).ok) return false;
  const user = { name: process.env.CORRAL_OWNER_NAME, email, credential: password };
  if ((await ask("/account/register", { user })).status === 201) return true;
  return (await ask("/auth/login", { email, password })).ok;
};

while (Date.now() < deadline) {
  if (await ownerExists().catch(() => false)) {
    writeFileSync("/tmp/owner-exists", "");
    console.log("corral: the owner's account is there");
    process.exit(0);
  }
  await new Promise((resume) => setTimeout(resume, 1_000));
}
console.error("corral: the owner's account could not be made; this pod will not become ready");
process.exit(1);
