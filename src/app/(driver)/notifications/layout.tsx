import type { ReactNode } from "react";
import { Room } from "@/app/room";

export default function NotificationsLayout({ children }: { children: ReactNode }) {
  return <Room of="(driver)/notifications">{children}</Room>;
}
