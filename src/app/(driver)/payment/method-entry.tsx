import { useTimeZone, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { MethodButtons } from "./method-buttons";
import { useMethodName, type Method } from "./method-name";

/** One saved way to pay: what it is, whether invoices are taken from it, and what its owner may do. */
export function MethodEntry({ method, isOnly }: { method: Method; isOnly: boolean }) {
  const t = useTranslations("driver.payment");
  const words = useTranslations("payments.methods");
  const timeZone = useTimeZone() ?? "UTC";
  const name = useMethodName()(method);
  const { expMonth, expYear } = method;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b py-4 first:pt-0 last:border-b-0 last:pb-0">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {name}
          {method.isDefault ? <Badge tone="ok">{words("default")}</Badge> : null}
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm text-ink-soft">
          {expMonth && expYear ? (
            <span className={method.isExpired ? "text-bad" : undefined}>
              {t("expires", { month: String(expMonth).padStart(2, "0"), year: String(expYear) })}
            </span>
          ) : null}
          <span>
            {t("savedAt")} <Moment at={method.savedAt} timeZone={timeZone} show="date" />
          </span>
        </p>
      </div>
      <MethodButtons
        methodId={method.id}
        isDefault={method.isDefault}
        name={name}
        isOnly={isOnly}
      />
    </li>
  );
}
