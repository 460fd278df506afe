import { biddingZone, MARKET_TIME_ZONE } from "@/core/smart-charging/market/bidding-zones";
import { QUARTER_MS } from "@/core/smart-charging/market/market-point";
import { demoPriceCents, demoProductionMw, type DemoZone } from "./demo-curves";

/** What a made-up document tells of: some zones in [fromMs, untilMs), whole quarter hours. */
export interface DemoRequest {
  readonly zones: readonly DemoZone[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly createdAt: Temporal.Instant;
}

const head = (createdAt: Temporal.Instant, type: string) => `<mRID>demo</mRID>
<revisionNumber>1</revisionNumber>
<type>${type}</type>
<sender_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</sender_MarketParticipant.mRID>
<createdDateTime>${createdAt.toString({ smallestUnit: "second" })}</createdDateTime>`;

/** Made-up day-ahead prices as ENTSO-E publishes them: a series for each zone and market day, repeated values left out. */
export function writeDemoPrices(request: DemoRequest): string {
  const days = marketDays(request.fromMs, request.untilMs);
  const series = request.zones.flatMap((zone) =>
    days.map(({ fromMs, untilMs }) => {
      const eic = biddingZone(zone)?.eic ?? "";
      const period = writePeriod({ fromMs, untilMs, element: "price.amount" }, (atMs) =>
        (demoPriceCents(zone, atMs) / 100).toFixed(2),
      );
      return `<TimeSeries>
<auction.type>A01</auction.type>
<businessType>A62</businessType>
<in_Domain.mRID codingScheme="A01">${eic}</in_Domain.mRID>
<out_Domain.mRID codingScheme="A01">${eic}</out_Domain.mRID>
<contract_MarketAgreement.type>A01</contract_MarketAgreement.type>
<currency_Unit.name>EUR</currency_Unit.name>
<price_Measure_Unit.name>MWH</price_Measure_Unit.name>
<curveType>A03</curveType>
${period}
</TimeSeries>`;
    }),
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
${head(request.createdAt, "A44")}
${series.join("\n")}
</Publication_MarketDocument>
`;
}

/** Made-up generation per type as ENTSO-E publishes it: a series for each zone and kind of production. */
export function writeDemoProduction(request: DemoRequest): string {
  const { fromMs, untilMs } = request;
  const series = request.zones.flatMap((zone) =>
    [...demoProductionMw(zone, fromMs).keys()].map((kind) => {
      const period = writePeriod({ fromMs, untilMs, element: "quantity" }, (atMs) =>
        String(demoProductionMw(zone, atMs).get(kind) ?? 0),
      );
      return `<TimeSeries>
<businessType>A01</businessType>
<objectAggregation>A08</objectAggregation>
<inBiddingZone_Domain.mRID codingScheme="A01">${biddingZone(zone)?.eic ?? ""}</inBiddingZone_Domain.mRID>
<quantity_Measure_Unit.name>MAW</quantity_Measure_Unit.name>
<curveType>A03</curveType>
<MktPSRType><psrType>${kind}</psrType></MktPSRType>
${period}
</TimeSeries>`;
    }),
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<GL_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-6:generationloaddocument:3:0">
${head(request.createdAt, "A75")}
<process.processType>A16</process.processType>
${series.join("\n")}
</GL_MarketDocument>
`;
}

interface PeriodFrame {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly element: "price.amount" | "quantity";
}

function writePeriod(frame: PeriodFrame, valueAt: (atMs: number) => string): string {
  const { fromMs, untilMs, element } = frame;
  const points: string[] = [];
  let last: string | undefined;
  for (let atMs = fromMs; atMs < untilMs; atMs += QUARTER_MS) {
    const value = valueAt(atMs);
    if (value === last) continue;
    last = value;
    const position = (atMs - fromMs) / QUARTER_MS + 1;
    points.push(`<Point><position>${position}</position><${element}>${value}</${element}></Point>`);
  }
  return `<Period><timeInterval><start>${minuteOf(fromMs)}</start><end>${minuteOf(untilMs)}</end></timeInterval>
<resolution>PT15M</resolution>
${points.join("\n")}
</Period>`;
}

function marketDays(fromMs: number, untilMs: number): { fromMs: number; untilMs: number }[] {
  const days = [];
  for (let start = fromMs; start < untilMs;) {
    const next = instantOf(start)
      .toZonedDateTimeISO(MARKET_TIME_ZONE)
      .startOfDay()
      .add({ days: 1 }).epochMilliseconds;
    days.push({ fromMs: start, untilMs: Math.min(next, untilMs) });
    start = next;
  }
  return days;
}

function minuteOf(ms: number): string {
  return instantOf(ms).toString({ smallestUnit: "minute" });
}

function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
