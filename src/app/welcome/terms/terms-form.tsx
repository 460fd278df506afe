"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Tick } from "@/app/(driver)/tick";
import { StepButtons } from "@/app/welcome/step-buttons";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Keeps that the reader agreed to exactly the version above. */
export function TermsForm({
  termsVersionId,
  isAccepted,
}: {
  termsVersionId: string;
  isAccepted: boolean;
}) {
  const t = useTranslations("welcome.terms");
  const words = useTranslations("welcome");
  const router = useRouter();
  const trpc = useTRPC();
  const [isTicked, setTicked] = useState(isAccepted);
  const [isAsked, setAsked] = useState(false);
  const { mutate, isPending, isSuccess } = useMutation(
    trpc.welcome.acceptTerms.mutationOptions({
      onSuccess: () => router.push("/welcome/plan"),
      onError: (error) => {
        const isOther = refusalOf(error) === "CONFLICT";
        toast.error(isOther ? t("changed") : words("failed"));
        if (isOther) router.refresh();
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (isTicked) mutate({ termsVersionId });
      }}
      className="flex flex-col gap-3"
    >
      {isAccepted ? (
        <p className="text-ink-soft">{t("accepted")}</p>
      ) : (
        <Tick label={t("agree")} isTicked={isTicked} onTick={setTicked} />
      )}
      {isAsked && !isTicked ? (
        <p role="alert" className="text-sm font-medium text-bad">
          {t("mustAgree")}
        </p>
      ) : null}
      <StepButtons back="/welcome/invoice" isPending={isPending || isSuccess} />
    </form>
  );
}
