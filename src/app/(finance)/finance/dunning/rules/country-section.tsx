import { useLocale, useTranslations } from "next-intl";
import { RulesWords } from "@/app/(finance)/finance/dunning/rules-words";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { formatCountry, formatDay, formatRate } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { RateDialog } from "./rate-dialog";
import { RulesEditor } from "./rules-editor";
import { formOfRules } from "./form-of-rules";

type Country = RouterOutputs["finance"]["dunning"]["rules"][number];

/** A country's rules: what is in force in words, its rates, its other versions, and a new one. */
export function CountrySection({ rules }: { rules: Country }) {
  const t = useTranslations("dunning.rules");
  const locale = useLocale();
  const { country, versions, rates } = rules;
  const name = formatCountry(country, locale);
  const current = versions.find(({ isInForce }) => isInForce) ?? versions[0];
  const others = versions.filter((one) => one !== current);
  if (!current) return null;
  return (
    <Section title={name}>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-4">
          <VersionHead version={current} />
          <RulesWords rules={current.rules} />
          {others.length > 0 ? (
            <details>
              <summary className="cursor-pointer font-medium">{t("older")}</summary>
              <div className="flex flex-col gap-6 pt-4">
                {others.map((one) => (
                  <div key={one.validFrom.toString()} className="flex flex-col gap-3">
                    <VersionHead version={one} />
                    <RulesWords rules={one.rules} />
                  </div>
                ))}
              </div>
            </details>
          ) : null}
          <RulesEditor name={name} initial={formOfRules(country, current.rules)} />
        </div>
        <div className="flex flex-col gap-3">
          <h3 className="font-medium">{t("rates")}</h3>
          {rates.length === 0 ? (
            <p className="text-ink-soft">{t("noRates")}</p>
          ) : (
            <Facts
              facts={rates.map(({ validFrom, rate }) => ({
                label: t("rateFrom", { day: formatDay(validFrom.toString(), locale) }),
                value: formatRate(rate, locale),
              }))}
            />
          )}
          <RateDialog country={country} />
        </div>
      </div>
    </Section>
  );
}

function VersionHead({ version }: { version: Country["versions"][number] }) {
  const t = useTranslations("dunning.rules");
  const locale = useLocale();
  const day = formatDay(version.validFrom.toString(), locale);
  return (
    <div>
      <p className="font-medium">
        {version.isInForce ? `${t("inForce")}. ` : null}
        {t("from", { day })}
      </p>
      <p className="max-w-prose text-sm text-ink-soft">
        {version.author === null ? t("withProduct") : t("by", { name: version.author })}.{" "}
        {t("source")}: {version.source}
      </p>
    </div>
  );
}
