import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What a child answers questions with. */
export type Answer = (question: unknown) => Promise<unknown>;

/** Answers the parent's questions until it hangs up. */
export function answerParent(answer: Answer): void {
  process.on("disconnect", () => process.exit(0));
  process.on("message", (question: unknown) => {
    void answer(question).then(
      (reply) => process.send?.({ reply }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.send?.({ reply: "ready" });
}

/** A process of the bench's own. Ask one question at a time. */
export interface Child {
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts this program again in another part, and waits until it is ready. */
export async function startChild(part: string, ...args: readonly string[]): Promise<Child> {
  const child = fork(process.argv[1] ?? "", [part, ...args], { serialization: "advanced" });
  await next(child);
  return {
    ask: async (question) => {
      const answer = next(child);
      child.send(question as object);
      return answer;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}

async function next(child: ChildProcess): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onExit = (code: number | null) => reject(new Error(`a part ended with ${code}`));
  child.once("exit", onExit);
  child.once("message", (message: { reply?: unknown; error?: string }) => {
    if (message.error === undefined) resolve(message.reply);
    else reject(new Error(message.error));
  });
  try {
    return await promise;
  } finally {
    child.off("exit", onExit);
  }
}
