import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";

import { asId } from "@/core/ids";
import { money } from "@/core/money/money";
import { locales, type Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";
import { LineTable } from "./bank/line-table";
import { ReadPreview } from "./bank/read-preview";
import { CaseTable } from "./cases/case-table";
import { Checklist } from "./close/checklist";
import { ClosedList } from "./close/closed-list";
import { BatchPreview } from "./exports/batch-preview";
import { BatchTable } from "./exports/batch-table";
import { TrialTable } from "./ledger/trial-balance/trial-table";
import { PayoutTable } from "./payouts/payout-table";

// Its button opens a form, which needs the app around it; the words of the tables are what is looked at here.
vi.mock("./exports/exchange-rate-dialog", () => ({ ExchangeRateDialog: () => null }));

const at = Temporal.Instant.from("2026-11-02T11:00:00Z");
const day = Temporal.PlainDate.from("2026-11-02");
const sek = (minor: bigint) => money(minor, "SEK");

function shown(locale: Locale, element: ReactElement): string {
  const fail = (error: Error) => {
    throw error;
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={messagesOf(locale)}
      timeZone="Europe/Stockholm"
      onError={fail}
    >
      {element}
    </NextIntlClientProvider>,
  )
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\s\u00A0\u202F]+/g, " ");
}

const WORDS: Readonly<Record<Locale, Record<"tooMuch" | "noDate" | "notClosed", string>>> = {
  sv: {
    tooMuch: "En överföring var för stor",
    noDate: "Rad 7: inget datum",
    notClosed: "kan inte stängas",
  },
  en: {
    tooMuch: "A transfer was too much",
    noDate: "Line 7: no date",
    notClosed: "cannot be closed",
  },
  de: {
    tooMuch: "Überzahlung per Überweisung",
    noDate: "Zeile 7: kein Datum",
    notClosed: "kann nicht abgeschlossen werden",
  },
};

describe.each(locales)("finance's tables have words in %s", (locale) => {
  const words = WORDS[locale];

  it("for cases of a known kind, and show one without words as it is", () => {
    const one = {
      id: asId<"case">("a"),
      state: "open" as const,
      subjectType: "payment",
      subjectId: "pay-1",
      driverName: "Astrid",
      amount: sek(1_250n),
      detail: {},
      owner: null,
      resolution: "agrees",
      openedAt: at,
      lastSeenAt: at,
      closedAt: null,
      ageDays: 0,
    };
    const cases = [
      { ...one, kind: "bank_overpayment" },
      { ...one, id: asId<"case">("b"), kind: "something_new" },
    ];
    const text = shown(locale, <CaseTable cases={cases} timeZone="Europe/Stockholm" />);
    expect(text).toContain(words.tooMuch);
    expect(text).toContain("something new");
    expect(text).toMatch(/12[,.]50/);
  });

  it("for bank lines and what was read of a file", () => {
    const line = {
      id: asId<"bankLine">("a"),
      bookedOn: day,
      amount: sek(-100n),
      reference: "K-1",
      counterparty: null,
      text: "text",
      state: "matched" as const,
      matchKind: "payout" as const,
      matchId: "po_1",
      note: null,
    };
    expect(shown(locale, <LineTable lines={[line]} />)).toContain("po_1");
    const read = {
      format: "csv" as const,
      account: null,
      head: [],
      mapping: {},
      lines: 2,
      unread: [{ line: 7, reason: "no_date" as const, text: "x" }],
      unreadCount: 1,
      first: [{ bookedOn: "2026-11-02", amount: sek(5n), told: ["N N"] }],
    };
    expect(shown(locale, <ReadPreview read={read} />)).toContain(words.noDate);
  });

  it("for payouts, with a state that we do not know yet, too", () => {
    const payout = {
      id: "po_1",
      amount: sek(94_900n),
      status: "appealed",
      arrivalOn: day,
      isRead: true,
      transactions: 20,
      bankLineId: null,
    };
    expect(shown(locale, <PayoutTable payouts={[payout]} />)).toContain("appealed");
  });

  it("for what stops a batch, and for batches that were made", () => {
    const preview = {
      number: 3,
      vouchers: 1,
      journals: 2,
      currency: "SEK",
      mark: "x",
      accounts: [{ account: "1510", name: "Kund", debitMinor: 500n, creditMinor: 0n }],
      obstacles: [
        { kind: "unmapped" as const, code: "vat:NO:25" },
        { kind: "no_rate" as const, currency: "EUR", day: "2026-10-14" },
      ],
    };
    const order = { legalEntityId: "a", format: "sie4" as const, month: "2026-10" };
    const text = shown(locale, <BatchPreview order={order} preview={preview} />);
    expect(text).toContain("vat:NO:25");
    expect(text).toContain("EUR");
    const batch = {
      id: asId<"exportBatch">("a"),
      format: "datev" as const,
      number: 1,
      periodStart: at,
      journalCount: 9,
      fileName: "kvitt-datev-1-2026-11.csv",
      sha256: "00",
      createdAt: at,
    };
    const list = { batches: [batch], total: 1, page: 1, pageSize: 50 };
    expect(shown(locale, <BatchTable list={list} search={{}} timeZone="UTC" />)).toContain(
      "kvitt-datev-1-2026-11.csv",
    );
  });

  it("for the trial balance, whose sum is zero, and for the checklist of a close", () => {
    const row = (account: string, minor: bigint) => ({
      account,
      opening: sek(0n),
      debit: sek(minor > 0n ? minor : 0n),
      credit: sek(minor < 0n ? -minor : 0n),
      closing: sek(minor),
    });
    const rows = [row("driver_wallet", -500n), row("bank", 500n)];
    expect(shown(locale, <TrialTable rows={rows} />)).toMatch(/(Summa|Sum|Summe) .*0[,.]00/);
    const checklist = [
      { check: "books" as const, open: 2, forbids: true },
      { check: "cases" as const, open: 0, forbids: false },
    ];
    expect(shown(locale, <Checklist checklist={checklist} />)).toContain(words.notClosed);
    const closed = [
      {
        id: asId<"other">("a"),
        closedUntil: at,
        closedBy: "F",
        closedAt: at,
        checklist: { cases: "3" },
      },
    ];
    expect(shown(locale, <ClosedList closed={closed} timeZone="UTC" />)).toContain("3");
  });
});
