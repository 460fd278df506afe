import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/outputs";
import { isOld, Updated } from "@/app/(driver)/charge/ago";
import { plugName } from "@/app/(driver)/charge/plug-name";
import { ConnectorEntry } from "./connector-entry";
import { wordOr } from "./known-word";
import { ReserveButton } from "./reserve-button";

type Place = RouterOutputs["driver"]["charge"]["place"];
type Evse = Place["evses"][number];

const TONES = {
  AVAILABLE: "ok",
  BLOCKED: "neutral",
  CHARGING: "neutral",
  INOPERATIVE: "bad",
  OUTOFORDER: "bad",
  RESERVED: "wait",
  UNKNOWN: "neutral",
} as const satisfies Record<string, Tone>;

const RESTRICTIONS = ["EV_ONLY", "PLUGGED", "DISABLED", "CUSTOMERS", "MOTORCYCLES"] as const;

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
  timeZone: string;
}) {
  const t = useTranslations("driver.charge");
  const find = useTranslations("find");
  const status = isKnown(evse.status) ? evse.status : "UNKNOWN";
  const [first] = evse.connectors;
  const { restrictions, floor } = evse;
  const notes = [
    floor === null ? "" : find("facts.floor", { floor }),
    restrictions.length === 0
      ? ""
      : find("facts.for", {
          who: restrictions
            .map((one) => wordOr(RESTRICTIONS, one, (known) => find(`restriction.${known}`)))
            .join(", "),
        }),
  ].filter(Boolean);
  return (
    <li className="flex flex-col gap-3 border-b py-5">
      <div className="flex items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="font-semibold">{t("place.evse", { label: evse.label })}</h3>
          {/* What was told long ago may well have changed. */}
          <Badge tone={isOld(evse.statusAt, now) ? "neutral" : TONES[status]}>
            {t(`status.${status}`)}
          </Badge>
          <span className="text-sm text-ink-soft">
            <Updated at={evse.statusAt} now={now} />
          </span>
        </div>
        {evse.canReserve && first ? (
          <span className="shrink-0">
            <ReserveButton
              at={{
                locationId: place.id,
                evseUid: evse.uid,
                connectorId: first.id,
                evse: evse.label,
                plug: plugName(first.standard, (key) => t(key)),
              }}
              place={place.name}
            />
          </span>
        ) : null}
      </div>
      {notes.length > 0 ? <p className="text-sm text-ink-soft">{notes.join(" · ")}</p> : null}
      <ul className="flex flex-col gap-4">
        {evse.connectors.map((connector) => (
          <ConnectorEntry key={connector.id} {...{ place, evse, connector, timeZone }} />
        ))}
      </ul>
      {evse.canStart || !place.takesCommands || !evse.takesCards ? null : (
        <p className="text-sm text-ink-soft">{t("place.notFromApp")}</p>
      )}
    </li>
  );
}
