import localFont from "next/font/local";

// Next reads these calls without running them: every value must be a literal.
const sans = localFont({
  src: "./fonts/geist-latin.woff2",
  variable: "--font-geist",
  weight: "100 900",
  display: "swap",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
});

const sansExtended = localFont({
  src: "./fonts/geist-latin-ext.woff2",
  variable: "--font-geist-ext",
  weight: "100 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

const mono = localFont({
  src: "./fonts/geist-mono-latin.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  preload: false,
});

const monoExtended = localFont({
  src: "./fonts/geist-mono-latin-ext.woff2",
  variable: "--font-geist-mono-ext",
  weight: "100 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

/** The classes that define the font variables of globals.css. */
export const fontVariables = [sans, sansExtended, mono, monoExtended]
  .map((font) => font.variable)
  .join(" ");
