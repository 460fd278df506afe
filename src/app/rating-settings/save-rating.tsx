"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import type { RouterOutputs } from "@/trpc/outputs";

/** Saves after saying once more what it does. */
export function SaveRating({
  name,
  effect,
  onSave,
}: {
  name: string;
  effect: RouterOutputs["ratingSettings"]["preview"] | null;
  onSave: () => Promise<void>;
}) {
  const t = useTranslations("ratingSettings");
  return (
    <div>
      <ConfirmDialog
        trigger={<Button>{t("save")}</Button>}
        title={t("confirmTitle", { name })}
        description={
          <>
            {effect && effect.rated > 0 ? (
              <span className="block pb-2">
                {t("confirmEffect", {
                  rated: effect.rated,
                  days: effect.days,
                  before: effect.before.accepted,
                  after: effect.after.accepted,
                })}
              </span>
            ) : null}
            <span className="block">{t("confirmText")}</span>
          </>
        }
        confirmLabel={t("save")}
        onConfirm={onSave}
      />
    </div>
  );
}
