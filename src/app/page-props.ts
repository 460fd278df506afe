/** The query of an address, as pages get it. */
export interface WithSearch {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The id of an address such as /invoices/[id]. */
export interface WithId {
  readonly params: Promise<{ id: string }>;
}
