"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Priced } from "./lab-answer";

/** What can be taken along: the line for the price command, its answer, and the charging periods. */
export function LabFiles({ id, files }: { id: string; files: Priced["files"] }) {
  const t = useTranslations("tariffs.lab");
  const name = id.replaceAll(/[^\w.-]+/g, "-").slice(0, 60) || "tariff";
  const all = [
    { label: t("fileLine"), file: `${name}.jsonl`, text: `${files.line}\n` },
    { label: t("fileResult"), file: `${name}-price.json`, text: `${files.result}\n` },
    { label: t("filePeriods"), file: `${name}-charging_periods.json`, text: `${files.periods}\n` },
  ];
  return (
    <Section title={t("files")}>
      <p className="max-w-prose text-ink-soft">{t("filesText")}</p>
      <div className="flex flex-wrap gap-3">
        {all.map(({ label, file, text }) => (
          <Button key={file} variant="secondary" onClick={() => save(file, text)}>
            <Download aria-hidden className="size-4" />
            {label}
          </Button>
        ))}
      </div>
    </Section>
  );
}

/** Hands a text to the browser as a file. */
function save(file: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
