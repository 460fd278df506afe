"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { unlockReasonForm, type UnlockReasonForm } from "@/trpc/inputs/command-filter";
import type { RouterOutputs } from "@/trpc/outputs";

type Connector =
  RouterOutputs["operations"]["commands"]["connectors"]["places"][number]["connectors"][number];

interface Unlock {
  readonly connector: Connector;
  readonly place: string;
}

/** Asks for the reason, then has the station let go of the plug. */
export function UnlockDialog({ connector, place }: Unlock) {
  const t = useTranslations("operations.unlock");
  const { evse, connectorId } = connector;
  return (
    <Dialog
      trigger={
        <Button
          variant="secondary"
          size="sm"
          aria-label={t("unlockOne", { evse, connector: connectorId })}
        >
          {t("unlock")}
        </Button>
      }
      title={t("confirmTitle", { evse, connector: connectorId })}
      description={t("confirmText", { place })}
    >
      {(close) => <ReasonForm connector={connector} onDone={close} />}
    </Dialog>
  );
}

function ReasonForm({ connector, onDone }: { connector: Connector; onDone: () => void }) {
  const t = useTranslations("operations.unlock");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.commands.unlock.mutationOptions());
  const form = useForm<UnlockReasonForm>({
    resolver: zodResolver(unlockReasonForm),
    defaultValues: { reason: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ reason }) => {
    const { locationId, evseUid, connectorId } = connector;
    try {
      const { commandId } = await mutateAsync({ locationId, evseUid, connectorId, reason });
      router.push(`/operations/commands/${commandId}`);
    } catch (error) {
      toast.error(refusalOf(error) === "PRECONDITION_FAILED" ? t("refused") : action("failed"));
      onDone();
      router.refresh();
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="reason"
        label={t("reason")}
        hint={t("reasonHint")}
        error={errors.reason && t("reasonInvalid")}
      >
        <Input {...form.register("reason")} autoComplete="off" maxLength={300} />
      </Field>
      <FormButtons send={t("unlock")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
