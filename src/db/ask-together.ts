/** Questions in one statement, at most. */
const MOST = 256;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts questions that arrive together to the database together: those of one turn of the event loop share one
 * statement. Each is asked after it was posed, so an answer is never older than its question. `ask` gives the answers
 * in the order of the questions.
 */
export function askTogether<Q, A>(
  ask: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  let waiting: Waiting<Q, A>[] = [];
  const settle = async (asked: readonly Waiting<Q, A>[]): Promise<void> => {
    try {
      const answers = await ask(asked.map(({ question }) => question));
      for (const [index, { resolve }] of asked.entries()) resolve(answers[index] as A);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  const askAll = (): void => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST) void settle(all.slice(at, at + MOST));
  };
  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(askAll);
      waiting.push({ question, resolve, reject });
    });
}
