/** The sizes and waits that hold for every deployment. A limit that an operator should turn belongs in env.ts. */
export const limits = {
  /** Largest request bodies, in bytes. */
  body: {
    ocpi: 1024 * 1024,
    stripeWebhook: 1024 * 1024,
    grid: 256 * 1024,
  },
  /**
   * Connections per process. Web, worker and queue together, times two for two demos on one embedded
   * server, stay below its max_connections of 200.
   */
  pools: {
    server: 20,
    worker: 16,
    queue: 6,
  },
  /** CDRs that are rated in one transaction, and how many such transactions at a time: PostgreSQL and Node take turns. */
  rating: { size: 256, lanes: 2 },
  /** CDRs that arrive together are committed together, up to this many, after waiting at most this long. */
  cdrBatch: {
    size: 64,
    waitMs: 2,
  },
  /** Pages of OCPI lists: what we give when not asked, and at most. */
  ocpiPage: {
    default: 100,
    max: 1000,
  },
  /** Waits on partners, in milliseconds. */
  partner: {
    connectMs: 5_000,
    responseMs: 30_000,
  },
} as const;
