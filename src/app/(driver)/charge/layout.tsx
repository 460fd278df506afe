import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Room } from "@/app/room";

/** The search for a place is kept in the address. */
export default function ChargeLayout({ children }: { children: ReactNode }) {
  return (
    <Room of="(driver)/charge">
      <NuqsAdapter>{children}</NuqsAdapter>
    </Room>
  );
}
