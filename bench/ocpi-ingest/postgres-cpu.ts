import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** The CPU that a PostgreSQL server has used so far, all its processes together; null without /proc. */
export function postgresCpuMicros(postmaster: number): number | null {
  try {
    let ticks = 0;
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const fields = readStat(name);
      if (fields === null) continue;
      // After the name: state, parent, …; user and system time, then those of children that ended.
      const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) =>
        Number(fields[at]),
      );
      if (parent === postmaster) ticks += (user ?? 0) + (system ?? 0);
      if (Number(name) === postmaster)
        ticks += (user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0);
    }
    return (ticks * 1_000_000) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

function readStat(pid: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    // It ended meanwhile.
    return null;
  }
}
