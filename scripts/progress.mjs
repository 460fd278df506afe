// One line per step with its time; a spinner only where a person watches.
const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const isTerminal = process.stdout.isTTY && !process.env.CI;
const heartbeatS = 20;
const active = new Map();
let timer;

export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

function clearSpinner() {
  if (isTerminal && active.size > 0) process.stdout.write("\r\u001b[2K");
}

function draw() {
  const now = Date.now();
  const frame = frames[Math.floor(now / 100) % frames.length];
  const titles = [...active].map(
    ([title, from]) => `${title} ${Math.floor((now - from) / 1000)} s`,
  );
  const width = (process.stdout.columns ?? 80) - 3;
  process.stdout.write(`\r\u001b[2K${frame} ${titles.join(" · ").slice(0, width)}`);
}

function beat() {
  for (const [title, from] of active)
    say(`  … ${title} (${Math.round((Date.now() - from) / 1000)} s)`);
}

function watch() {
  if (timer === undefined && active.size > 0) {
    timer = setInterval(isTerminal ? draw : beat, isTerminal ? 100 : heartbeatS * 1000);
    timer.unref();
  }
  if (active.size === 0) {
    clearInterval(timer);
    timer = undefined;
  }
}

/** Prints a line of its own, above the spinner if there is one. */
export function say(line = "") {
  clearSpinner();
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one step and prints one line for it, with its time. What `work` returns, if a string, stands in the
 * line; a failure is printed as such and thrown on.
 */
export async function step(title, work) {
  const from = Date.now();
  active.set(title, from);
  watch();
  const end = (mark, note) => {
    clearSpinner();
    active.delete(title);
    watch();
    const left = note ? `${title}: ${note}` : title;
    process.stdout.write(`${mark} ${left.padEnd(58)} ${seconds(Date.now() - from).padStart(8)}\n`);
  };
  try {
    const result = await work();
    end("✓", typeof result === "string" ? result : "");
    return result;
  } catch (error) {
    end("✗", "failed");
    throw error;
  }
}
