/** A posting role's account, before finance says otherwise. */
export interface RoleAccount {
  readonly account: string;
  readonly name: string;
  readonly vatCode: string | null;
}

type Row = readonly [role: string, account: string, name: string, vatCode?: string];

const EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(
  " ",
);

/** BAS 2026, the usual chart of accounts in Sweden. */
const BAS: readonly Row[] = [
  ["driver_receivable", "1510", "Kundfordringar"],
  ["driver_unbilled_receivable", "1790", "Upplupna intäkter"],
  ["driver_wallet", "2420", "Förskott från kunder"],
  ["driver_refund_payable", "2890", "Övriga kortfristiga skulder"],
  ["revenue:energy", "3001", "Försäljning inom Sverige"],
  ["revenue:parking", "3001", "Försäljning inom Sverige"],
  ["revenue:fee", "3001", "Försäljning inom Sverige"],
  ["revenue:subscription", "3001", "Försäljning inom Sverige"],
  ["revenue:reminder_fee", "3590", "Övriga sidointäkter"],
  ["revenue:late_interest", "8313", "Ränteintäkter från kortfristiga fordringar"],
  ["revenue:breakage", "3990", "Övriga ersättningar och intäkter"],
  ["vat:SE:25", "2611", "Utgående moms, 25 %"],
  ["vat:SE:12", "2621", "Utgående moms, 12 %"],
  ["vat:SE:6", "2631", "Utgående moms, 6 %"],
  ["input_vat:SE", "2641", "Debiterad ingående moms"],
  ["roaming_cost", "4000", "Inköp av varor"],
  ["cpo_payable", "2440", "Leverantörsskulder"],
  ["stripe_clearing", "1580", "Fordringar för kontokort"],
  ["stripe_fees", "6570", "Bankkostnader"],
  ["bank_fees", "6570", "Bankkostnader"],
  ["bank", "1930", "Företagskonto"],
  ["payment_in_transit", "1940", "Betalningar under väg"],
  ["disputes_receivable", "1680", "Övriga kortfristiga fordringar"],
  ["bad_debt", "6351", "Konstaterade förluster på kundfordringar"],
  ["rounding", "3740", "Öres- och kronutjämning"],
  ["exchange", "3960", "Valutakursvinster och -förluster"],
  ["deferred_subscription", "2970", "Förutbetalda intäkter"],
  ["goodwill", "6990", "Övriga externa kostnader"],
  ["unallocated", "2999", "OBS-konto"],
];

/** SKR03 in Germany. 40 lifts the automatic VAT of a revenue account: VAT has legs of its own. */
const SKR03: readonly Row[] = [
  ["driver_receivable", "1410", "Forderungen aus Lieferungen und Leistungen"],
  ["driver_unbilled_receivable", "1500", "Sonstige Vermögensgegenstände"],
  ["driver_wallet", "1700", "Sonstige Verbindlichkeiten"],
  ["driver_refund_payable", "1700", "Sonstige Verbindlichkeiten"],
  ["revenue:energy", "8400", "Erlöse", "40"],
  ["revenue:parking", "8400", "Erlöse", "40"],
  ["revenue:fee", "8400", "Erlöse", "40"],
  ["revenue:subscription", "8400", "Erlöse", "40"],
  ["revenue:reminder_fee", "2700", "Sonstige Erträge"],
  ["revenue:late_interest", "2650", "Sonstige Zinsen und ähnliche Erträge"],
  ["revenue:breakage", "2700", "Sonstige Erträge"],
  ["vat:DE:19", "1776", "Umsatzsteuer 19 %"],
  ["vat:DE:7", "1771", "Umsatzsteuer 7 %"],
  ["input_vat:DE", "1576", "Abziehbare Vorsteuer 19 %"],
  ["roaming_cost", "3100", "Fremdleistungen"],
  ["cpo_payable", "1610", "Verbindlichkeiten aus Lieferungen und Leistungen"],
  ["stripe_clearing", "1210", "Stripe"],
  ["stripe_fees", "4970", "Nebenkosten des Geldverkehrs"],
  ["bank_fees", "4970", "Nebenkosten des Geldverkehrs"],
  ["bank", "1200", "Bank"],
  ["payment_in_transit", "1360", "Geldtransit"],
  ["disputes_receivable", "1500", "Sonstige Vermögensgegenstände"],
  ["bad_debt", "2400", "Forderungsverluste"],
  ["rounding", "4900", "Sonstige betriebliche Aufwendungen"],
  ["exchange", "2660", "Erträge aus Kursdifferenzen"],
  ["deferred_subscription", "0990", "Passive Rechnungsabgrenzung"],
  ["goodwill", "4900", "Sonstige betriebliche Aufwendungen"],
  ["unallocated", "1590", "Durchlaufende Posten"],
];

const CHARTS: Readonly<Record<string, readonly Row[]>> = {
  SE: [...BAS, ...unionVat("SE", "2670", "Utgående moms på försäljning inom EU, OSS")],
  DE: [...SKR03, ...unionVat("DE", "1767", "Umsatzsteuer, in anderen EU-Ländern steuerpflichtig")],
};

/**
 * The accounts that a legal entity of a country starts with, by role. None where we know no chart of accounts of its
 * country: finance then fills the page. VAT of countries outside of the Union has no account until finance gives it one.
 */
export function defaultAccounts(country: string): ReadonlyMap<string, RoleAccount> {
  const rows = CHARTS[country] ?? [];
  return new Map(
    rows.map(([role, account, name, vatCode = null]) => [role, { account, name, vatCode }]),
  );
}

function unionVat(own: string, account: string, name: string): Row[] {
  return EU.filter((country) => country !== own).map((country) => [
    `vat:${country}:*`,
    account,
    name,
  ]);
}
