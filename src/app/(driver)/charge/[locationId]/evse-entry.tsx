import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge, type Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";
import { Updated } from "@/app/(driver)/charge/ago";
import { plugName } from "@/app/(driver)/charge/plug-name";
import { Power } from "@/app/(driver)/charge/power";
import { PlannedWords, PriceParts } from "@/app/(driver)/charge/price-parts";
import { QuoteDetail } from "./quote-detail";
import { ReserveButton } from "./reserve-button";
import { StartButton } from "./start-button";

type Place = RouterOutputs["driver"]["charge"]["place"];
type Evse = Place["evses"][number];
type Connector = Evse["connectors"][number];

const TONES = {
  AVAILABLE: "ok",
  BLOCKED: "neutral",
  CHARGING: "neutral",
  INOPERATIVE: "bad",
  OUTOFORDER: "bad",
  RESERVED: "wait",
  UNKNOWN: "neutral",
} as const satisfies Record<string, Tone>;

function isKnown(status: string): status is keyof typeof TONES {
  return status in TONES;
}

/** A charging point with its plugs, prices, and what can be done there from here. */
export function EvseEntry({
  place,
  evse,
  now,
  timeZone,
}: {
  place: Place;
  evse: Evse;
  now: Temporal.Instant;
  /** Stands in where the place's own is not known. */
  timeZone: string;
}) {
  const t = useTranslations("driver.charge");
  const status = isKnown(evse.status) ? evse.status : "UNKNOWN";
  const [first] = evse.connectors;
  return (
    <li className="flex flex-col gap-3 border-b py-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{t("place.evse", { label: evse.label })}</h3>
        <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
        <span className="text-sm text-ink-soft">
          <Updated at={evse.statusAt} now={now} />
        </span>
        {evse.canReserve && first ? (
          <span className="ml-auto">
            <ReserveButton at={startAt(place, evse, first, t)} place={place.name} />
          </span>
        ) : null}
      </div>
      <ul className="flex flex-col gap-4">
        {evse.connectors.map((connector) => (
          <ConnectorEntry
            key={connector.id}
            {...{ place, evse, connector }}
            timeZone={place.timeZone ?? timeZone}
          />
        ))}
      </ul>
      {evse.canStart || !place.takesCommands ? null : (
        <p className="text-sm text-ink-soft">{t("place.notFromApp")}</p>
      )}
    </li>
  );
}

function startAt(
  place: Place,
  evse: Evse,
  connector: Connector,
  word: Parameters<typeof plugName>[1],
) {
  return {
    locationId: place.id,
    evseUid: evse.uid,
    connectorId: connector.id,
    evse: evse.label,
    plug: plugName(connector.standard, word),
  };
}

function ConnectorEntry({
  place,
  evse,
  connector,
  timeZone,
}: {
  place: Place;
  evse: Evse;
  connector: Connector;
  timeZone: string;
}) {
  const t = useTranslations("driver.charge");
  const { powerW, isCable, quote } = connector;
  const at = startAt(place, evse, connector, t);
  const isBusy = evse.status === "CHARGING" || evse.status === "BLOCKED";
  return (
    <li className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-[11rem_minmax(0,1fr)_auto]">
      <p className="flex flex-col">
        <span className="font-medium">
          {at.plug}
          {powerW === null ? null : (
            <>
              {" · "}
              <Power watts={powerW} />
            </>
          )}
        </span>
        <span className="text-sm text-ink-soft">{t(isCable ? "cable" : "socket")}</span>
      </p>
      <div className="flex min-w-0 flex-col gap-1">
        <PriceParts quote={quote} />
        {quote.ok ? <QuoteDetail quote={quote.value} timeZone={timeZone} /> : null}
      </div>
      {evse.canStart ? (
        <StartButton
          at={at}
          description={
            <>
              {t("start.text", { place: place.name, evse: evse.label, plug: at.plug })}
              {quote.ok ? (
                <span className="block pt-2">
                  <PlannedWords charge={quote.value.charge} />{" "}
                  <Money value={quote.value.example} className="text-ink" />
                </span>
              ) : (
                <span className="block pt-2">{t(`price.unknown.${quote.reason}`)}</span>
              )}
              {isBusy ? <span className="block pt-2 text-wait">{t("start.busy")}</span> : null}
            </>
          }
        />
      ) : null}
    </li>
  );
}
