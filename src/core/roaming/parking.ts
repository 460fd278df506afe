import type { Micro } from "@/core/money/quantity";

import type { Image } from "./party";

/** A parking place beside EVSEs. Lengths in 10⁻⁶ m, weights in 10⁻⁶ kg. OCPI 2.3.0, Parking. */
export type Parking = {
  readonly id: string;
  readonly physicalReference?: string;
  readonly vehicleTypes: readonly string[];
  readonly maxVehicleWeight?: Micro;
  readonly maxVehicleHeight?: Micro;
  readonly maxVehicleLength?: Micro;
  readonly maxVehicleWidth?: Micro;
  readonly parkingSpaceLength?: Micro;
  readonly parkingSpaceWidth?: Micro;
  readonly dangerousGoodsAllowed?: boolean;
  readonly direction?: "PARALLEL" | "PERPENDICULAR" | "ANGLE";
  readonly driveThrough?: boolean;
  readonly restrictedToType: boolean;
  readonly reservationRequired: boolean;
  /** 10⁻⁶ minutes. */
  readonly timeLimit?: Micro;
  readonly roofed?: boolean;
  readonly images: readonly Image[];
  readonly lighting?: boolean;
  readonly refrigerationOutlet?: boolean;
  readonly standards: readonly string[];
  readonly apdsReference?: string;
};
