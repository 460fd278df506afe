"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { LimitFields } from "@/app/(operations)/operations/sites/limit-fields";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { signalForm, type SignalForm as Form } from "@/trpc/inputs/site";
import type { Site } from "./site-sheet";

/** Lowers a limit of a site for a time, by hand. */
export function SignalDialog({ site }: { site: Site }) {
  const t = useTranslations("sites.signal");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("add")}
        </Button>
      }
      title={t("add")}
      description={t("addText", { timeZone: site.timeZone })}
    >
      {(close) => <SignalForm site={site} onDone={close} />}
    </Dialog>
  );
}

function SignalForm({ site, onDone }: { site: Site; onDone: () => void }) {
  const t = useTranslations("sites.signal");
  const fields = useTranslations("sites.form");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.putSignal.mutationOptions());
  const parts = site.nodes.filter(({ kind }) => kind !== "evse");
  const form = useForm<Form>({
    resolver: zodResolver(signalForm),
    defaultValues: {
      nodeId: parts[0]?.id ?? "",
      limitA: "",
      limitKw: "",
      startsAt: "",
      endsAt: "",
    },
  });
  const { errors, isSubmitting } = form.formState;
  const nodeId = useWatch({ control: form.control, name: "nodeId" });
  const submit = form.handleSubmit(async (signal) => {
    try {
      const { isLower } = await mutateAsync({ siteId: site.id, signal });
      if (!isLower) toast.message(t("noEffect"));
      router.refresh();
      onDone();
    } catch (error) {
      refuse(error);
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Select
        label={t("part")}
        items={parts.map(({ id, name }) => ({ value: id, label: name }))}
        value={nodeId}
        onChange={(next) => form.setValue("nodeId", next)}
      />
      <LimitFields
        amps={form.register("limitA")}
        kilowatts={form.register("limitKw")}
        error={errors.limitA || errors.limitKw ? fields("limitInvalid") : undefined}
      />
      <Field name="startsAt" label={t("starts")} error={errors.startsAt && t("timeInvalid")}>
        <Input {...form.register("startsAt")} type="datetime-local" />
      </Field>
      <Field name="endsAt" label={t("ends")} error={errors.endsAt && t("timeInvalid")}>
        <Input {...form.register("endsAt")} type="datetime-local" />
      </Field>
      <FormButtons send={t("put")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
