// Everything that a demo, development and the browser tests run: PostgreSQL, simulators, web and worker.
import fs from "node:fs";
import path from "node:path";
import { spawn } from "node:child_process";
import { argumentsFor, root } from "../entries.mjs";
import { takenPorts } from "../ports.mjs";
import { commandOf, isAlive, waitUntilGone } from "../processes.mjs";
import { say, step } from "../progress.mjs";
import { Child } from "./child.mjs";
import {
  portNames,
  portsFrom,
  productEnvironment,
  simulatorEnvironments,
  usesRealStripe,
} from "./environment.mjs";
import { followClock } from "./follow-clock.mjs";
import { untilItAnswers, untilItSaysReady } from "./ready.mjs";

const runFile = (dataDir) => path.join(dataDir, "running.json");

/** Refuses when a start of the same data folder lives; ends what a killed one has left behind. */
export async function clearLeftovers(dataDir) {
  let left;
  try {
    left = JSON.parse(fs.readFileSync(runFile(dataDir), "utf8"));
  } catch {
    return;
  }
  if (left.pid !== process.pid && isAlive(left.pid) && commandOf(left.pid).includes("scripts")) {
    throw new Error(
      `Kvitt runs already with the data in ${dataDir}, on http://localhost:${left.port} (process ${left.pid}). ` +
        "Stop it first, or start with another KVITT_DATA_DIR and PORT.",
    );
  }
  for (const { name, pid } of left.children) {
    if (!isAlive(pid) || !commandOf(pid).includes(root)) continue;
    say(`The ${name} of an earlier start still runs (process ${pid}): stopping it.`);
    process.kill(-pid, "SIGTERM");
    if (!(await waitUntilGone(pid, 10_000))) process.kill(-pid, "SIGKILL");
  }
  fs.rmSync(runFile(dataDir), { force: true });
}

async function refuseTakenPorts(port) {
  const ports = portsFrom(port);
  if (!Number.isInteger(port) || port < 1 || port > 65_532) {
    throw new Error(
      `PORT is "${process.env.PORT}", which is no port. Choose one: PORT=4000 npm run demo`,
    );
  }
  const taken = await takenPorts(port, 4);
  const needed = Object.entries(ports).filter(([name]) => name !== "stripe" || !usesRealStripe());
  const lines = needed
    .filter(([, number]) => taken.includes(number))
    .map(([name, number]) => `  ${number}, needed for ${portNames[name]}`);
  if (lines.length === 0) return;
  throw new Error(
    `Taken by another program:\n${lines.join("\n")}\n` +
      `Stop it, or choose another port; it and the three after it must be free: PORT=${port + 1000} npm run demo`,
  );
}

/** The database of this start: the one that DATABASE_URL names, or the embedded one. */
async function openDatabase(dataDir) {
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env;
  if (DATABASE_URL) {
    if (!DATABASE_OWNER_URL) {
      throw new Error(
        "DATABASE_URL is set, but DATABASE_OWNER_URL is not: the database's owner makes the tables, " +
          "another role works in them. Set both (see .env.example), or neither to use the embedded server.",
      );
    }
    const stop = async () => {};
    return { appUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL, stop, isEmbedded: false };
  }
  const { ensurePostgres } = await import("../postgres.mjs");
  return { ...(await ensurePostgres({ dataDir, log: say })), isEmbedded: true };
}

/** Runs a program to its end; throws its last words when it fails. */
function runProgram(name, { env, mode, logs }) {
  fs.mkdirSync(logs, { recursive: true });
  const logFile = path.join(logs, `${name}.log`);
  const log = fs.openSync(logFile, "w");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argumentsFor(name, mode), {
      cwd: root,
      env,
      stdio: ["ignore", log, log],
    });
    const endWithUs = () => child.kill("SIGTERM");
    process.once("exit", endWithUs);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("exit", endWithUs);
      fs.closeSync(log);
      if (code === 0) return resolve();
      const last = fs.readFileSync(logFile, "utf8").trim().split("\n").slice(-15).join("\n");
      reject(
        new Error(
          `${name} failed (${signal ?? code}); its last words (all in ${logFile}):\n${last}`,
        ),
      );
    });
  });
}

/** Everything on `port` and the three ports after it. `mode` says how the programs run: built, or watch. */
export class Stack {
  /** @param {{ port: number, dataDir: string, appEnv: string, mode: "built" | "watch", hasStory?: boolean, prepare?: () => Promise<void> }} options */
  constructor(options) {
    this.options = options;
    this.logs = path.join(options.dataDir, "logs");
    this.children = [];
    this.hasRecord = false;
  }

