import { describe, expect, it } from "vitest";
import type { Connector } from "@/core/roaming/location";
import { plugOfConnector } from "./plug-of-connector";

const NODE = { phases: 3, firstPhase: 2 } as const;
const plug = (change: Partial<Connector>) =>
  plugOfConnector(
    {
      id: "1",
      standard: "IEC_62196_T2",
      format: "SOCKET",
      powerType: "AC_3_PHASE",
      maxVoltage: 230,
      maxAmperage: 32,
      tariffIds: [],
      capabilities: [],
      lastUpdated: Temporal.Instant.from("2026-11-02T10:00:00Z"),
      ...change,
    },
    NODE,
    230,
  );

describe("the plug of a connector", () => {
  it("gives what its amperes and its power allow, the lower of both", () => {
    expect(plug({})).toEqual({ isDirect: false, phases: 3, firstPhase: 2, maxW: 22_080 });
    expect(plug({ maxElectricPower: 11_000 }).maxW).toBe(11_000);
    expect(plug({ maxVoltage: 400 }).maxW).toBe(22_080);
    expect(plug({ powerType: "DC", maxVoltage: 400, maxAmperage: 125 })).toMatchObject({
      isDirect: true,
      maxW: 50_000,
    });
  });

  it("has fewer phases where its power is too small for all of them", () => {
    // 3.6 kW on three phases are 5.2 A on each: no car would charge.
    expect(plug({ maxElectricPower: 3_600 })).toEqual({
      isDirect: false,
      phases: 2,
      firstPhase: null,
      maxW: 3_600,
    });
    expect(plug({ maxElectricPower: 2_300 }).phases).toBe(1);
  });

  it("does not believe a power that no connector has", () => {
    // 22 stated for 22 kW.
    expect(plug({ maxElectricPower: 22 }).maxW).toBe(22_080);
  });
});
