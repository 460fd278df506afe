import { useTranslations } from "next-intl";
import { LinkButton } from "./button";

/** Steps through a list that the server pages. `hrefOf` keeps the filters of the address. */
export function Pager({
  page,
  pageSize,
  total,
  hrefOf,
}: {
  page: number;
  pageSize: number;
  total: number;
  hrefOf: (page: number) => string;
}) {
  const t = useTranslations("shell.pager");
  if (total <= pageSize) return null;
  const last = Math.ceil(total / pageSize);
  const from = (page - 1) * pageSize + 1;
  return (
    <nav
      aria-label={t("label")}
      className="flex items-center justify-between gap-4 pt-2 print:hidden"
    >
      <p className="text-sm text-ink-soft">
        {t("range", { from, to: Math.min(page * pageSize, total), total })}
      </p>
      <div className="flex gap-2">
        {page > 1 ? (
          <LinkButton variant="secondary" size="sm" href={hrefOf(page - 1)} rel="prev">
            {t("previous")}
          </LinkButton>
        ) : null}
        {page < last ? (
          <LinkButton variant="secondary" size="sm" href={hrefOf(page + 1)} rel="next">
            {t("next")}
          </LinkButton>
        ) : null}
      </div>
    </nav>
  );
}
