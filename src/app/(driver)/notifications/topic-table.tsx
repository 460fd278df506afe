import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Choice = RouterOutputs["driver"]["notifications"]["topics"][number];

/** A box for each kind and channel. Plain boxes of a form: they work before any script does, and without. */
export function TopicTable({ choices }: { choices: readonly Choice[] }) {
  const t = useTranslations("notices");
  return (
    <Table caption={t("table")}>
      <thead>
        <tr>
          <Th>{t("what")}</Th>
          <Th className="text-center">{t("byMail")}</Th>
          <Th className="text-center">{t("byPush")}</Th>
        </tr>
      </thead>
      <tbody>
        {choices.map(({ topic, byMail, byPush, isMailFixed, canPush }) => (
          <Tr key={topic}>
            <Td>
              <input type="hidden" name="shown" value={topic} />
              <p className="font-medium" id={`topic-${topic}`}>
                {t(`topic.${topic}`)}
              </p>
              <p className="text-sm text-ink-soft">{t(`topic.${topic}Text`)}</p>
            </Td>
            <Td className="text-center align-middle">
              {isMailFixed ? (
                <Fixed word={t("always")} />
              ) : (
                <Box name={`mail.${topic}`} label={t("byMail")} topic={topic} isOn={byMail} />
              )}
            </Td>
            <Td className="text-center align-middle">
              {canPush ? (
                <Box name={`push.${topic}`} label={t("byPush")} topic={topic} isOn={byPush} />
              ) : (
                <Fixed word={t("never")} />
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Fixed({ word }: { word: string }) {
  return <span className="text-sm text-ink-soft">{word}</span>;
}

function Box({
  name,
  label,
  topic,
  isOn,
}: {
  name: string;
  label: string;
  topic: Choice["topic"];
  isOn: boolean;
}) {
  const t = useTranslations("notices");
  return (
    <label className="inline-flex size-10 pointer-coarse:size-11 items-center justify-center">
      <input
        type="checkbox"
        name={name}
        defaultChecked={isOn}
        aria-label={`${t(`topic.${topic}`)}: ${label}`}
        className="size-5 accent-brand"
      />
    </label>
  );
}
