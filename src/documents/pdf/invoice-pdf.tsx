import { fileURLToPath } from "node:url";

import { Document, Font, Page, Path, renderToBuffer, Svg, Text, View } from "@react-pdf/renderer";

import type { InvoiceView, ViewFact, ViewLine, ViewParty } from "@/documents/invoice-view";
import { brand, styles } from "./invoice-styles";

function fontFile(subset: "latin" | "latin-ext", weight: 400 | 600): string {
  return fileURLToPath(
    import.meta.resolve(
      `@fontsource/hanken-grotesk/files/hanken-grotesk-${subset}-${weight}-normal.woff`,
    ),
  );
}

let registered = false;

function registerFonts(): void {
  if (registered) return;
  registered = true;
  for (const [family, subset] of [
    ["Kvitt", "latin"],
    ["Kvitt ext", "latin-ext"],
  ] as const) {
    Font.register({
      family,
      fonts: [
        { src: fontFile(subset, 400), fontWeight: 400 },
        { src: fontFile(subset, 600), fontWeight: 600 },
      ],
    });
  }
  // Words are not broken: a number plate or a place name with a hyphen reads wrong.
  Font.registerHyphenationCallback((word) => [word]);
}

/** Renders an invoice as a PDF (A4). The same view gives the same pages. */
export async function renderInvoicePdf(view: InvoiceView): Promise<Uint8Array> {
  registerFonts();
  return new Uint8Array(await renderToBuffer(<InvoicePdf view={view} />));
}

function InvoicePdf({ view }: { view: InvoiceView }) {
  return (
    <Document title={view.title} language={view.locale} author={view.seller.lines[0] ?? ""}>
      <Page size="A4" style={styles.page}>
        <View style={styles.head}>
          <View>
            <Brand />
            <Text style={styles.heading}>{view.heading}</Text>
          </View>
          <Facts facts={view.facts} />
        </View>
        <View style={styles.parties}>
          <Party party={view.buyer} />
          <Party party={view.seller} />
        </View>
        <View style={styles.tableHead} fixed>
          <Text style={styles.charge}>{view.columns.charge}</Text>
          <Text style={styles.energy}>{view.columns.energy}</Text>
          <Text style={styles.rate}>{view.columns.rate}</Text>
          <Text style={styles.amount}>{view.columns.net}</Text>
          <Text style={styles.amount}>{view.columns.gross}</Text>
        </View>
        {view.lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
        <Totals view={view} />
        <View style={styles.notes} wrap={false}>
          {view.notes.map((note) => (
            <Text key={note} style={styles.note}>
              {note}
            </Text>
          ))}
        </View>
        <Text
          style={styles.footer}
          fixed
          render={({ pageNumber, totalPages }) => view.pageOf(pageNumber, totalPages)}
        />
      </Page>
    </Document>
  );
}

function Brand() {
  return (
    <View style={styles.brand}>
      <Svg viewBox="0 0 32 32" style={styles.mark}>
        <Path
          fill={brand.slip}
          d="M4 2h24v27l-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5L7 29l-3-2.5z"
        />
        <Path fill="none" stroke={brand.stroke} strokeWidth={3.4} d="M11 7.2v15" />
        <Path fill="none" stroke={brand.tick} strokeWidth={3.4} d="M22.6 6.6 14.2 15l6.9 7" />
      </Svg>
      <Text style={styles.word}>kvitt</Text>
    </View>
  );
}

function Facts({ facts }: { facts: readonly ViewFact[] }) {
  return (
    <View style={styles.facts}>
      {facts.map((fact) => (
        <View key={fact.label} style={styles.fact}>
          <Text style={styles.label}>{fact.label}</Text>
          <Text style={styles.factValue}>{fact.value}</Text>
        </View>
      ))}
    </View>
  );
}

function Party({ party }: { party: ViewParty }) {
  return (
    <View style={styles.party}>
      <Text style={styles.label}>{party.label}</Text>
      {party.lines.map((line, index) => (
        <Text key={line} style={index === 0 ? styles.partyName : styles.partyLine}>
          {line}
        </Text>
      ))}
    </View>
  );
}

function Line({ line }: { line: ViewLine }) {
  return (
    <View style={styles.line} wrap={false}>
      <View style={styles.charge}>
        <Text>{line.late === null ? line.title : `${line.title} (${line.late})`}</Text>
        <Text style={styles.detail}>{line.detail}</Text>
        {line.trail.map(({ label, note, amount }, index) => (
          <View key={index} style={styles.trail}>
            <Text style={styles.trailWords}>{note === "" ? label : `${label}: ${note}`}</Text>
            <Text>{amount}</Text>
          </View>
        ))}
      </View>
      <Text style={styles.energy}>{line.energy}</Text>
      <Text style={styles.rate}>{line.rate}</Text>
      <Text style={styles.amount}>{line.net}</Text>
      <Text style={styles.amount}>{line.gross}</Text>
    </View>
  );
}

function Totals({ view }: { view: InvoiceView }) {
  return (
    <View style={styles.totals} wrap={false}>
      {view.totals.map((row) => (
        <View key={row.label} style={styles.totalRow}>
          <Text>{row.label}</Text>
          <Text>{row.value}</Text>
        </View>
      ))}
      <View style={styles.toPay}>
        <Text>{view.toPay.label}</Text>
        <Text>{view.toPay.value}</Text>
      </View>
    </View>
  );
}
