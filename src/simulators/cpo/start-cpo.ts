import { type Clock, machineClock } from "./clock";
import type { Configuration } from "./configuration";
import { type Cpo, runBeside } from "./cpo";
import { createFaults } from "./faults";
import { createLog, type Log } from "./log";
import { PROFILES } from "./profiles";
import { createCpoServer, listen } from "./server";
import { openState } from "./state";
import { createStations } from "./stations";
import { playStory } from "./story";

export interface RunningCpo {
  cpo: Cpo;
  url: string;
  /** Ends the story, leaving live sessions open in the state, and closes the server. */
  stop(): Promise<void>;
}

export interface Surroundings {
  log?: Log;
  clock?: (signal: AbortSignal) => Clock;
}

/** Starts one CPO: its server first, then its story. Rejects when the port is taken or the state can't be read. */
export async function startCpo(
  configuration: Configuration,
  surroundings: Surroundings = {},
): Promise<RunningCpo> {
  const ending = new AbortController();
  const { signal } = ending;
  const { speed, startMs } = configuration;
  const profile = PROFILES[configuration.profile];
  let cpo: Cpo | null = null;
  const server = createCpoServer(() => {
    if (cpo === null) throw new Error("a request came before the port was known");
    return cpo;
  });
  const state = openState(configuration.stateDir);
  const port = await listen(server, configuration.port);
  const baseUrl = `http://127.0.0.1:${port}`;
  cpo = {
    configuration,
    profile,
    baseUrl,
    clock: surroundings.clock?.(signal) ?? machineClock({ speed, startMs, signal }),
    state,
    faults: createFaults(),
    stations: createStations(),
    log: surroundings.log ?? createLog(`${profile.party.country_code}/${profile.party.party_id}`),
    signal,
    live: new Map(),
    complaints: [],
    refusals: [],
    sending: new Set(),
    underWay: new Set(),
  };
  const running = cpo;
  runBeside(running, playStory(running));
  return {
    cpo: running,
    url: baseUrl,
    async stop() {
      ending.abort();
      while (running.underWay.size > 0) await Promise.all(running.underWay);
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
