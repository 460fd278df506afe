"use client";

import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";

const MOST_BYTES = 6 * 1024 * 1024;

/** A file to be chosen or dropped; gives its name and its content in base64. */
export function FileDrop({
  onFile,
  fileName,
  isPending,
}: {
  onFile: (file: { fileName: string; base64: string }) => void;
  fileName: string | undefined;
  isPending: boolean;
}) {
  const t = useTranslations("accounting.bank");
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      toast.error(t("tooLarge"));
      return;
    }
    onFile({ fileName: file.name, base64: base64Of(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <label className="relative flex cursor-pointer flex-col items-center gap-1 rounded-xs border border-dashed border-rule-strong px-4 py-6 text-center focus-within:outline-2 focus-within:outline-brand hover:bg-sunken">
      <span className="font-medium">{fileName ?? t("choose")}</span>
      <span className="text-sm text-ink-soft">{t("file")}: .xml, .csv</span>
      {/* It covers the frame unseen: browsers take a file that is dropped on it. */}
      <input
        type="file"
        accept=".xml,.csv,.txt,text/csv,text/xml,application/xml"
        className="absolute inset-0 cursor-pointer opacity-0"
        disabled={isPending}
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </label>
  );
}

function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x8000) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  }
  return btoa(parts.join(""));
}
