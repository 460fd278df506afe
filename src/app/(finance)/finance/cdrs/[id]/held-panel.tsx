import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { useHeldReason } from "@/app/(finance)/finance/held-reason";
import { DecideButton } from "./decide-button";
import { HoldList } from "./hold-list";
import { RerateButton } from "./rerate-button";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];
type Preview = NonNullable<RouterOutputs["finance"]["cdrs"]["previewDecision"]>;
type Acceptance = Preview["claim"];

/** Why a CDR is held, what to do about it, and the decisions with what each would book. */
export function HeldPanel({
  cdr,
  preview,
  timeZone,
}: {
  cdr: Cdr;
  preview: Preview;
  timeZone: string;
}) {
  const t = useTranslations("finance.cdr");
  return (
    <section
      aria-labelledby="held"
      className="grid gap-x-12 gap-y-6 border-l-3 border-wait bg-wait-tint px-5 py-5 xl:grid-cols-[minmax(0,1fr)_20rem]"
    >
      <div className="flex flex-col gap-3">
        <h2 id="held" className="text-lg font-semibold">
          {t("held")}
        </h2>
        <HoldList cdr={cdr} timeZone={timeZone} />
      </div>
      <Decisions cdr={cdr} preview={preview} />
    </section>
  );
}

function Decisions({ cdr, preview }: { cdr: Cdr; preview: Preview }) {
  const t = useTranslations("finance.cdr");
  const locale = useLocale();
  const driverText = useDriverText();
  const { claim, own, takenBack } = preview;
  const confirm = (acceptance: Acceptance) => formatMoney(acceptance.cost, locale);
  const isRefused = ({ driver }: Acceptance) => driver.kind === "refused";
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold">{t("decide")}</h2>
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-1">
        <DecideButton
          cdrId={cdr.id}
          decision="accept_claim"
          amount={confirm(claim)}
          effects={[t("acceptClaimText", { cost: confirm(claim) }), driverText(claim)]}
          isRefused={isRefused(claim)}
        />
        {own ? (
          <DecideButton
            cdrId={cdr.id}
            decision="accept_own"
            amount={confirm(own)}
            effects={[t("acceptOwnText", { cost: confirm(own) }), driverText(own)]}
            isRefused={isRefused(own)}
          />
        ) : null}
        <DecideButton
          cdrId={cdr.id}
          decision="reject"
          amount=""
          effects={[
            t("rejectText"),
            ...(takenBack ? [t("rejectTakenBack", { gross: formatMoney(takenBack, locale) })] : []),
          ]}
          isRefused={false}
        />
        <RerateButton cdrId={cdr.id} />
      </div>
      {own ? null : <p className="text-sm text-ink-soft">{t("noOwn")}</p>}
    </div>
  );
}

function useDriverText(): (acceptance: Acceptance) => string {
  const t = useTranslations("finance.cdr");
  const locale = useLocale();
  const reasonOf = useHeldReason();
  return ({ driver }) => {
    switch (driver.kind) {
      case "booked": {
        const { gross, vat } = driver;
        return t("driverBooked", {
          gross: formatMoney(gross, locale),
          vat: formatMoney(vat, locale),
        });
      }
      case "kept": {
        if (driver.gross === null) return t("driverKeptNone");
        const gross = formatMoney(driver.gross, locale);
        return t(driver.isInvoiced ? "driverKeptInvoiced" : "driverKept", { gross });
      }
      case "untouched":
        return t("driverUntouched");
      case "given-back": {
        if (driver.gross === null) return t("driverKeptNone");
        const gross = formatMoney(driver.gross, locale);
        return t(driver.isInvoiced ? "driverGivenBackInvoiced" : "driverGivenBack", { gross });
      }
      case "nobody":
        return t("driverNobody");
      case "refused":
        return t("driverRefused", { reason: reasonOf(driver.reason).what });
    }
  };
}
