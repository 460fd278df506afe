/** Lets through so many calls a second, and a second's worth at once; the others wait in line. */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;
  #line: Promise<void> = Promise.resolve();

  /** `now` and `wait` in milliseconds; tests give their own. */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
    private readonly wait: (ms: number) => Promise<void> = (ms) =>
      new Promise((resolve) => setTimeout(resolve, ms)),
  ) {
    this.#tokens = perSecond;
    this.#filledAt = now();
  }

  /** Resolves when it is the caller's turn; first come, first served. */
  async take(): Promise<void> {
    const turn = this.#line.then(() => this.#next());
    this.#line = turn;
    return turn;
  }

  async #next(): Promise<void> {
    this.#fill();
    if (this.#tokens < 1) {
      await this.wait(Math.ceil(((1 - this.#tokens) * 1000) / this.perSecond));
      this.#fill();
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.now();
    const gained = ((now - this.#filledAt) * this.perSecond) / 1000;
    this.#tokens = Math.min(this.perSecond, this.#tokens + gained);
    this.#filledAt = now;
  }
}
