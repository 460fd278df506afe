import type { Json } from "@/core/roaming/json";
import type { ParkingWhileHeld } from "@/core/smart-charging/parking-while-held";

/** Parking that our profile held the car in, as a hold keeps it. */
export function parkingDetail(
  { spans, overlapMs, netMicro }: ParkingWhileHeld,
  currency: string,
): { readonly [name: string]: Json } {
  return {
    overlapMs,
    netMicro: netMicro === null ? null : netMicro.toString(),
    currency,
    spans: spans.map(({ from, to, limit, unit }) => ({
      from: from.toString(),
      to: to.toString(),
      limit: limit.toString(),
      unit,
    })),
  };
}

interface StoredSpan {
  readonly from: string;
  readonly to: string;
  readonly limit: string;
  readonly unit: "A" | "W";
}

/** What `parkingDetail` stored; null for a hold of another code. */
export function readParkingDetail(
  code: string,
  detail: Readonly<Record<string, unknown>>,
): ParkingWhileHeld | null {
  if (code !== "parking-while-held") return null;
  const { overlapMs, netMicro, spans } = detail as {
    readonly overlapMs: number;
    readonly netMicro: string | null;
    readonly spans: readonly StoredSpan[];
  };
  return {
    overlapMs,
    netMicro: netMicro === null ? null : BigInt(netMicro),
    spans: spans.map(({ from, to, limit, unit }) => ({
      from: Temporal.Instant.from(from),
      to: Temporal.Instant.from(to),
      limit: BigInt(limit),
      unit,
    })),
  };
}
