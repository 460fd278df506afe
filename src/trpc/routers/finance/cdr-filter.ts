import type { CdrFilter } from "@/services/cdrs/cdr-search";
import type { CdrFilterInput } from "@/trpc/inputs/cdr-filter";

/** The filter of an address as the service takes it. */
export function cdrFilterOf(input: CdrFilterInput): CdrFilter {
  const { partner, credit, page: _page, ...filter } = input;
  return { ...filter, partnerId: partner, isCredit: credit === "yes" ? true : undefined };
}
