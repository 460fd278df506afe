/** True while a process with this id exists, also when it belongs to another user. */
export function isAlive(pid: number): boolean;

/** Waits until the process is gone; false when it still lives after `timeoutMs`. */
export function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean>;
