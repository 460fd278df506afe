"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { receiptScheduleInput } from "@/trpc/inputs/receipts";
import type { RouterOutputs } from "@/trpc/outputs";

type Schedules = RouterOutputs["driver"]["receipts"]["schedules"];
type Choices = RouterOutputs["driver"]["receipts"]["choices"];

/** Who is sent each month's receipts, and a way to add somebody. */
export function MonthlyReceipts({
  initial,
  timeZone,
  costCentres,
  hasPurposes,
}: {
  initial: Schedules;
  timeZone: string;
} & Pick<Choices, "costCentres" | "hasPurposes">) {
  const t = useTranslations("receipts.monthly");
  const locale = useLocale();
  const trpc = useTRPC();
  const { data: schedules, refetch } = useQuery(
    trpc.driver.receipts.schedules.queryOptions(undefined, { initialData: initial }),
  );
  const end = useMutation(trpc.driver.receipts.endSchedule.mutationOptions());
  const stop = async (id: string) => {
    try {
      await end.mutateAsync({ id });
      toast.success(t("removed"));
    } catch {
      toast.error(t("failed"));
    }
    await refetch();
  };
  return (
    <Section title={t("title")}>
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      {schedules.length === 0 ? (
        <p className="text-ink-soft">{t("none")}</p>
      ) : (
        <ul className="border-t">
          {schedules.map(({ id, sendTo, dueAt }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3"
            >
              <div className="min-w-0">
                <p className="font-medium break-all">{sendTo}</p>
                <p className="text-sm text-ink-soft">
                  {t("next", { day: formatTime(dueAt, locale, timeZone, "dayInWords") })}
                </p>
              </div>
              <Button
                variant="secondary"
                size="sm"
                isPending={end.isPending}
                aria-label={t("removeFor", { address: sendTo })}
                onClick={() => void stop(id)}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddSchedule
        costCentres={costCentres}
        hasPurposes={hasPurposes}
        onAdded={() => void refetch()}
      />
    </Section>
  );
}

function AddSchedule({
  costCentres,
  hasPurposes,
  onAdded,
}: Pick<Choices, "costCentres" | "hasPurposes"> & { onAdded: () => void }) {
  const t = useTranslations("receipts.monthly");
  const pick = useTranslations("receipts.pick");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.receipts.addSchedule.mutationOptions(),
  );
  const [sendTo, setSendTo] = useState("");
  const [purpose, setPurpose] = useState<"all" | "business" | "private">("all");
  const [centre, setCentre] = useState("all");
  const [isWrong, setWrong] = useState(false);
  const submit = async () => {
    const asked = receiptScheduleInput.safeParse({
      sendTo: sendTo.trim(),
      ...(purpose === "all" ? {} : { purpose }),
      ...(centre === "all" ? {} : { centre }),
    });
    setWrong(!asked.success);
    if (!asked.success) return;
    try {
      await mutateAsync(asked.data);
      toast.success(t("added"));
      setSendTo("");
      onAdded();
    } catch (error) {
      toast.error(t(refusalOf(error) === "TOO_MANY_REQUESTS" ? "limit" : "failed"));
    }
  };
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-x-4 gap-y-3 max-sm:flex-col max-sm:items-stretch"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field
        name="sendTo"
        label={t("address")}
        className="sm:w-72"
        error={isWrong ? t("wrong") : undefined}
      >
        <Input
          type="email"
          autoComplete="email"
          value={sendTo}
          onValueChange={(next) => {
            setSendTo(next);
            setWrong(false);
          }}
        />
      </Field>
      {hasPurposes ? (
        <Select
          label={pick("purposes.label")}
          className="sm:w-48"
          value={purpose}
          items={(["all", "business", "private"] as const).map((value) => ({
            value,
            label: pick(`purposes.${value}`),
          }))}
          onChange={setPurpose}
        />
      ) : null}
      {costCentres.length > 0 ? (
        <Select
          label={pick("centre")}
          className="sm:w-56"
          value={centre}
          items={[
            { value: "all", label: pick("centreAll") },
            ...costCentres.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
          onChange={setCentre}
        />
      ) : null}
      <Button
        type="submit"
        variant="secondary"
        className="self-start sm:self-auto"
        isPending={isPending}
      >
        {t("add")}
      </Button>
    </form>
  );
}
