import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function VehiclesLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/vehicles">{children}</Room>;
}
