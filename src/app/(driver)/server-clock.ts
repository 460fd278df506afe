import { useEffect, useState } from "react";
import { epochMs, type Time } from "@/i18n/formats";

const SECOND_MS = 1_000;

/**
 * What time it is by the server, each second: its last word and the time since that came, by a clock that nobody sets.
 * On the server, and until the first second is over, its last word itself.
 */
export function useServerClock(now: Time): number {
  const said = epochMs(now);
  const [passed, setPassed] = useState({ said, ms: 0 });
  useEffect(() => {
    const heard = performance.now();
    const timer = setInterval(() => setPassed({ said, ms: performance.now() - heard }), SECOND_MS);
    return () => clearInterval(timer);
  }, [said]);
  // A newer word counts at once; the time that passed belonged to the one before.
  return passed.said === said ? said + passed.ms : said;
}
