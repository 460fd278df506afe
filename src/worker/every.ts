import type { Logger } from "@/observability/logger";

/** Something that goes on until it is stopped. */
export interface Running {
  /** Asks it to run soon, without waiting for its time. */
  wake(): void;
  /** Lets a run under way finish, and begins no other. */
  stop(): Promise<void>;
}

/**
 * Runs `work` again and again: at once when it says there is more (true), else after `everyMs` or when
 * woken. Wake-ups during a run make one more run. A failing run is logged and tried at its next time.
 */
export function every(
  options: { readonly name: string; readonly everyMs: number; readonly log: Logger },
  work: () => Promise<boolean | void>,
): Running {
  let stopped = false;
  let woken = false;
  let rouse: (() => void) | undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.everyMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      woken = false;
      const more = await work().catch((error: unknown) => {
        options.log.error({ error, loop: options.name }, "a run failed");
        return false;
      });
      if (more !== true && !woken && !stopped) await pause();
    }
  };
  const ended = loop();
  return {
    wake: () => {
      woken = true;
      rouse?.();
    },
    stop: async () => {
      stopped = true;
      rouse?.();
      await ended;
    },
  };
}
