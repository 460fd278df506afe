import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function PlanLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/plan">{children}</Room>;
}
