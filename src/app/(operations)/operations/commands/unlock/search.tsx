import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";

/** Looks for places by words; a form of the browser's own, so that it works at once. */
export function Search({ text }: { text: string }) {
  const t = useTranslations("operations.unlock");
  return (
    <search>
      <form action="/operations/commands/unlock" className="flex max-w-xl items-end gap-3">
        <label className="flex min-w-0 flex-1 flex-col gap-1.5">
          <span className="text-sm font-medium">{t("search")}</span>
          <input
            name="q"
            type="search"
            defaultValue={text}
            key={text}
            maxLength={80}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("searchHint")}
            className={controlLook}
          />
        </label>
        <Button type="submit">{t("find")}</Button>
      </form>
    </search>
  );
}
