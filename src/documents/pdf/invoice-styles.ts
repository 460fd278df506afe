import { StyleSheet } from "@react-pdf/renderer";

const ink = "#1c2321";
const quiet = "#5f6b66";
const rule = "#d9d6cc";
const accent = "#1f5c4d";

/** The printed invoice: one column of figures, aligned right, and much air. Sizes in points. */
export const styles = StyleSheet.create({
  page: {
    paddingTop: 48,
    paddingBottom: 56,
    paddingHorizontal: 52,
    fontFamily: ["Kvitt", "Kvitt ext"],
    fontSize: 9.5,
    lineHeight: 1.45,
    color: ink,
  },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 28 },
  brand: { fontWeight: 600, fontSize: 13, color: accent, marginBottom: 22 },
  heading: { fontWeight: 600, fontSize: 24, lineHeight: 1.1 },
  facts: { width: 240 },
  fact: { flexDirection: "row", justifyContent: "space-between", marginBottom: 3 },
  factValue: { textAlign: "right" },
  label: { color: quiet },
  parties: { flexDirection: "row", marginBottom: 28 },
  party: { width: "50%" },
  partyName: { fontWeight: 600, marginTop: 2 },
  partyLine: {},
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
  detail: { color: quiet, fontSize: 8.5 },
  energy: { width: 66, textAlign: "right" },
  rate: { width: 44, textAlign: "right" },
  amount: { width: 78, textAlign: "right" },
  totals: { marginTop: 14, marginLeft: "auto", width: 280 },
  totalRow: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 2 },
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
  notes: { marginTop: 30 },
  note: { color: quiet, fontSize: 8.5, marginBottom: 4 },
  footer: {
    position: "absolute",
    bottom: 28,
    left: 52,
    right: 52,
    textAlign: "right",
    fontSize: 8,
    color: quiet,
  },
});
