import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import areas from "./areas.json";
import { pickWords } from "./pick-words";

/** The words that the browser's part of a group of pages says: the others stay on the server. */
export async function ClientWords({
  of,
  children,
}: {
  of: keyof typeof areas;
  children: ReactNode;
}) {
  const messages = pickWords(await getMessages(), areas[of]);
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
