"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Keeps the consent shown beside it and sends the driver to the page where the card or account is entered. */
export function SaveCard({
  method,
  label,
  consent,
  isFirst = true,
  returnTo = "/payment",
}: {
  method: "card" | "sepa_debit";
  label: string;
  consent: string;
  /** There is nothing saved yet: this is what matters most on the page. */
  isFirst?: boolean;
  returnTo?: "/payment" | "/welcome/pay";
}) {
  const t = useTranslations("driver.payment");
  const locale = useLocale();
  const consentId = useId();
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess } = useMutation(
    trpc.driver.payment.startCardSetup.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: () => toast.error(t("unavailable")),
    }),
  );
  const isLeaving = isPending || isSuccess;
  return (
    <div className="flex flex-col items-start gap-3">
      <p id={consentId} className="max-w-prose text-sm text-ink-soft">
        {t("agree", { text: consent })}
      </p>
      <Button
        variant={isFirst ? "primary" : "secondary"}
        isPending={isLeaving}
        aria-describedby={consentId}
        onClick={() => mutate({ locale, method, returnTo })}
      >
        {isLeaving ? t("opening") : label}
      </Button>
    </div>
  );
}
