"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Button, LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** What is handed to a partner out of band. */
export interface Invitation {
  readonly partnerId: string;
  readonly tokenA: string;
  readonly versionsUrl: string;
}

/** A fresh TOKEN_A and our address, shown this once. */
export function InvitationSlip({
  invitation,
  onDone,
}: {
  invitation: Invitation;
  onDone: () => void;
}) {
  const t = useTranslations("operations.partners");
  const { partnerId, tokenA, versionsUrl } = invitation;
  const rows = [
    { label: t("tokenA"), text: tokenA, copy: t("copyToken") },
    { label: t("ourUrl"), text: versionsUrl, copy: t("copyUrl") },
  ];
  return (
    <div className="flex flex-col gap-5">
      <Notice tone="wait" title={t("tokenOnce")}>
        {t("tokenOnceText")}
      </Notice>
      <dl className="border-t">
        {rows.map(({ label, text, copy }) => (
          <div key={label} className="flex items-center justify-between gap-4 border-b py-3">
            <div className="min-w-0">
              <dt className="text-sm text-ink-soft">{label}</dt>
              <dd className="font-mono text-sm break-all select-all">{text}</dd>
            </div>
            <dd>
              <CopyButton text={text} label={copy} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap justify-end gap-3">
        <LinkButton href={`/operations/partners/${partnerId}`} variant="secondary">
          {t("toPartner")}
        </LinkButton>
        <Button onClick={onDone}>{t("close")}</Button>
      </div>
    </div>
  );
}
