import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { formatDay } from "@/i18n/formats";
import { Money } from "@/components/money";
import { Badge, type Tone } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { FileActions } from "./file-actions";

type Files = RouterOutputs["finance"]["settlement"]["payments"]["files"];

const TONES: Readonly<Record<Files[number]["state"], Tone>> = {
  draft: "wait",
  approved: "info",
  sent: "info",
  executed: "ok",
  canceled: "neutral",
};

/** Payment files and what became of them. */
export function FileTable({ files }: { files: Files }) {
  const t = useTranslations("settlement.payments");
  const locale = useLocale();
  return (
    <Section title={t("files")}>
      <Table caption={t("filesCaption")}>
        <thead>
          <tr>
            <Th>{t("message")}</Th>
            <Th className="hidden sm:table-cell">{t("day")}</Th>
            <Th isFigure>{t("amount")}</Th>
            <Th>{t("state")}</Th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <Tr key={file.id}>
              <Td className="font-mono text-sm break-all">{file.messageId}</Td>
              <Td className="hidden sm:table-cell">
                {formatDay(file.executeOn.toString(), locale)}
              </Td>
              <Td isFigure>
                <Money value={money(file.totalMinor, file.currency)} />
              </Td>
              <Td>
                <Badge tone={TONES[file.state]}>{t(`states.${file.state}`)}</Badge>
                {(file.state === "approved" || file.state === "sent") && (
                  <FileActions id={file.id} />
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
