"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { certifiedVersions } from "@/trpc/inputs/partner-page";

type Version = (typeof certifiedVersions)[number];

/** Begins a run, and leads to it. */
export function StartRun({ agreed }: { agreed: Version }) {
  const t = useTranslations("partner.certification");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const [version, setVersion] = useState<Version>(agreed);
  const { mutateAsync, isPending } = useMutation(
    trpc.partner.certification.start.mutationOptions(),
  );
  const start = async () => {
    try {
      const { runId } = await mutateAsync({ version });
      router.push(`/partner/certification/${runId}`);
    } catch (error) {
      toast.error(refusalOf(error) === "CONFLICT" ? t("taken") : action("failed"));
      router.refresh();
    }
  };
  return (
    <Section title={t("start")}>
      <p className="-mt-3 max-w-prose text-ink-soft">{t("startText")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t("version")}
          className="w-40"
          value={version}
          onChange={setVersion}
          items={certifiedVersions.map((value) => ({ value, label: value }))}
        />
        <Button isPending={isPending} onClick={() => void start()}>
          {t("start")}
        </Button>
      </div>
    </Section>
  );
}
