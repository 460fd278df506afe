import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMethodName } from "@/app/(driver)/payment/method-name";
import { useBrowserName } from "@/app/(driver)/use-browser-name";
import { Moment } from "@/components/period";
import { Setting } from "@/components/ui/section";
import type { Time } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type AgreedTo = RouterOutputs["driver"]["privacy"]["agreed"];

/** What the reader agreed to, since when, and where it is read or taken back. */
export function Agreed({ agreed, timeZone }: { agreed: AgreedTo; timeZone: string }) {
  const t = useTranslations("privacy.agreed");
  const methodName = useMethodName();
  const nameOf = useBrowserName();
  const { terms, methods, browsers } = agreed;
  return (
    <Setting title={t("title")} lead={t("text")}>
      <Group title={t("terms")} none={t("termsNone")}>
        {terms.map(({ id, version, title, acceptedAt }) => (
          <Entry key={id} at={acceptedAt} timeZone={timeZone}>
            <Link href={`/terms?version=${version}`} className="underline underline-offset-4">
              {t("termsVersion", { title, version })}
            </Link>
          </Entry>
        ))}
      </Group>
      <Group
        title={t("methods")}
        none={t("methodsNone")}
        at={{ href: "/payment", label: t("payment") }}
      >
        {methods.map((method) => (
          <Entry key={method.id} at={method.savedAt} timeZone={timeZone}>
            {methodName(method)}
          </Entry>
        ))}
      </Group>
      <Group
        title={t("browsers")}
        none={t("browsersNone")}
        at={{ href: "/notifications", label: t("notices") }}
      >
        {browsers.map(({ id, userAgent, createdAt }) => (
          <Entry key={id} at={createdAt} timeZone={timeZone}>
            {nameOf(userAgent)}
          </Entry>
        ))}
      </Group>
    </Setting>
  );
}

function Group({
  title,
  none,
  at,
  children,
}: {
  title: string;
  none: string;
  at?: { readonly href: string; readonly label: string };
  children: readonly ReactNode[];
}) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h3 className="pb-1 font-medium">{title}</h3>
        {at ? (
          <Link href={at.href} className="tap text-sm text-brand underline">
            {at.label}
          </Link>
        ) : null}
      </div>
      {children.length === 0 ? (
        <p className="border-y py-2.5 text-ink-soft">{none}</p>
      ) : (
        <ul className="border-t">{children}</ul>
      )}
    </div>
  );
}

function Entry({ at, timeZone, children }: { at: Time; timeZone: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-b py-2.5">
      <span className="min-w-0 break-words">{children}</span>
      <Moment at={at} timeZone={timeZone} show="date" className="text-sm text-ink-soft" />
    </li>
  );
}
