import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** What waits for the driver's hand; nothing where nothing does. */
export function Reminders({ home }: { home: RouterOutputs["driver"]["home"]["read"] }) {
  const t = useTranslations("driver.home");
  const locale = useLocale();
  if (home.troubled.length === 0 && home.card !== null) return null;
  return (
    <>
      {home.troubled.map(({ id, number, total, paymentState }) => {
        const kind = paymentState === "failed" ? "failed" : "action_needed";
        return (
          <Notice
            key={id}
            tone={kind === "failed" ? "bad" : "wait"}
            title={t(`troubled_${kind}`, { number, total: formatMoney(total, locale) })}
            action={
              <LinkButton href={`/invoices/${id}`} variant="secondary" size="sm">
                {t("see")}
              </LinkButton>
            }
          >
            {t(`troubled_${kind}Text`)}
          </Notice>
        );
      })}
      {home.card === null ? (
        <Notice
          title={t("noCardTitle")}
          action={
            <LinkButton href="/payment" variant="secondary" size="sm">
              {t("addCard")}
            </LinkButton>
          }
        >
          {t("noCardText")}
        </Notice>
      ) : null}
    </>
  );
}
