import { choice, openChoice } from "@/ocpi/wire/choice";
import { NOT_AVAILABLE } from "@/ocpi/wire/text";

/** OCPI 2.2.1 mod_locations, ConnectorType, with 2.3.0's two more. */
export const connectorType = openChoice(
  [
    "CHADEMO",
    "CHAOJI",
    "DOMESTIC_A",
    "DOMESTIC_B",
    "DOMESTIC_C",
    "DOMESTIC_D",
    "DOMESTIC_E",
    "DOMESTIC_F",
    "DOMESTIC_G",
    "DOMESTIC_H",
    "DOMESTIC_I",
    "DOMESTIC_J",
    "DOMESTIC_K",
    "DOMESTIC_L",
    "DOMESTIC_M",
    "DOMESTIC_N",
    "DOMESTIC_O",
    "GBT_AC",
    "GBT_DC",
    "IEC_60309_2_single_16",
    "IEC_60309_2_three_16",
    "IEC_60309_2_three_32",
    "IEC_60309_2_three_64",
    "IEC_62196_T1",
    "IEC_62196_T1_COMBO",
    "IEC_62196_T2",
    "IEC_62196_T2_COMBO",
    "IEC_62196_T3A",
    "IEC_62196_T3C",
    "MCS",
    "NEMA_5_20",
    "NEMA_6_30",
    "NEMA_6_50",
    "NEMA_10_30",
    "NEMA_10_50",
    "NEMA_14_30",
    "NEMA_14_50",
    "PANTOGRAPH_BOTTOM_UP",
    "PANTOGRAPH_TOP_DOWN",
    "SAE_J3400",
    "TESLA_R",
    "TESLA_S",
  ],
  { missing: NOT_AVAILABLE },
);

/** OCPI 2.2.1 mod_locations, ConnectorFormat. Nothing is billed by it, so a guess with a note will do. */
export const connectorFormat = choice(["SOCKET", "CABLE"], { missing: "CABLE", unknown: "CABLE" });

/** OCPI 2.2.1 mod_locations, PowerType. Nothing is billed by it, so a guess with a note will do. */
export const powerType = choice(
  ["AC_1_PHASE", "AC_2_PHASE", "AC_2_PHASE_SPLIT", "AC_3_PHASE", "DC"],
  { missing: "AC_3_PHASE", unknown: "AC_3_PHASE" },
);
