import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function ProfileLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/profile">{children}</Room>;
}
