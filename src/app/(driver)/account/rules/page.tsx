import { getTranslations } from "next-intl/server";
import { AccountNav } from "@/app/(driver)/account/account-nav";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { AddCostCentre, CostCentreEntry } from "./cost-centre-entry";
import { PreviewTable } from "./preview-table";
import { AddRule } from "./rule-dialog";
import { RuleEntry } from "./rule-entry";

export const generateMetadata = () => pageTitle("account.rules");

export default async function RulesPage() {
  const caller = (await api()).driver.account;
  const [t, centreWords, rules, choices, preview, people] = await Promise.all([
    getTranslations("account.rules"),
    getTranslations("account.centres"),
    caller.rules(),
    caller.ruleChoices(),
    caller.previewRules(),
    caller.people(),
  ]);
  const { costCentres } = choices;
  const usual = people.owner.kind === "business" ? "business" : "private";
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <AccountNav at="/account/rules" />
      <Section title={t("list")} action={<AddRule choices={choices} />}>
        <p className="max-w-prose text-ink-soft">{t("text", { usual })}</p>
        {rules.length === 0 ? (
          <Empty title={t("empty")}>{t("emptyText")}</Empty>
        ) : (
          <ol className="border-t border-ink">
            {rules.map((rule, index) => (
              <RuleEntry
                key={rule.id}
                rule={rule}
                place={index + 1}
                last={rules.length}
                choices={choices}
              />
            ))}
          </ol>
        )}
      </Section>
      <Section title={centreWords("title")} action={<AddCostCentre />}>
        <p className="max-w-prose text-ink-soft">{centreWords("text")}</p>
        {costCentres.length === 0 ? (
          <Empty title={centreWords("empty")}>{centreWords("emptyText")}</Empty>
        ) : (
          <ul className="border-t border-ink">
            {costCentres.map((centre) => (
              <CostCentreEntry key={centre.id} centre={centre} />
            ))}
          </ul>
        )}
      </Section>
      <PreviewTable preview={preview} rules={rules} costCentres={costCentres} />
    </>
  );
}
