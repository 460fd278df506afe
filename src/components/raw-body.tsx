"use client";

import { ScrollArea } from "@base-ui/react/scroll-area";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "./copy-button";
import { Button } from "./ui/button";

/** A message's body: set out for reading, or byte for byte as it came. */
export function RawBody({ body, label }: { body: string; label: string }) {
  const t = useTranslations("operations.body");
  const pretty = prettyOf(body);
  const [isPretty, setPretty] = useState(pretty !== null);
  const text = isPretty && pretty !== null ? pretty : body;
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <figcaption className="text-sm font-medium">{label}</figcaption>
        <div className="flex gap-2 print:hidden">
          {pretty === null ? null : (
            <Button
              variant="quiet"
              size="sm"
              aria-pressed={!isPretty}
              onClick={() => setPretty(!isPretty)}
            >
              {t("asReceived")}
            </Button>
          )}
          <CopyButton text={body} label={t("copy", { label })} />
        </div>
      </div>
      <ScrollArea.Root className="border bg-sheet">
        <ScrollArea.Viewport
          aria-label={label}
          className="max-h-[32rem] overscroll-contain p-4 -outline-offset-2"
        >
          <pre className="font-mono text-xs leading-5">{text === "" ? t("empty") : text}</pre>
        </ScrollArea.Viewport>
        <ScrollArea.Scrollbar orientation="vertical" className="w-1.5 bg-sunken">
          <ScrollArea.Thumb className="w-full bg-rule-strong" />
        </ScrollArea.Scrollbar>
        <ScrollArea.Scrollbar orientation="horizontal" className="h-1.5 bg-sunken">
          <ScrollArea.Thumb className="h-full bg-rule-strong" />
        </ScrollArea.Scrollbar>
      </ScrollArea.Root>
    </figure>
  );
}

/** The same JSON with its lines set out; numbers keep their own digits. Null for what is no JSON. */
function prettyOf(body: string): string | null {
  const numbers: string[] = [];
  try {
    const value: unknown = JSON.parse(body, (_key, entry: unknown, context?: { source?: string }) =>
      typeof entry === "number"
        ? `\u0001${numbers.push(context?.source ?? String(entry)) - 1}\u0001`
        : entry,
    );
    const text = JSON.stringify(value, null, 2);
    return text.replaceAll(/"\\u0001(\d+)\\u0001"/g, (_match, index: string) => {
      return numbers[Number(index)] ?? "";
    });
  } catch {
    return null;
  }
}