  /** Starts all of it; resolves when all of it answers. When a part fails, nothing is left running. */
  async start() {
    const { port, dataDir, prepare } = this.options;
    fs.mkdirSync(dataDir, { recursive: true });
    await clearLeftovers(dataDir);
    await refuseTakenPorts(port);
    this.hasRecord = true;
    this.#keepRecord();
    try {
      await prepare?.();
      await this.#openData();
      await this.#startPrograms();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends the clients before what they depend on. Calling it again waits for the same end. */
  stop() {
    this.stopping ??= this.#stopAll();
    return this.stopping;
  }

  async #stopAll() {
    this.stopClock?.();
    for (const group of [
      ["worker", "web"],
      ["cpo-a", "cpo-b", "stripe"],
    ]) {
      const members = this.children.filter((child) => group.includes(child.options.name));
      await Promise.all(members.map((child) => child.stop()));
    }
    // Asked to stop while it starts: wait for it, or it would be left behind.
    const database = await this.opening?.catch(() => undefined);
    await database?.stop();
    if (this.hasRecord) fs.rmSync(runFile(this.options.dataDir), { force: true });
  }

  #keepRecord() {
    const alive = this.children.filter((child) => child.isRunning);
    const children = alive.map((child) => ({ name: child.options.name, pid: child.pid }));
    const record = { pid: process.pid, port: this.options.port, children };
    fs.writeFileSync(runFile(this.options.dataDir), `${JSON.stringify(record)}\n`);
  }

  /** Tools and simulators need no restart at a change: where the product is watched, they run from source. */
  get #plainMode() {
    return this.options.mode === "watch" ? "source" : this.options.mode;
  }

  async #openData() {
    const { port, dataDir, appEnv } = this.options;
    await step("start PostgreSQL", async () => {
      this.opening = openDatabase(dataDir);
      this.database = await this.opening;
      return this.database.isEmbedded ? `127.0.0.1:${this.database.port}` : "by DATABASE_URL";
    });
    this.env = productEnvironment({ port, dataDir, appEnv, database: this.database });
    const how = { env: this.env, mode: this.#plainMode, logs: this.logs };
    await step("migrate the database", () => runProgram("migrate", how));
    await step("seed the demo's people", () => runProgram("seed-demo", how));
  }

  #run(name, args, env) {
    const tee = this.options.mode === "watch" && (name === "web" || name === "worker");
    const onPid = () => this.#keepRecord();
    const child = new Child({ name, args, env, cwd: root, logs: this.logs, tee, say, onPid });
    this.children.push(child);
    if (this.stopping === undefined) child.start();
    return child;
  }

  async #startPrograms() {
    const { port, dataDir, mode, hasStory = true } = this.options;
    const ports = portsFrom(port);
    const at = (number) => `http://127.0.0.1:${number}`;
    const env = simulatorEnvironments({ port, dataDir, product: this.env, hasStory });
    const simulator = (name, program, own, number) => {
      const child = this.#run(name, argumentsFor(`simulators/${program}`, this.#plainMode), own);
      return untilItAnswers(child, at(number));
    };
    // Before the product: what it calls by itself. After it: the CPO that calls first.
    await step("start the simulators of Stripe and Kanaal Energie", () =>
      Promise.all([
        simulator("cpo-b", "cpo", env.cpoB, ports.cpoB),
        usesRealStripe() || simulator("stripe", "stripe", env.stripe, ports.stripe),
      ]),
    );
    await step("save a test card for the demo", () =>
      runProgram("save-demo-cards", { env: this.env, mode: this.#plainMode, logs: this.logs }),
    );
    await step("start the web server", () => {
      const web = this.#run("web", argumentsFor("server", mode), this.env);
      return untilItAnswers(web, `${at(ports.web)}/health`, { strict: true });
    });
    await step("start the worker", () =>
      untilItSaysReady(this.#run("worker", argumentsFor("worker", mode), this.env)),
    );
    await step("start the simulator of Nordström Laddning", () =>
      simulator("cpo-a", "cpo", env.cpoA, ports.cpoA),
    );
    // It waits for the first invoice, which nobody should wait for; what stops it is in its log.
    if (hasStory) {
      const how = { env: this.env, mode: this.#plainMode, logs: this.logs };
      void runProgram("seed-demo-dispute", how).catch(() => {});
    }
    this.stopClock = followClock({
      health: `${at(ports.web)}/health`,
      cpos: [at(ports.cpoA), at(ports.cpoB)],
      stripe: usesRealStripe() ? null : at(ports.stripe),
    });
  }
}
