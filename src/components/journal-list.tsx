import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import type { JournalKind } from "@/core/ledger/journal";
import { formatTime } from "@/i18n/formats";
import { useAccountName } from "./account-name";
import { Money } from "./money";
import { Table, Td, Th, Tr } from "./ui/table";

/** A journal as it is shown: its legs with debit positive. */
export interface ShownJournal {
  readonly id: string;
  readonly kind: JournalKind;
  readonly effectiveAt: Temporal.Instant;
  readonly bookedAt: Temporal.Instant;
  readonly legs: readonly {
    readonly account: string;
    readonly amountMinor: bigint;
    readonly currency: string;
  }[];
}

/** Journals in the order in which they were booked, each with its legs. */
export function JournalList({
  journals,
  timeZone,
}: {
  journals: readonly ShownJournal[];
  timeZone: string;
}) {
  return (
    <div className="flex flex-col gap-8">
      {journals.map((journal) => (
        <Journal key={journal.id} journal={journal} timeZone={timeZone} />
      ))}
    </div>
  );
}

function Journal({ journal, timeZone }: { journal: ShownJournal; timeZone: string }) {
  const t = useTranslations("finance.journal");
  const locale = useLocale();
  const nameOf = useAccountName();
  const kind = t(journal.kind);
  return (
    <section className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{kind}</h3>
        <p className="text-sm text-ink-soft">
          {t("booked", { date: formatTime(journal.bookedAt, locale, timeZone, "dateTime") })}
        </p>
      </div>
      <Table caption={t("caption", { kind })}>
        <thead>
          <tr>
            <Th>{t("account")}</Th>
            <Th isFigure className="w-36">
              {t("debit")}
            </Th>
            <Th isFigure className="w-36">
              {t("credit")}
            </Th>
          </tr>
        </thead>
        <tbody>
          {journal.legs.map(({ account, amountMinor, currency }, index) => (
            <Tr key={index}>
              <Td>
                {nameOf(account)}
                <span className="block font-mono text-xs break-all text-ink-faint">{account}</span>
              </Td>
              <Td isFigure>
                {amountMinor > 0n ? <Money value={money(amountMinor, currency)} /> : null}
              </Td>
              <Td isFigure>
                {amountMinor < 0n ? <Money value={money(-amountMinor, currency)} /> : null}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
