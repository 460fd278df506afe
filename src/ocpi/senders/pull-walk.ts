import { atOffset, offsetOf, resolveNext } from "./pull-link";

/** A page as it came. */
export interface ListedPage {
  readonly url: URL;
  /** How many objects it held, and how many of them no page before it did. */
  readonly count: number;
  readonly unseen: number;
  /** `X-Total-Count`; null where it is missing or no number. */
  readonly total: number | null;
  /** The address in `Link rel=next`. */
  readonly link: string | null;
}

/** Where a list goes on, or how it ended. */
export type WalkStep =
  | { readonly kind: "page"; readonly url: URL }
  /** Read to its end. `isWhole`: as many objects as the partner counts, so that what was not listed is gone. */
  | { readonly kind: "end"; readonly isWhole: boolean }
  /** The rest of the list can't be reached. */
  | { readonly kind: "broken"; readonly reason: string };

/** More pages than a list is expected to have, before pages without anything new end it. */
const SPARE_PAGES = 5;
const MOST_PAGES = 20_000;
/** A count that drops sends us back; so often without finding anything, and it is not believed any more. */
const MOST_VAIN_RETURNS = 5;
const MOST_RETURNS = 50;

/**
 * Turns the pages of a partner's list. Follows Link where it leads on; where it is missing, repeats, leads back or
 * away though the count says there is more, goes on by the number of objects received. A count that drops means that
 * an object left the list while it was read, and the ones behind it moved up: the page before is read again.
 * OCPI 2.2.1 transport_and_format, Pagination.
 */
export class ListWalk {
  private readonly visited = new Set<string>();
  private calls = 0;
  /** Pages that went further than any before. */
  private pages = 0;
  private furthest = 0;
  private position = 0;
  private before: { readonly url: URL; readonly position: number } | null = null;
  private lastTotal: number | null = null;
  private mostTotal = 0;
  private largestPage = 1;
  private listed = 0;
  private barren = 0;
  private returns = 0;
  private vainReturns = 0;
  private isReturn = false;

  constructor(private readonly endpoint: URL) {}

  /** Takes the page that the last step asked for. */
  take(page: ListedPage): WalkStep {
    this.calls += 1;
    this.visited.add(page.url.href);
    if (this.calls > MOST_PAGES) return { kind: "broken", reason: "The list does not end." };
    this.position = offsetOf(page.url) ?? this.position;
    this.listed += page.unseen;
    this.largestPage = Math.max(this.largestPage, page.count);
    this.mostTotal = Math.max(this.mostTotal, page.total ?? 0);
    if (this.isReturn && page.unseen === 0) this.vainReturns += 1;
    this.isReturn = false;
    const dropped = page.total === null ? 0 : (this.lastTotal ?? page.total) - page.total;
    this.lastTotal = page.total ?? this.lastTotal;
    if (dropped > 0 && this.before && this.vainReturns < MOST_VAIN_RETURNS) {
      return this.goBack(page, this.before, dropped);
    }
    const covered = this.position + page.count;
    const step = this.goOn(page, covered);
    this.before = { url: page.url, position: this.position };
    this.position = covered;
    return step;
  }

  private goBack(
    page: ListedPage,
    before: { readonly url: URL; readonly position: number },
    dropped: number,
  ): WalkStep {
    this.returns += 1;
    if (this.returns > MOST_RETURNS) {
      return { kind: "broken", reason: "The list kept changing while it was read." };
    }
    const isNumbered = offsetOf(page.url) !== null;
    const back = Math.max(0, Math.min(before.position, this.position - dropped));
    this.position = isNumbered ? back : before.position;
    this.visited.clear();
    this.before = null;
    this.isReturn = true;
    return { kind: "page", url: isNumbered ? atOffset(page.url, back) : before.url };
  }

  private goOn(page: ListedPage, covered: number): WalkStep {
    const { count, total, link } = page;
    const hasMore = total !== null && covered < total;
    // A count below what one page holds says nothing.
    const isMiscounted = total !== null && total < count;
    const end: WalkStep = { kind: "end", isWhole: total === null || this.listed >= total };
    if (count === 0) return end;
    const isVain = this.isVain(page, covered);
    if (isVain && this.isOverdue(page)) {
      return this.listed < this.mostTotal && hasMore ? UNREACHABLE : end;
    }
    const next = link === null ? null : resolveNext(link, page.url, this.endpoint);
    if (next && leadsOn(next, page.url) && !this.visited.has(next.href)) {
      return { kind: "page", url: next };
    }
    if (link === null && !hasMore && !isMiscounted) return end;
    // What follows may still be there, under an address that we make ourselves.
    const own = atOffset(page.url, covered);
    if (isVain || this.visited.has(own.href)) return hasMore ? UNREACHABLE : end;
    return hasMore || isMiscounted || total === null ? { kind: "page", url: own } : end;
  }

  /** A page that goes further and brings nothing new; pages that are read again are expected to bring nothing. */
  private isVain({ unseen }: ListedPage, covered: number): boolean {
    const isFurther = covered > this.furthest;
    if (isFurther) this.pages += 1;
    this.furthest = Math.max(this.furthest, covered);
    const isVain = unseen === 0 && isFurther;
    if (isVain) this.barren += 1;
    if (unseen > 0) this.barren = 0;
    return isVain;
  }

  /** Whether the list has more pages than it should, or brought nothing for too long. */
  private isOverdue({ total }: ListedPage): boolean {
    const expected = Math.ceil(this.mostTotal / this.largestPage) + SPARE_PAGES;
    return (total !== null && this.pages > expected) || this.barren > SPARE_PAGES;
  }
}

const UNREACHABLE: WalkStep = {
  kind: "broken",
  reason: "The list counts more objects than its pages lead to.",
};

/** A page whose offset does not grow is one that we had. */
function leadsOn(next: URL, page: URL): boolean {
  const to = offsetOf(next);
  const from = offsetOf(page);
  return to === null || from === null || to > from;
}
