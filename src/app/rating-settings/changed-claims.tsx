"use client";

import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useHeldReason } from "@/app/(finance)/finance/held-reason";
import { Status } from "@/components/status";
import { formatMicroMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Effect = RouterOutputs["ratingSettings"]["preview"];
type Claim = Effect["changes"][number];

/** The charges that would be rated otherwise. `showsCdrs`: each leads to its page. */
export function ChangedClaims({ effect, showsCdrs }: { effect: Effect; showsCdrs: boolean }) {
  const t = useTranslations("ratingSettings");
  const { changes, changed } = effect;
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("changes", { count: changed })}</h3>
      {changes.length < changed ? (
        <p className="text-sm text-ink-soft">{t("changesFirst", { count: changes.length })}</p>
      ) : null}
      {changes.length > 0 ? (
        <ul className="border-t">
          {changes.map((claim) => (
            <li
              key={claim.cdrId}
              className="grid gap-x-8 gap-y-2 border-b py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]"
            >
              <Charge claim={claim} showsCdrs={showsCdrs} />
              <Outcome title={t("now")} claim={claim} outcome={claim.before} />
              <Outcome title={t("then")} claim={claim} outcome={claim.after} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Charge({ claim, showsCdrs }: { claim: Claim; showsCdrs: boolean }) {
  const t = useTranslations("ratingSettings");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const amount = formatMicroMoney(claim.claimedMicro, claim.currency, locale);
  return (
    <div className="min-w-0">
      <p className="font-medium break-words">
        {showsCdrs ? (
          <Link
            href={`/finance/cdrs/${claim.cdrId}`}
            className="text-brand underline underline-offset-2"
          >
            {claim.place}
          </Link>
        ) : (
          claim.place
        )}
      </p>
      <p className="text-sm text-ink-soft">
        {formatTime(claim.startedAt, locale, timeZone, "dateTime")}
        {" · "}
        <span className="font-mono break-all">{claim.ocpiId}</span>
      </p>
      <p className="tabular-nums">{t("claimed", { amount })}</p>
    </div>
  );
}

function Outcome({
  title,
  claim,
  outcome,
}: {
  title: string;
  claim: Claim;
  outcome: Claim["before"];
}) {
  const t = useTranslations("ratingSettings");
  const locale = useLocale();
  const reasonOf = useHeldReason();
  const { ownMicro, isAccepted, verdict, reasons } = outcome;
  const own =
    ownMicro === null
      ? t("noOwn")
      : t("ours", { amount: formatMicroMoney(ownMicro, claim.currency, locale) });
  return (
    <div className="min-w-0">
      <p className="text-sm text-ink-soft">{title}</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{t(`outcome.${isAccepted ? "accepted" : "held"}`)}</span>
        <Status of="verdict" value={verdict} className="text-sm" />
      </p>
      <p className="tabular-nums">{own}</p>
      {reasons.map((reason) => (
        <p key={reason} className="text-sm text-ink-soft">
          {reasonOf(reason).what}
        </p>
      ))}
    </div>
  );
}
