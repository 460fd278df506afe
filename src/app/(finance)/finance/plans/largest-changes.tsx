"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { ChargeEffect } from "@/core/plans/plan-effect";

/** The charges that change most, the greatest change first; each leads to its CDR. */
export function LargestChanges({
  currency,
  changes,
}: {
  currency: string;
  changes: readonly ChargeEffect[];
}) {
  const t = useTranslations("plans.effect");
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("largest", { currency })}</h3>
      <Table caption={t("largestCaption", { currency })}>
        <thead>
          <tr>
            <Th>{t("charge")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("before")}
            </Th>
            <Th isFigure>{t("after")}</Th>
            <Th isFigure>{t("difference")}</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <ChangeRow key={change.cdrId} change={change} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function ChangeRow({ change }: { change: ChargeEffect }) {
  const { cdrId, place, driverName, servicedAt, timeZone, currency } = change;
  return (
    <Tr isLink>
      <Td>
        <Link href={`/finance/cdrs/${cdrId}`} target="_blank" className={rowLinkLook}>
          {place}
        </Link>
        <span className="block text-sm text-ink-soft">
          {driverName} · <Moment at={servicedAt} timeZone={timeZone} show="dayMonth" />
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Money value={money(change.beforeMinor, currency)} />
      </Td>
      <Td isFigure>
        <Money value={money(change.afterMinor, currency)} />
      </Td>
      <Td isFigure className="font-medium">
        <Difference of={change} />
      </Td>
    </Tr>
  );
}

/** After less before, with its sign. */
export function Difference({
  of: { currency, beforeMinor, afterMinor },
}: {
  of: Pick<ChargeEffect, "currency" | "beforeMinor" | "afterMinor">;
}) {
  return (
    <span className="whitespace-nowrap">
      {afterMinor > beforeMinor ? "+" : ""}
      <Money value={money(afterMinor - beforeMinor, currency)} />
    </span>
  );
}
