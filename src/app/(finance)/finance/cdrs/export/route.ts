import { getTimeZone, getTranslations } from "next-intl/server";
import { csvText, type CsvCell } from "@/documents/csv";
import { currentPerson } from "@/auth/current-person";
import { money, toDecimalText } from "@/core/money/money";
import { formatMicro } from "@/core/money/quantity";
import { exportCdrs, type CdrListItem } from "@/services/cdrs/list-cdrs";
import { ServiceError } from "@/services/service-error";
import { cdrFilterInput } from "@/trpc/inputs/cdr-filter";
import { contextOf } from "@/trpc/person-context";
import { cdrFilterOf } from "@/trpc/routers/finance/cdr-filter";

const COLUMNS = [
  "id",
  "session",
  "operator",
  "party",
  "place",
  "city",
  "driver",
  "token",
  "started",
  "ended",
  "timeZone",
  "energy",
  "currency",
  "claimed",
  "own",
  "difference",
  "accepted",
  "verdict",
  "state",
  "credit",
  "received",
  "reasons",
] as const;

/** The filtered CDRs as a file, for finance: the service decides who may. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return new Response(null, { status: 303, headers: { location: "/sign-in" } });
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const [t, ownZone] = await Promise.all([getTranslations("finance.csv"), getTimeZone()]);
  try {
    const filter = cdrFilterOf(cdrFilterInput.parse(search));
    const cdrs = await exportCdrs(contextOf(person), filter);
    const rows = cdrs.map((cdr) => rowOf(cdr, cdr.timeZone ?? ownZone));
    const head = COLUMNS.map((column) => ({ own: t(column) }));
    return new Response(csvText([head, ...rows]), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="cdrs.csv"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: error.code === "FORBIDDEN" ? 403 : 400 });
  }
}

function rowOf(cdr: CdrListItem, timeZone: string): CsvCell[] {
  const own = (text: string) => ({ own: text });
  const micro = (value: bigint | null) => own(value === null ? "" : formatMicro(value));
  const local = (at: Temporal.Instant) =>
    own(at.toZonedDateTimeISO(timeZone).toPlainDateTime().round("second").toString());
  const { acceptedCostMinor, currency } = cdr;
  return [
    cdr.ocpiId,
    cdr.sessionOcpiId ?? "",
    cdr.operator,
    cdr.party,
    cdr.place,
    cdr.city,
    cdr.driverName ?? "",
    cdr.tokenUid,
    local(cdr.startedAt),
    local(cdr.endedAt),
    timeZone,
    micro(cdr.energyMicroKwh),
    cdr.currency,
    micro(cdr.claimedMicro),
    micro(cdr.ownMicro),
    micro(cdr.differenceMicro),
    own(acceptedCostMinor === null ? "" : toDecimalText(money(acceptedCostMinor, currency))),
    cdr.verdict ?? "",
    cdr.state,
    own(cdr.isCredit ? "1" : "0"),
    own(cdr.receivedAt.round("second").toString()),
    cdr.heldReasons.join("; "),
  ];
}
