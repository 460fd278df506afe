"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { formatDay, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";

type Packs = RouterOutputs["driver"]["receipts"]["packs"];

const LOOK_MS = 2_000;

/** Archives that were asked for, with what became of each; looked at again while one is being made. */
export function PackList({ initial, timeZone }: { initial: Packs; timeZone: string }) {
  const t = useTranslations("receipts.packs");
  const { data: packs } = useQuery(
    useTRPC().driver.receipts.packs.queryOptions(undefined, {
      initialData: initial,
      refetchInterval: ({ state: { data } }) =>
        data?.some(({ state }) => state === "due") ? LOOK_MS : false,
    }),
  );
  return (
    <Section title={t("title")}>
      {packs.length === 0 ? (
        <p className="text-ink-soft">{t("empty")}</p>
      ) : (
        <ul className="border-t" aria-live="polite">
          {packs.map((pack) => (
            <Pack key={pack.id} pack={pack} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Pack({ pack, timeZone }: { pack: Packs[number]; timeZone: string }) {
  const t = useTranslations("receipts.packs");
  const locale = useLocale();
  const { id, state, firstDay, lastDay, chargeCount, size, sendTo, expiresAt } = pack;
  const period = `${formatDay(firstDay, locale)} – ${formatDay(lastDay, locale)}`;
  const about = [
    t(state),
    chargeCount === null ? "" : t("charges", { count: chargeCount }),
    size === null ? "" : sizeText(size),
    sendTo === null ? "" : t("sentTo", { address: sendTo }),
    state === "ready" && expiresAt !== null
      ? t("until", { day: formatTime(expiresAt, locale, timeZone, "date") })
      : "",
  ].filter((part) => part !== "");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3">
      <div className="min-w-0">
        <p className="font-medium">{period}</p>
        <p className="text-sm break-words text-ink-soft">{about.join(" · ")}</p>
      </div>
      {state === "ready" ? (
        <LinkButton
          href={`/receipts/packs/${id}`}
          variant="secondary"
          prefetch={false}
          download
          aria-label={`${t("fetch")} ${period}`}
        >
          <Download aria-hidden className="size-4" />
          {t("fetch")}
        </LinkButton>
      ) : null}
    </li>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
