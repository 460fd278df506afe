import type { Ctx } from "@/services/context";
import type { Env } from "@/config/env";

/** What a task gets: the tenant's context, the row's id, and the settings that edges need. */
export interface TaskCall {
  readonly ctx: Ctx;
  readonly id: string;
  readonly env: Env;
}

/** Looks at one row and does what it asks for. Throwing brings the job back later. */
export type Task = (call: TaskCall) => Promise<void>;
