export type Log = (line: string) => void;

/** One line per event on standard output, with the operator's party in front. */
export function createLog(party: string): Log {
  return (line) => {
    process.stdout.write(`${new Date().toISOString()} cpo ${party} ${line}\n`);
  };
}
