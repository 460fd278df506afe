import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal, formatDuration } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { plugName } from "@/app/(driver)/charge/plug-name";
import { Power } from "@/app/(driver)/charge/power";
import { PlannedWords, PriceParts } from "@/app/(driver)/charge/price-parts";
import { QuoteDetail } from "./quote-detail";
import { StartButton } from "./start-button";
import { WholePrice } from "./whole-price";

type Place = RouterOutputs["driver"]["charge"]["place"];
type Evse = Place["evses"][number];
type Connector = Evse["connectors"][number];

/** A plug with its price for the charge in mind, and starting it. */
export function ConnectorEntry({
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
  const find = useTranslations("find");
  const { powerW, isCable, termsUrl, offer } = connector;
  const { quote, fit } = offer;
  const plug = plugName(connector.standard, (key) => t(key));
  const car = place.need.car?.name ?? "";
  return (
    <li className="grid items-start gap-x-8 gap-y-2 sm:grid-cols-[11rem_minmax(0,1fr)_auto]">
      <p className="flex flex-col">
        <span className="font-medium">
          {plug}
          {powerW === null ? null : (
            <>
              {" · "}
              <Power watts={powerW} />
            </>
          )}
        </span>
        <span className="text-sm text-ink-soft">{t(isCable ? "cable" : "socket")}</span>
        {fit === "no" || fit === "unsure" ? (
          <span className="text-sm text-wait">{find(`fit.${fit}`, { car })}</span>
        ) : null}
      </p>
      <div className="flex min-w-0 flex-col gap-1">
        <PriceParts quote={quote} />
        {quote.ok ? (
          <>
            <TakesLonger place={place} connector={connector} />
            <details className="group pt-1">
              <summary className="cursor-pointer py-1 pointer-coarse:py-2.5 underline decoration-rule-strong underline-offset-4 hover:decoration-ink">
                {find("whole.show")}
              </summary>
              <div className="flex flex-col gap-3 pt-2 pb-3">
                <WholePrice quote={quote.value} operator={place.operator} timeZone={timeZone} />
                <QuoteDetail quote={quote.value} timeZone={timeZone} />
              </div>
            </details>
          </>
        ) : null}
        {termsUrl && termsUrl.startsWith("https://") ? (
          <a
            href={termsUrl}
            target="_blank"
            rel="noreferrer"
            className="tap self-start text-sm underline underline-offset-4"
          >
            {find("facts.terms")}
          </a>
        ) : null}
      </div>
      {evse.canStart ? <StartHere {...{ place, evse, connector, plug }} /> : null}
    </li>
  );
}

/** Says it where the energy can't be had in the time that was wished. */
function TakesLonger({ place, connector }: { place: Place; connector: Connector }) {
  const t = useTranslations("find.need");
  const locale = useLocale();
  const { quote, drawW } = connector.offer;
  if (!quote.ok || !quote.value.charge.isStretched || drawW === null) return null;
  const { energy, startAt, chargedAt } = quote.value.charge;
  return (
    <p className="text-sm text-wait">
      {t("longer", {
        time: formatDuration(chargedAt.epochMilliseconds - startAt.epochMilliseconds),
        power: `${formatDecimal(String(drawW / 1000), locale, 1)}\u00a0kW`,
        energy: `${formatDecimal(formatScaled(energy, 6), locale, 1)}\u00a0kWh`,
        asked: formatDuration(place.need.asked.minutes * 60_000),
      })}
    </p>
  );
}

function StartHere({
  place,
  evse,
  connector,
  plug,
}: {
  place: Place;
  evse: Evse;
  connector: Connector;
  plug: string;
}) {
  const t = useTranslations("driver.charge");
  const find = useTranslations("find.start");
  const { quote } = connector.offer;
  const isBusy = evse.status === "CHARGING" || evse.status === "BLOCKED";
  return (
    <StartButton
      at={{
        locationId: place.id,
        evseUid: evse.uid,
        connectorId: connector.id,
        evse: evse.label,
        plug,
        wish: { ...place.need.asked, vehicleId: place.need.car?.id ?? null },
      }}
      isBusy={isBusy}
      description={
        <>
          {t("start.text", { place: place.name, evse: evse.label, plug })}
          {quote.ok ? (
            <span className="block pt-2">
              <PlannedWords charge={quote.value.charge} />{" "}
              <Money value={quote.value.example} className="text-ink" />
            </span>
          ) : (
            <span className="block pt-2 text-wait">
              {find("noPrice")} {t(`price.unknown.${quote.reason}`)}
            </span>
          )}
          <span className="block pt-2">{find("token")}</span>
          {isBusy ? (
            <span className="block pt-2 text-wait">{t("start.busy")}</span>
          ) : (
            <span className="block pt-2">{find("plugFirst")}</span>
          )}
        </>
      }
    />
  );
}
