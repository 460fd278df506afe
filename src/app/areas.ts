import type { Person } from "@/auth/current-person";

export type Area = "driver" | "finance" | "operations" | "partner";

const STARTS: Record<Area, string> = {
  driver: "/",
  finance: "/finance",
  operations: "/operations",
  partner: "/partner",
};

/** The parts of the house that a person's roles open, the most likely one first. What may be done there is decided in services. */
export function areasOf({ roles, driverId, member }: Person): { area: Area; href: string }[] {
  const isStaff = (role: "finance" | "operations") =>
    roles.includes("tenant_admin") || roles.includes(role);
  const isOpen: Record<Area, boolean> = {
    driver: driverId !== null || (member ?? null) !== null,
    finance: isStaff("finance"),
    operations: isStaff("operations"),
    // A partner's pages show one partner: nobody has one by being an administrator.
    partner: roles.includes("partner"),
  };
  const all = ["driver", "finance", "operations", "partner"] as const;
  return all.filter((area) => isOpen[area]).map((area) => ({ area, href: STARTS[area] }));
}
