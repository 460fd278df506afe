import type { Person } from "@/auth/current-person";

export type Area = "driver" | "finance" | "operations";

const STARTS: Record<Area, string> = {
  driver: "/",
  finance: "/finance",
  operations: "/operations",
};

/** The parts of the house that a person's roles open, the most likely one first. What may be done there is decided in services. */
export function areasOf({ roles, driverId }: Person): { area: Area; href: string }[] {
  const isAdmin = roles.includes("tenant_admin");
  const open = (["driver", "finance", "operations"] as const).filter((area) =>
    area === "driver" ? driverId !== null : isAdmin || roles.includes(area),
  );
  return open.map((area) => ({ area, href: STARTS[area] }));
}
