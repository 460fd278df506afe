"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormProvider, useForm } from "react-hook-form";
import type { SignUp } from "@/app/welcome/open-step";
import { StepButtons } from "@/app/welcome/step-buttons";
import { BillToFields } from "@/components/bill-to/bill-to-fields";
import { billToValues, refusedField } from "@/components/bill-to/bill-to-values";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { billToInput, type BillToForm } from "@/trpc/inputs/welcome";

export function InvoiceForm({
  answers,
  countries,
}: {
  answers: SignUp["answers"];
  countries: readonly string[];
}) {
  const t = useTranslations("welcome");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isSuccess } = useMutation(trpc.welcome.saveBillTo.mutationOptions());
  const form = useForm<BillToForm>({
    resolver: zodResolver(billToInput),
    defaultValues: billToValues(answers, countries[0] ?? ""),
  });
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      router.push("/welcome/terms");
    } catch (error) {
      const field = refusedField(error);
      if (field) form.setError(field, { type: "refused" }, { shouldFocus: true });
      else toast.error(t("failed"));
    }
  });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex max-w-md flex-col gap-5"
      >
        <BillToFields countries={countries} />
        <StepButtons back="/welcome/you" isPending={form.formState.isSubmitting || isSuccess} />
      </form>
    </FormProvider>
  );
}
