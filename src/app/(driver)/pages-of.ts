import type { Person } from "@/auth/current-person";

/** Pages that a member of an account may see; its owner and admins see all. */
const PAGES = {
  driver: [
    "/",
    "/charge",
    "/sessions",
    "/receipts",
    "/tokens",
    "/disputes",
    "/profile",
    "/notifications",
    "/privacy",
  ],
  bookkeeper: [
    "/",
    "/sessions",
    "/invoices",
    "/receipts",
    "/profile",
    "/notifications",
    "/privacy",
  ],
} as const;

/** Whether a page stands in the navigation of a person. What may be done there is decided in services. */
export function hasPage({ member }: Pick<Person, "member">, href: string): boolean {
  if (!member || member.role === "admin") return true;
  return PAGES[member.role].some((page) => page === href);
}
