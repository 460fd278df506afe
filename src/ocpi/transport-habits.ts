import type { OcpiCodec } from "./codec";

/** What of a request its transport habits are read from. */
export interface TransportView {
  readonly headers: Headers;
  readonly codec: OcpiCodec;
  /** The token as it was known; equal to what stands in the header where that was not encoded. */
  readonly presentedToken: string;
  /** Whether the module carries routing headers. */
  readonly isRouted: boolean;
}

/**
 * What a request lacks that its version asks for, as codes: it is answered all the same.
 * OCPI 2.2.1 transport_and_format: Authorization header, Unique message IDs, Message Routing Headers.
 */
export function transportHabits(view: TransportView): readonly string[] {
  const { headers, codec, presentedToken, isRouted } = view;
  const has = (name: string) => (headers.get(name)?.trim() ?? "") !== "";
  const lacks = (name: string) => (has(name) ? [] : [`${name}: missing`]);
  const lacksParty = (which: "from" | "to") =>
    has(`ocpi-${which}-country-code`) && has(`ocpi-${which}-party-id`)
      ? []
      : [`ocpi-${which}: missing`];
  const written = headers.get("authorization")?.trim().split(/ +/)[1];
  const isRaw = codec.authEncoding === "base64" && written === presentedToken;
  return [
    ...(codec.hasRouting ? [...lacks("x-request-id"), ...lacks("x-correlation-id")] : []),
    ...(isRouted ? [...lacksParty("from"), ...lacksParty("to")] : []),
    ...(isRaw ? ["authorization: raw-token"] : []),
  ];
}
