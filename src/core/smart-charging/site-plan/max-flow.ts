const source = 0;
const drain = 1;

/**
 * A network of pipes with real capacities, from node 0 (the source) to node 1 (the drain), that keeps its flow between
 * calls. Rests up to `epsilon` count as none; all is exact up to that.
 */
export class FlowNetwork {
  readonly #epsilon: number;
  /** Halves of pipes: half e + 1 runs backwards. Where each leads, the next half from the same node, what it can take. */
  readonly #built: { to: number; next: number; rest: number }[] = [];
  readonly #first: Int32Array;
  readonly #level: Int32Array;
  readonly #cursor: Int32Array;
  readonly #queue: Int32Array;
  #to = new Int32Array(0);
  #next = new Int32Array(0);
  #rest = new Float64Array(0);

  constructor(nodes: number, epsilon: number) {
    this.#epsilon = epsilon;
    this.#first = new Int32Array(nodes).fill(-1);
    this.#level = new Int32Array(nodes);
    this.#cursor = new Int32Array(nodes);
    this.#queue = new Int32Array(nodes);
  }

  /** Adds a pipe and returns its number. All pipes are added before anything flows. */
  addEdge(from: number, to: number, capacity: number): number {
    const edge = this.#built.length;
    this.#built.push({ to, next: this.#first[from]!, rest: capacity });
    this.#first[from] = edge;
    this.#built.push({ to: from, next: this.#first[to]!, rest: 0 });
    this.#first[to] = edge + 1;
    return edge;
  }

  /** Sets what a pipe can take beyond what flows through it. */
  setRest(edge: number, rest: number): void {
    this.#freeze();
    this.#rest[edge] = rest;
  }

  flowOf(edge: number): number {
    return this.#rest[edge + 1]!;
  }

  /** Adds as much flow as fits: Dinic's algorithm, blocking flows over shortest paths until there is no path. */
  fill(): void {
    this.#freeze();
    while (this.#search()) {
      this.#cursor.set(this.#first);
      this.#push(source, Infinity);
    }
  }

  /** 1 for nodes that the source could still push to: after `fill`, its side of a smallest cut. */
  reachable(): Uint8Array {
    this.#search();
    return Uint8Array.from(this.#level, (depth) => (depth >= 0 ? 1 : 0));
  }

  save(): Float64Array {
    this.#freeze();
    return this.#rest.slice();
  }

  restore(saved: Float64Array): void {
    this.#rest.set(saved);
  }

  #freeze(): void {
    if (this.#to.length === this.#built.length) return;
    this.#to = Int32Array.from(this.#built, (half) => half.to);
    this.#next = Int32Array.from(this.#built, (half) => half.next);
    this.#rest = Float64Array.from(this.#built, (half) => half.rest);
  }

  /** Sets each node's distance from the source; whether the drain can be reached. */
  #search(): boolean {
    this.#level.fill(-1);
    this.#level[source] = 0;
    this.#queue[0] = source;
    for (let head = 0, tail = 1; head < tail; head++) {
      const node = this.#queue[head]!;
      for (let edge = this.#first[node]!; edge >= 0; edge = this.#next[edge]!) {
        const target = this.#to[edge]!;
        if (this.#rest[edge]! <= this.#epsilon || this.#level[target]! >= 0) continue;
        this.#level[target] = this.#level[node]! + 1;
        this.#queue[tail++] = target;
      }
    }
    return this.#level[drain]! >= 0;
  }

  /** Pushes up to `amount` from a node towards the drain, a level nearer with each pipe; returns what arrived. */
  #push(node: number, amount: number): number {
    if (node === drain) return amount;
    let pushed = 0;
    for (; this.#cursor[node]! >= 0; this.#cursor[node] = this.#next[this.#cursor[node]!]!) {
      const edge = this.#cursor[node]!;
      const target = this.#to[edge]!;
      if (this.#rest[edge]! <= this.#epsilon) continue;
      if (this.#level[target] !== this.#level[node]! + 1) continue;
      const sent = this.#push(target, Math.min(amount - pushed, this.#rest[edge]!));
      this.#rest[edge]! -= sent;
      this.#rest[edge ^ 1]! += sent;
      pushed += sent;
      if (amount - pushed <= this.#epsilon) return pushed;
    }
    return pushed;
  }
}
