"use client";

import { useTranslations } from "next-intl";
import { Controller, type Control, type UseFormReturn } from "react-hook-form";
import { SettingsGroup } from "@/app/(operations)/operations/partners/[id]/settings/settings-group";
import {
  DEFAULT_POLICY,
  ratingPolicyChoices,
  type RatingPolicy,
} from "@/core/rating/rating-policy";
import { FINDING_CODES, usualFindings } from "@/core/rating/usual-findings";
import type { RatingSettingsForm } from "@/trpc/inputs/rating-settings";
import { ChoiceSetting } from "./choice-setting";
import { policyWord } from "./policy-word";

type OfForm = { readonly form: UseFormReturn<RatingSettingsForm> };
type Choice = RatingPolicy[keyof RatingPolicy];

const POLICIES = Object.keys(ratingPolicyChoices) as readonly (keyof RatingPolicy)[];
const ANSWERS = ["hold", "note"] as const;

/** How OCPI is read where it leaves a choice. */
export function ReadingSettings({ form }: OfForm) {
  const t = useTranslations("ratingSettings");
  return (
    <SettingsGroup title={t("readings")} lead={t("readingsLead")}>
      {POLICIES.map((field) => (
        <PolicySetting key={field} control={form.control} field={field} />
      ))}
    </SettingsGroup>
  );
}

function PolicySetting({
  control,
  field,
}: {
  control: Control<RatingSettingsForm>;
  field: keyof RatingPolicy;
}) {
  const t = useTranslations("ratingSettings.policy");
  const choices: readonly Choice[] = ratingPolicyChoices[field];
  const wordOf = (choice: Choice) => t(policyWord(field, choice));
  return (
    <Controller
      control={control}
      name={`policy.${field}`}
      render={({ field: { value, onChange } }) => (
        <ChoiceSetting<Choice>
          label={t(`${field}.label`)}
          meaning={t(`${field}.meaning`)}
          example={t(`${field}.example`)}
          items={choices.map((choice) => ({ value: choice, label: wordOf(choice) }))}
          usual={DEFAULT_POLICY[field]}
          value={value}
          onChange={onChange}
        />
      )}
    />
  );
}

/** What becomes of a tariff that is not the one that we held. */
export function ContractSettings({ form }: OfForm) {
  const t = useTranslations("ratingSettings");
  return (
    <SettingsGroup title={t("contract")} lead={t("contractLead")}>
      <Controller
        control={form.control}
        name="contractCheck"
        render={({ field: { value, onChange } }) => (
          <ChoiceSetting
            label={t("contractCheck.label")}
            meaning={t("contractCheck.meaning")}
            example={t("contractCheck.example")}
            items={ANSWERS.map((answer) => ({
              value: answer,
              label: t(`contractCheck.choice.${answer}`),
            }))}
            usual="hold"
            value={value}
            onChange={onChange}
          />
        )}
      />
    </SettingsGroup>
  );
}

const PARKING = ["not-charging", "not-requesting"] as const;

/** What becomes of what is odd about a charge. */
export function FindingSettings({ form }: OfForm) {
  const t = useTranslations("ratingSettings");
  return (
    <SettingsGroup title={t("findings")} lead={t("findingsLead")}>
      <Controller
        control={form.control}
        name="parkingMeans"
        render={({ field: { value, onChange } }) => (
          <ChoiceSetting
            label={t("parkingMeans.label")}
            meaning={t("parkingMeans.meaning")}
            example={t("parkingMeans.example")}
            items={PARKING.map((meaning) => ({
              value: meaning,
              label: t(`parkingMeans.choice.${meaning}`),
            }))}
            usual="not-charging"
            value={value}
            onChange={onChange}
          />
        )}
      />
      {FINDING_CODES.map((code) => (
        <Controller
          key={code}
          control={form.control}
          name={`findings.${code}`}
          render={({ field: { value, onChange } }) => (
            <ChoiceSetting
              isInline
              label={t(`finding.${code}.label`)}
              meaning={t(`finding.${code}.meaning`)}
              items={ANSWERS.map((answer) => ({ value: answer, label: t(`answer.${answer}`) }))}
              usual={usualFindings[code]}
              value={value}
              onChange={onChange}
            />
          )}
        />
      ))}
    </SettingsGroup>
  );
}
