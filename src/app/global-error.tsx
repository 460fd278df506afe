"use client";

import "./globals.css";

/** The last resort, where even the frame failed: no texts of the frame's language are at hand. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex max-w-xl flex-col items-start gap-4 px-6 py-24">
          <h1 className="text-2xl font-semibold">Kvitt is out of reach</h1>
          <p lang="sv">Sidan kunde inte visas. Inget är ändrat. Försök igen om en stund.</p>
          <p lang="de">
            Die Seite konnte nicht angezeigt werden. Es wurde nichts geändert. Versuchen Sie es in
            Kürze noch einmal.
          </p>
          <p>This page could not be shown. Nothing was changed. Try again in a while.</p>
          <button
            type="button"
            onClick={retry}
            className="h-10 rounded-xs bg-brand px-4 font-medium text-on-brand"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
