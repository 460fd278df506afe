import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { UnlockDialog } from "./unlock-dialog";

type Place = RouterOutputs["operations"]["commands"]["connectors"]["places"][number];
type Connector = Place["connectors"][number];

/** A place with its connectors, each with the deed or why it can't be done. */
export function UnlockPlace({ place }: { place: Place }) {
  const t = useTranslations("operations.unlock");
  const { name, address, city, operator, connectors } = place;
  return (
    <Section title={name}>
      <p className="-mt-3 text-sm text-ink-soft">
        {[address, city, operator].filter(Boolean).join(" · ")}
      </p>
      {connectors.length === 0 ? (
        <p className="text-ink-soft">{t("noConnectors")}</p>
      ) : (
        <ul className="grid gap-x-12 border-t xl:grid-cols-2">
          {connectors.map((connector) => (
            <ConnectorLine
              key={`${connector.evseUid} ${connector.connectorId}`}
              connector={connector}
              place={name}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ConnectorLine({ connector, place }: { connector: Connector; place: string }) {
  const t = useTranslations("operations.unlock");
  const { evse, evseUid, connectorId, standard, status, refusal } = connector;
  return (
    <li className="grid items-center justify-between gap-x-6 gap-y-2 border-b py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="font-medium">{t("connector", { evse, connector: connectorId })}</p>
        <p className="text-sm text-ink-soft">
          <span className="font-mono text-xs break-all">{evseUid}</span> · {standard} · {status}
        </p>
      </div>
      {refusal === null ? (
        <UnlockDialog connector={connector} place={place} />
      ) : (
        <p className="text-sm text-ink-soft">{t(refusal)}</p>
      )}
    </li>
  );
}
