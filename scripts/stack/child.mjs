// One program of a demo: started in a process group of its own, its words kept in a log, started anew
// when it dies without being asked to.
import fs from "node:fs";
import path from "node:path";
import { spawn } from "node:child_process";
import { sleep } from "../processes.mjs";

const firstDelayMs = 500;
const longestDelayMs = 30_000;
const steadyAfterMs = 30_000;
const longestLog = 20_000_000;

/** Sends a signal to the child's whole group: tsx and Next start processes of their own. */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

export class Child {
  /** @param {{ name: string, args: string[], env: object, cwd: string, logs: string, tee?: boolean, say: (line: string) => void, onPid: () => void }} options */
  constructor(options) {
    this.options = options;
    this.logFile = path.join(options.logs, `${options.name}.log`);
    this.delayMs = firstDelayMs;
    this.isStopping = false;
    this.process = undefined;
    this.logSize = 0;
  }

  get pid() {
    return this.process?.pid;
  }

  get isRunning() {
    return this.process !== undefined;
  }

  start() {
    const { args, env, cwd } = this.options;
    fs.mkdirSync(path.dirname(this.logFile), { recursive: true });
    const isLong = fs.existsSync(this.logFile) && fs.statSync(this.logFile).size > longestLog;
    if (isLong) fs.renameSync(this.logFile, `${this.logFile}.old`);
    const log = fs.openSync(this.logFile, "a");
    this.logSize = fs.fstatSync(log).size;
    const output = this.options.tee ? "pipe" : log;
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", output, output],
    });
    if (this.options.tee) this.#copyOutput(child, log);
    else fs.closeSync(log);
    this.process = child;
    this.startedAt = Date.now();
    child.once("error", (error) => this.options.say(`${this.options.name}: ${error.message}`));
    child.once("exit", (code, signal) => void this.#ended(code, signal));
    this.options.onPid();
  }

  #copyOutput(child, log) {
    const copy = (chunk) => {
      fs.writeSync(log, chunk);
      for (const line of chunk.toString().trimEnd().split("\n")) {
        this.options.say(`${this.options.name.padEnd(8)} ${line}`);
      }
    };
    child.stdout.on("data", copy);
    child.stderr.on("data", copy);
    child.once("close", () => fs.closeSync(log));
  }

  async #ended(code, signal) {
    this.process = undefined;
    if (this.isStopping) return;
    const { name, say } = this.options;
    if (Date.now() - this.startedAt > steadyAfterMs) this.delayMs = firstDelayMs;
    const how = signal === null ? `ended with status ${code}` : `was ended by ${signal}`;
    say(`The ${name} ${how}: starting it anew in ${this.delayMs / 1000} s (${this.logFile}).`);
    await sleep(this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, longestDelayMs);
    if (!this.isStopping) this.start();
  }

  /** What the present run has written, its last lines only. */
  lastWords(count = 15) {
    const written = fs.existsSync(this.logFile) ? fs.readFileSync(this.logFile) : Buffer.alloc(0);
    return written.subarray(this.logSize).toString().trim().split("\n").slice(-count).join("\n");
  }

  async stop(timeoutMs = 25_000) {
    this.isStopping = true;
    const child = this.process;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    signalGroup(child.pid, "SIGTERM");
    const killer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), timeoutMs);
    await ended;
    clearTimeout(killer);
    // Whatever the program started and left behind in its group.
    signalGroup(child.pid, "SIGKILL");
  }
}
