import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function ChargingLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/charging">{children}</Room>;
}
