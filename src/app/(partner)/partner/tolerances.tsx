import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type Tolerance = RouterOutputs["partner"]["home"]["tolerances"][number];
type Code = keyof Messages["partner"]["tolerance"];

const MOST_FIELDS = 5;

/** Which liberties reading their messages took, and what they would change to need none. */
export function Tolerances({
  tolerances,
  timeZone,
}: {
  tolerances: readonly Tolerance[];
  timeZone: string;
}) {
  const t = useTranslations("partner.home");
  return (
    <Section title={t("tolerances")}>
      {tolerances.length === 0 ? (
        <Empty title={t("tolerancesNone")}>{t("tolerancesNoneText")}</Empty>
      ) : (
        <>
          <p className="-mt-3 max-w-prose text-sm text-ink-soft">{t("tolerancesText")}</p>
          <ul className="border-t">
            {tolerances.map((tolerance) => (
              <ToleranceEntry key={tolerance.code} tolerance={tolerance} timeZone={timeZone} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function ToleranceEntry({ tolerance, timeZone }: { tolerance: Tolerance; timeZone: string }) {
  const t = useTranslations("partner.home");
  const words = useTranslations("partner.tolerance");
  const { code, uses, fields, lastAt, lastMessageId } = tolerance;
  const key = code.replaceAll(" ", "-");
  const known = words.has(`${key}.what` as `${Code}.what`) ? (key as Code) : "other";
  return (
    <li className="flex flex-col gap-1.5 border-b py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h3 className="font-medium">{words(`${known}.what`, { code })}</h3>
        <p className="text-sm text-ink-soft tabular-nums">{t("uses", { count: uses })}</p>
      </div>
      <p className="max-w-prose text-ink-soft">{words(`${known}.do`)}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 font-mono text-xs text-ink-soft">
        {fields.slice(0, MOST_FIELDS).map(({ module, field, uses: times }) => (
          <li key={`${module} ${field}`} className="break-all">
            {module}: {field || t("wholeMessage")} ×&nbsp;{times}
          </li>
        ))}
        {fields.length > MOST_FIELDS ? (
          <li>{t("moreFields", { count: fields.length - MOST_FIELDS })}</li>
        ) : null}
      </ul>
      <p className="text-sm">
        <Link
          href={`/partner/messages/${lastMessageId}`}
          className="text-brand underline underline-offset-2"
        >
          {t("latest")}
        </Link>
        <span className="text-ink-soft">
          {" · "}
          <Moment at={lastAt} timeZone={timeZone} />
        </span>
      </p>
    </li>
  );
}
