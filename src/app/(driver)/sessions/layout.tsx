import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function SessionsLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/sessions">{children}</Room>;
}
