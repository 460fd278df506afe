import type { Credentials, Endpoint, Party, Token } from "./ocpi-objects";
import type { OcpiVersion } from "./ocpi-version";
import { findViolations } from "./validate-object";

/** What the eMSP sent, in the form of 2.2.1, or what is wrong with it. */
export type Read<T> = { ok: true; object: T } | { ok: false; problems: string[] };

function isOf<T>(className: string, value: unknown, version: OcpiVersion): value is T {
  return findViolations(className, value, { version }).length === 0;
}

type OldToken = Omit<Token, "contract_id" | "country_code" | "party_id"> & { auth_id: string };
type OldCredentials = Pick<Credentials, "token" | "url"> &
  Party & { business_details: { name: string } };

/** A Token; 2.1.1 does not say whose it is, so that the URL or the connection must. */
export function readToken(version: OcpiVersion, value: unknown, party: Party): Read<Token> {
  if (version !== "2.1.1") {
    if (isOf<Token>("Token", value, version)) return { ok: true, object: value };
  } else if (isOf<OldToken>("Token", value, version)) {
    const { auth_id: contractId, ...rest } = value;
    const { country_code, party_id } = party;
    return { ok: true, object: { ...rest, country_code, party_id, contract_id: contractId } };
  }
  return { ok: false, problems: findViolations("Token", value, { version }) };
}

/** Credentials; the flat ones of 2.1.1 are an eMSP's, as we are a CPO. */
export function readCredentials(version: OcpiVersion, value: unknown): Read<Credentials> {
  if (version !== "2.1.1") {
    if (isOf<Credentials>("Credentials", value, version)) return { ok: true, object: value };
  } else if (isOf<OldCredentials>("Credentials", value, version)) {
    const { token, url, ...role } = value;
    return { ok: true, object: { token, url, roles: [{ role: "EMSP", ...role }] } };
  }
  return { ok: false, problems: findViolations("Credentials", value, { version }) };
}

/** The modules in which an eMSP of 2.1.1 is the Sender; it does not say so itself. */
const SENT_BY_EMSP = ["commands", "credentials", "tokens"];

/** The endpoints of the details that are in order. */
export function readEndpoints(version: OcpiVersion, listed: readonly unknown[]): Endpoint[] {
  return listed.flatMap((value): Endpoint[] => {
    if (version !== "2.1.1") return isOf<Endpoint>("Endpoint", value, version) ? [value] : [];
    if (!isOf<Omit<Endpoint, "role">>("Endpoint", value, version)) return [];
    const role = SENT_BY_EMSP.includes(value.identifier) ? "SENDER" : "RECEIVER";
    return [{ ...value, role }];
  });
}
