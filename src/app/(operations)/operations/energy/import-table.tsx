import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDecimal } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ProblemTexts } from "./problem-texts";

type Import = RouterOutputs["operations"]["energy"]["overview"]["imports"][number];

const MOST_PROBLEMS = 3;

/** The latest imports, newest first, with what was wrong in them. */
export function ImportTable({
  imports,
  timeZone,
}: {
  imports: readonly Import[];
  timeZone: string;
}) {
  const t = useTranslations("energy.imports");
  const locale = useLocale();
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden sm:table-cell">{t("time")}</Th>
          <Th>{t("what")}</Th>
          <Th isFigure>{t("points")}</Th>
          <Th className="hidden md:table-cell">{t("problems")}</Th>
        </tr>
      </thead>
      <tbody>
        {imports.map(({ id, source, fileName, importedBy, importedAt, points, problems }) => (
          <Tr key={id}>
            <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              <Moment at={importedAt} timeZone={timeZone} />
            </Td>
            <Td>
              <a
                href={`/operations/energy/imports/${id}`}
                download
                className="break-words underline-offset-4 hover:underline"
              >
                {fileName}
              </a>
              <span className="block text-sm text-ink-soft">
                {t(`source.${source}`, { who: importedBy ?? t("someone") })}
                <span className="sm:hidden">
                  {" · "}
                  <Moment at={importedAt} timeZone={timeZone} />
                </span>
              </span>
              <div className="mt-1 text-bad md:hidden">
                <ProblemTexts problems={problems} most={MOST_PROBLEMS} />
              </div>
            </Td>
            <Td isFigure>{formatDecimal(String(points), locale)}</Td>
            <Td className="hidden md:table-cell">
              {problems.length === 0 ? (
                <span className="text-ink-soft">{t("noProblems")}</span>
              ) : (
                <ProblemTexts problems={problems} most={MOST_PROBLEMS} />
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
