import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ChangePlan } from "./change-plan";

type Plans = RouterOutputs["finance"]["plans"];
type Stretch = NonNullable<Plans["ofDriver"]["current"]>;

/** The driver's plan, what comes after it, and the way to change it. */
export function DriverPlan({
  driver,
  own,
  plans,
}: {
  driver: { readonly id: string; readonly name: string };
  own: Plans["ofDriver"];
  plans: Plans["list"];
}) {
  const t = useTranslations("plans.driver");
  const locale = useLocale();
  const { current, coming, timeZone, nextPeriod } = own;
  const line = (key: "since" | "coming", { name, version, validFrom }: Stretch) =>
    t(key, { name, version, date: formatTime(validFrom, locale, timeZone, "dateTime") });
  const look = "text-brand underline underline-offset-2";
  return (
    <Section
      title={t("title")}
      action={
        <ChangePlan
          driver={driver}
          timeZone={timeZone}
          nextPeriod={nextPeriod.toString()}
          plans={plans.map(({ id, name, code, version, versionId }) => ({
            planId: id,
            planVersionId: versionId,
            label: `${name} (${code}), ${version}`,
          }))}
        />
      }
    >
      <ul>
        <li>
          {current ? (
            <Link href={`/finance/plans/${current.planId}`} className={look}>
              {line("since", current)}
            </Link>
          ) : (
            t("none")
          )}
        </li>
        {coming.map((one) => (
          <li key={one.validFrom.toString()}>
            <Link href={`/finance/plans/${one.planId}`} className={look}>
              {line("coming", one)}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
