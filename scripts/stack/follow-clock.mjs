// Keeps the simulators in the demo's time: where operations moves its clock forward, they come along.

const EVERY_MS = 1_000;
/** Nearer than this counts as the same time. */
const NEAR_MS = 2_000;

const post = (url, body) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function moveStripe(stripe, aheadMs) {
  const clock = await (await fetch(`${stripe}/_control/clock`)).json();
  const behindMs = Date.now() + aheadMs - clock.now_ms;
  if (behindMs > NEAR_MS) {
    await post(`${stripe}/_control/clock`, { advance_s: Math.round(behindMs / 1_000) });
  }
}

/** Looks at `health` every second and moves `cpos` and `stripe` (null: Stripe itself) on. Returns how to stop it. */
export function followClock({ health, cpos, stripe }) {
  let timer;
  let isStopped = false;
  let movedMs = 0;
  const look = async () => {
    const { clockAheadMs = 0 } = await (await fetch(health)).json();
    if (clockAheadMs > movedMs) {
      await Promise.all(
        cpos.map((cpo) => post(`${cpo}/control/clock`, { ahead_ms: clockAheadMs })),
      );
      movedMs = clockAheadMs;
    }
    if (stripe !== null && clockAheadMs > 0) await moveStripe(stripe, clockAheadMs);
  };
  const run = async () => {
    // A part that restarts is asked again a second later.
    await look().catch(() => undefined);
    if (!isStopped) timer = setTimeout(() => void run(), EVERY_MS);
  };
  void run();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
