// The secrets of a demo: made once, kept beside its data, so that a second start can read what the first wrote.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

function make() {
  const hex = (bytes) => crypto.randomBytes(bytes).toString("hex");
  return {
    AUTH_SECRET: crypto.randomBytes(32).toString("base64"),
    KVITT_SECRET_KEY: crypto.randomBytes(32).toString("base64"),
    STRIPE_WEBHOOK_SECRET: `whsec_${hex(24)}`,
    KVITT_DEMO_TOKEN_A_CPO_A: `kvitt-a-${hex(20)}`,
    KVITT_DEMO_TOKEN_A_CPO_B: `kvitt-b-${hex(20)}`,
  };
}

/** The secrets kept in `dataDir`; those that are missing are made and kept. */
export function demoSecrets(dataDir) {
  const file = path.join(dataDir, "demo-secrets.json");
  const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  const secrets = { ...make(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}
