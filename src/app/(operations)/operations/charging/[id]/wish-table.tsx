import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { WishState } from "@/app/(operations)/operations/charging/wish-state";
import { RefreshWhileOpen } from "@/app/refresh-while-open";

type Wish = RouterOutputs["operations"]["charging"]["get"]["wishes"][number];

/** Everything that was asked of a session, and what was said of it, in order. */
export function WishTable({
  wishes,
  timeZone,
  isOpen,
}: {
  wishes: readonly Wish[];
  timeZone: string;
  isOpen: boolean;
}) {
  const t = useTranslations("charging.requests");
  return (
    <Section title={t("wishes")}>
      {isOpen ? <RefreshWhileOpen /> : null}
      {wishes.length === 0 ? (
        <p className="text-ink-soft">{t("wishesNone")}</p>
      ) : (
        <Table caption={t("wishCaption")}>
          <thead>
            <tr>
              <Th>{t("what")}</Th>
              <Th>{t("stateTitle")}</Th>
              <Th className="hidden w-full sm:table-cell">{t("said")}</Th>
            </tr>
          </thead>
          <tbody>
            {wishes.map((wish) => (
              <Tr key={wish.id}>
                <Td>
                  <span className="font-medium">{t(`kind.${wish.kind}`)}</span>
                  <span className="block text-sm whitespace-nowrap text-ink-soft">
                    <Moment at={wish.createdAt} timeZone={timeZone} />
                  </span>
                  <span className="sm:hidden">
                    <Said wish={wish} timeZone={timeZone} />
                  </span>
                </Td>
                <Td>
                  <WishState state={wish.state} />
                </Td>
                <Td className="hidden sm:table-cell">
                  <Said wish={wish} timeZone={timeZone} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Said({ wish, timeZone }: { wish: Wish; timeZone: string }) {
  return (
    <>
      <ol className="text-sm text-ink-soft">
        {wish.events.map(({ at, what }, index) => (
          <li key={index}>
            <Moment at={at} timeZone={timeZone} show="seconds" />{" "}
            <span className="font-mono text-xs">{what}</span>
          </li>
        ))}
      </ol>
      {wish.lastError ? <span className="block text-sm text-bad">{wish.lastError}</span> : null}
    </>
  );
}
