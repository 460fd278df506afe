import { StyleSheet } from "@react-pdf/renderer";

const ink = "#12201a";
const quiet = "#46564e";
const rule = "#d3dbd5";

/** The mark's own colours, as on the pages. */
export const brand = { slip: "#0d4a37", stroke: "#ffffff", tick: "#d9f26b" } as const;

/** The printed invoice: one column of figures, aligned right, and much air. Sizes in points. */
export const styles = StyleSheet.create({
  page: {
    paddingTop: 44,
    paddingBottom: 52,
    paddingHorizontal: 52,
    fontFamily: ["Kvitt", "Kvitt ext"],
    fontSize: 9.5,
    color: ink,
  },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 24 },
  brand: { flexDirection: "row", alignItems: "center", marginBottom: 20 },
  mark: { width: 22, height: 22, marginRight: 7 },
  word: { fontWeight: 600, fontSize: 14 },
  heading: { fontWeight: 600, fontSize: 24, lineHeight: 1.1 },
  facts: { width: 240 },
  fact: { flexDirection: "row", justifyContent: "space-between", marginBottom: 5 },
  factValue: { textAlign: "right" },
  label: { color: quiet },
  parties: { flexDirection: "row", marginBottom: 24 },
  party: { width: "50%" },
  partyName: { fontWeight: 600, marginTop: 3 },
  partyLine: { marginTop: 2.5 },
  tableHead: {
    flexDirection: "row",
    borderBottomWidth: 1,
    borderBottomColor: ink,
    paddingBottom: 5,
    color: quiet,
  },
  line: {
    flexDirection: "row",
    borderBottomWidth: 0.5,
    borderBottomColor: rule,
    paddingVertical: 6,
  },
  charge: { flexGrow: 1, flexBasis: 0, paddingRight: 8 },
  detail: { color: quiet, fontSize: 8.5, marginTop: 2.5 },
  trail: {
    flexDirection: "row",
    color: quiet,
    fontSize: 7.5,
    lineHeight: 1.25,
    marginTop: 2,
  },
  trailWords: { flexGrow: 1, flexBasis: 0, paddingRight: 6 },
  energy: { width: 66, textAlign: "right" },
  rate: { width: 44, textAlign: "right" },
  amount: { width: 78, textAlign: "right" },
  totals: { marginTop: 14, marginLeft: "auto", width: 280 },
  totalRow: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 3 },
  toPay: {
    flexDirection: "row",
    justifyContent: "space-between",
    borderTopWidth: 1,
    borderTopColor: ink,
    marginTop: 6,
    paddingTop: 8,
    fontSize: 14,
    fontWeight: 600,
  },
  notes: { marginTop: 22 },
  note: { color: quiet, fontSize: 8, marginBottom: 4, lineHeight: 1.3 },
  footer: {
    position: "absolute",
    bottom: 24,
    left: 52,
    right: 52,
    height: 12,
    textAlign: "right",
    fontSize: 8,
    color: quiet,
  },
});
