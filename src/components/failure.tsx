"use client";

import { useTranslations } from "next-intl";
import { Button, LinkButton } from "./ui/button";
import { Empty } from "./ui/empty";

/** A page that failed: what happened, that nothing was changed, and the ways on. */
export function Failure({ retry }: { retry: () => void }) {
  const t = useTranslations("shell.error");
  return (
    <div role="alert">
      <Empty
        isPage
        title={t("title")}
        action={
          <div className="flex flex-wrap gap-3 pt-2">
            <Button onClick={retry}>{t("retry")}</Button>
            <LinkButton href="/" variant="secondary">
              {t("home")}
            </LinkButton>
          </div>
        }
      >
        {t("text")}
      </Empty>
    </div>
  );
}
