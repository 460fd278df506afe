import { describe, expect, it } from "vitest";
import type { Location, Session } from "./ocpi-objects";
import { buildLocations } from "./locations";
import { OCPI_VERSIONS, type OcpiVersion } from "./ocpi-version";
import { findPlace } from "./places";
import { PROFILES } from "./profiles";
import { buildCdr, buildSession, type Stay } from "./session-objects";
import { findViolations } from "./validate-object";
import { createWriter } from "./writers";

const profile = PROFILES.nordstrom;
const locations = buildLocations(profile, "2026-11-01T08:00:00.250Z");
const NOW_MS = Date.parse("2026-11-17T13:20:00.500Z");
const START_S = Date.parse("2026-11-17T12:00:00Z") / 1000;

function locationOf(id: string): Location {
  const found = locations.find((location) => location.id === id);
  if (found === undefined) throw new Error(`no location ${id}`);
  return found;
}

function writer(version: OcpiVersion) {
  return createWriter(version, { findLocation: locationOf, vat: profile.vat });
}

function stayAt(locationId: string, evseUid: string): Stay {
  const place = findPlace(locations, { locationId, evseUid });
  if (place === null) throw new Error(`no EVSE ${evseUid}`);
  return {
    sessionId: "NSL-S-000001",
    cdrId: "NSL-C-000001",
    token: {
      country_code: "SE",
      party_id: "KVT",
      uid: "04A2B91C5E6180",
      type: "RFID",
      contract_id: "SE-KVT-C00000011-7",
    },
    auth: { method: "COMMAND", reference: "REF-1" },
    place,
    tariff: profile.normal,
    charge: { startS: START_S, curve: [{ untilS: 86_400, powerW: 10_000 }], fullAfterS: 3_600 },
  };
}

const stay = stayAt("NSL-STO-01", "NSL-STO-01-E1");
const cdr = buildCdr(stay, { endS: START_S + 4_500, nowMs: NOW_MS, surcharge: 0 });
const session: Session = { ...buildSession(stay, START_S + 4_500, NOW_MS), status: "COMPLETED" };

describe.each(OCPI_VERSIONS)("what is written for %s", (version) => {
  const strict = { isClosed: true, version };
  const { location, evse, connector, tariff, ...written } = writer(version);

  it.each(["nordstrom", "kanaal"] as const)(
    "has %s's tariffs, locations, EVSEs and connectors as the tables want them",
    (name) => {
      const { normal, fast } = PROFILES[name];
      const own = buildLocations(PROFILES[name], "2026-11-01T08:00:00.250Z");
      const evses = own.flatMap((each) => each.evses);
      expect([
        ...[normal, fast].flatMap((each) => findViolations("Tariff", tariff(each), strict)),
        ...own.flatMap((each) => findViolations("Location", location(each), strict)),
        ...evses.flatMap((each) => findViolations("EVSE", evse(each), strict)),
        ...evses
          .flatMap(({ connectors }) => connectors)
          .flatMap((each) => findViolations("Connector", connector(each), strict)),
      ]).toEqual([]);
    },
  );

  it("has sessions, their changes, CDRs, tokens and credentials as the tables want them", () => {
    const change = { kwh: 2, status: "COMPLETED" as const, last_updated: session.last_updated };
    const status = { status: "CHARGING", last_updated: session.last_updated };
    const token = {
      ...stay.token,
      issuer: "Kvitt",
      valid: true,
      whitelist: "ALLOWED" as const,
      last_updated: session.last_updated,
    };
    const role = { role: "CPO", business_details: { name: "Nordström" }, ...profile.party };
    const credentials = { token: "T", url: "http://127.0.0.1:1/", roles: [role] };
    const partial = { ...strict, isPartial: true };
    expect([
      ...findViolations("Session", written.session(session), strict),
      ...findViolations("Session", written.sessionChange(change, session), partial),
      ...findViolations("EVSE", written.evseChange(status), partial),
      ...findViolations("CDR", written.cdr(cdr), strict),
      ...findViolations("Token", written.token(token), strict),
      ...findViolations("Credentials", written.credentials(credentials), strict),
    ]).toEqual([]);
  });
});

describe("2.1.1", () => {
  const { session: writeSession, sessionChange, cdr: writeCdr, tariff } = writer("2.1.1");

  it("has the whole location, bare net amounts, auth_id and its own names for times", () => {
    const place = {
      id: "NSL-STO-01",
      evses: [{ uid: "NSL-STO-01-E1", connectors: [{ id: "1" }] }],
    };
    const alike = {
      auth_id: "SE-KVT-C00000011-7",
      auth_method: "AUTH_REQUEST",
      location: place,
      total_cost: cdr.total_cost.excl_vat,
      last_updated: "2026-11-17T13:20:00Z",
    };
    expect(writeSession(session)).toMatchObject({
      ...alike,
      start_datetime: "2026-11-17T12:00:00Z",
    });
    expect(writeCdr(cdr)).toMatchObject({ ...alike, stop_date_time: "2026-11-17T13:15:00Z" });
    expect(JSON.stringify([writeSession(session), writeCdr(cdr)])).not.toMatch(
      /cdr_token|country_code|authorization_reference|tariff_ids/u,
    );
  });

  it("names the prices without VAT", () => {
    expect(JSON.stringify(tariff(profile.normal))).not.toContain("vat");
  });

  it("PATCHes the whole list of periods, as nothing says that they are appended", () => {
    const change = { charging_periods: [], kwh: 3, last_updated: session.last_updated };
    expect(sessionChange(change, session)).toEqual({
      kwh: 3,
      last_updated: "2026-11-17T13:20:00Z",
      charging_periods: session.charging_periods.map(({ start_date_time, dimensions }) => ({
        start_date_time,
        dimensions: dimensions.filter(({ type }) => type !== "POWER"),
      })),
    });
  });
});

describe("2.3.0", () => {
  const { cdr: writeCdr, tariff, location } = writer("2.3.0");

  it("lists the taxes of every amount, which add up to the gross one", () => {
    const { total_cost: cost } = writeCdr(cdr) as {
      total_cost: { before_taxes: number; taxes: { name: string; amount: number }[] };
    };
    const amount = cost.taxes[0]?.amount ?? 0;
    expect(cost).toEqual({
      before_taxes: cdr.total_cost.excl_vat,
      taxes: [{ name: "VAT", percentage: 25, amount }],
    });
    expect(cost.before_taxes + amount).toBeCloseTo(cdr.total_cost.incl_vat, 6);
    expect(JSON.stringify(writeCdr(cdr))).not.toContain("excl_vat");
  });

  it("says that tariffs are without taxes, where a car stands and what a connector can do", () => {
    expect(tariff(profile.normal)).toMatchObject({ tax_included: "NO" });
    expect(location(locationOf("NSL-STO-01"))).toMatchObject({
      parking_places: expect.arrayContaining([
        expect.objectContaining({ id: "NSL-STO-01-E1-P", restricted_to_type: false }),
      ]),
    });
    expect(JSON.stringify(location(locationOf("NSL-STO-01")))).toContain(
      "ISO_15118_2_PLUG_AND_CHARGE",
    );
  });
});
