"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormButtons } from "@/components/ui/form-buttons";
import { Select } from "@/components/ui/select";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

interface Offer {
  readonly planId: string;
  readonly planVersionId: string;
  readonly label: string;
}

interface OfDriver {
  readonly driver: { readonly id: string; readonly name: string };
  readonly timeZone: string;
  /** When the driver's next month begins, as ISO text. */
  readonly nextPeriod: string;
  readonly plans: readonly Offer[];
}

/** Puts the driver on another plan, after asking which and from when. */
export function ChangePlan(of: OfDriver) {
  const t = useTranslations("plans.driver");
  if (of.plans.length === 0) return null;
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("change")}
        </Button>
      }
      title={t("changeTitle", { name: of.driver.name })}
      description={t("changeText")}
    >
      {(close) => <ChangeForm {...of} onDone={close} />}
    </Dialog>
  );
}

function ChangeForm({
  driver,
  timeZone,
  nextPeriod,
  plans,
  onDone,
}: OfDriver & { onDone: () => void }) {
  const t = useTranslations("plans.driver");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.plans.changeDriver.mutationOptions());
  const [planId, setPlanId] = useState(plans[0]?.planId ?? "");
  const [start, setStart] = useState<"now" | "next-period">("next-period");
  const at = (time: string) => formatTime(time, locale, timeZone, "dateTime");
  const submit = async () => {
    const planVersionId = plans.find((one) => one.planId === planId)?.planVersionId ?? "";
    try {
      const { from } = await mutateAsync({ driverId: driver.id, planId, planVersionId, start });
      toast.success(t("done", { date: at(from) }));
    } catch (error) {
      const isStale = refusalOf(error) === "CONFLICT";
      toast.error(isStale ? t("conflict") : action("failed"));
      if (!isStale) return;
    }
    onDone();
    router.refresh();
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Select
        label={t("plan")}
        items={plans.map(({ planId: value, label }) => ({ value, label }))}
        value={planId}
        onChange={setPlanId}
      />
      <Select
        label={t("from")}
        items={[
          { value: "next-period", label: t("nextPeriod", { date: at(nextPeriod) }) },
          { value: "now", label: t("now") },
        ]}
        value={start}
        onChange={setStart}
      />
      <FormButtons send={t("confirm")} isPending={isPending} onCancel={onDone} />
    </form>
  );
}
