"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field, Input, controlLook } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { languages, type Language } from "@/core/language";
import { formatDay } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";
import { newTermsInput, type NewTermsForm } from "@/trpc/inputs/terms";
import { TermsPreview } from "./terms-preview";
import { useTermsDraft, type DraftStanding } from "./use-terms-draft";

interface EditorProps {
  readonly kind: NewTermsForm["kind"];
  /** The version that it becomes. */
  readonly version: number;
  readonly before: NewTermsForm["texts"];
}

/** A new version: its day, its words in each language, how it will look, and what it changes. */
export function TermsEditor({ kind, version, before }: EditorProps) {
  const t = useTranslations("terms.manage");
  const locale = useLocale();
  const { draft, standing, change, forget, startOver } = useTermsDraft(kind, before);
  const { validFrom, texts } = draft;
  const [language, setLanguage] = useState<Language>(locale);
  const [problem, setProblem] = useState<string>();
  const publish = usePublish(setProblem, forget);
  const own = texts[language];
  const write = (part: Partial<typeof own>) =>
    change({ texts: { ...texts, [language]: { ...own, ...part } } });
  const missing = languages.filter((one) => !texts[one].title.trim() || !texts[one].body.trim());
  const isReady = missing.length === 0 && /^\d{4}-\d\d-\d\d$/.test(validFrom);
  return (
    <div className="flex flex-col gap-10">
      <DraftNotice standing={standing} onStartOver={startOver} />
      <Field
        name="validFrom"
        label={t("validFrom")}
        hint={t("validFromHint")}
        error={problem}
        className="max-w-xs"
      >
        <Input
          type="date"
          value={validFrom}
          onChange={(event) => {
            setProblem(undefined);
            change({ validFrom: event.target.value });
          }}
        />
      </Field>
      <LanguageTabs language={language} onChoose={setLanguage} />
      <div className="grid gap-10 lg:grid-cols-2">
        <div lang={language} className="flex min-w-0 flex-col gap-5">
          <Field name="title" label={t("textTitle")}>
            <Input
              value={own.title}
              maxLength={200}
              onChange={(event) => write({ title: event.target.value })}
            />
          </Field>
          <Field name="body" label={t("body")} hint={t("bodyHint")}>
            <Input
              render={<textarea rows={24} />}
              value={own.body}
              onChange={(event) => write({ body: event.target.value })}
              className={cn(controlLook, "h-auto py-2")}
            />
          </Field>
        </div>
        <TermsPreview
          language={language}
          text={own}
          before={version > 1 ? before[language].body : null}
          version={version}
          validFrom={validFrom}
        />
      </div>
      {missing.length > 0 ? (
        <p className="text-sm text-wait">{t("missing", { languages: missing.join(", ") })}</p>
      ) : null}
      {isReady ? (
        <ConfirmDialog
          trigger={<Button className="self-start">{t("publish")}</Button>}
          title={t("confirm", { version })}
          description={t("confirmText", { date: formatDay(validFrom, locale) })}
          confirmLabel={t("publish")}
          onConfirm={() => publish({ kind, validFrom, texts })}
        />
      ) : (
        <Button className="self-start" onClick={() => setProblem(t("dateInvalid"))}>
          {t("publish")}
        </Button>
      )}
    </div>
  );
}

function DraftNotice({
  standing,
  onStartOver,
}: {
  standing: DraftStanding;
  onStartOver: () => void;
}) {
  const t = useTranslations("terms.manage");
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm text-ink-soft">
      <output>{t(`draft_${standing}`)}</output>
      {standing === "none" ? null : (
        <ConfirmDialog
          trigger={
            <Button variant="quiet" size="sm">
              {t("startOver")}
            </Button>
          }
          title={t("startOverTitle")}
          description={t("startOverText")}
          confirmLabel={t("startOver")}
          isDanger
          onConfirm={async () => onStartOver()}
        />
      )}
    </div>
  );
}

function LanguageTabs({
  language,
  onChoose,
}: {
  language: Language;
  onChoose: (language: Language) => void;
}) {
  const t = useTranslations("terms.manage");
  const words = useTranslations("shell.account");
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="pb-1.5 text-sm font-medium">{t("language")}</legend>
      {languages.map((one) => (
        <Button
          key={one}
          variant="secondary"
          size="sm"
          aria-pressed={one === language}
          className={cn(one === language && "border-ink")}
          onClick={() => onChoose(one)}
        >
          {words(one)}
        </Button>
      ))}
    </fieldset>
  );
}

function usePublish(say: (problem: string) => void, forget: () => void) {
  const t = useTranslations("terms.manage");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.terms.publish.mutationOptions());
  return async (form: NewTermsForm) => {
    try {
      const { version } = await mutateAsync(newTermsInput.parse(form));
      forget();
      toast.success(t("done", { version }));
      router.push("/operations/terms");
      router.refresh();
    } catch (error) {
      const reason = refusalReasonOf(error);
      const soonest = refusalReasonOf(error, "soonest")?.slice(0, 10);
      if (reason === "too-soon" && soonest) {
        say(t("tooSoon", { date: formatDay(soonest, locale) }));
      } else if (reason === "before-last") say(t("beforeLast"));
      else toast.error(t("failed"));
    }
  };
}
