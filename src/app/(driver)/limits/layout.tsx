import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function LimitsLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/limits">{children}</Room>;
}
