import type { Clock } from "./clock";
import type { Ids } from "./ids";
import type { Task, TaskKind } from "./rows";
import type { Store } from "./store";

/** Things that happen later by themselves. */
export class Schedule {
  #added: Task[] = [];

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Plans something at a time from now, in simulated seconds. */
  after(seconds: number, kind: TaskKind, object: string): void {
    this.#put({
      id: this.ids.next("task"),
      kind,
      object,
      dueMs: this.clock.nowMs() + seconds * 1000,
    });
  }

  /** Plans something at a moment, in epoch seconds, unless the same thing is planned for it already. */
  once(atS: number, kind: TaskKind, object: string): void {
    const id = `task_${kind}_${object}_${atS}`;
    if (this.store.get("task", id) === undefined)
      this.#put({ id, kind, object, dueMs: atS * 1000 });
  }

  /** What was planned since the last call. */
  takeAdded(): Task[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }

  #put(task: Task): void {
    this.#added.push(this.store.put("task", task));
  }
}
