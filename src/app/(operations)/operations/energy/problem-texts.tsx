import { useTranslations } from "next-intl";
import type { MarketProblem } from "@/core/smart-charging/market/market-point";

/** What was wrong in a file, a line each; beyond `most` only how many. */
export function ProblemTexts({
  problems,
  most,
}: {
  problems: readonly MarketProblem[];
  most: number;
}) {
  const t = useTranslations("energy");
  const left = problems.length - most;
  return (
    <ul className="text-sm break-words">
      {problems.slice(0, most).map(({ code, detail }) => (
        <li key={`${code} ${detail}`}>{t(`problem.${code}`, { detail })}</li>
      ))}
      {left > 0 ? <li className="text-ink-soft">{t("imports.more", { count: left })}</li> : null}
    </ul>
  );
}
