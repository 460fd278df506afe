import type { Locale } from "./locale";
import casesEn from "./messages/en/cases.json";
import accountingEn from "./messages/en/accounting.json";
import chargingEn from "./messages/en/charging.json";
import chartsEn from "./messages/en/charts.json";
import clockEn from "./messages/en/clock.json";
import creditsEn from "./messages/en/credits.json";
import documentListEn from "./messages/en/document-list.json";
import driverEn from "./messages/en/driver.json";
import dunningEn from "./messages/en/dunning.json";
import energyEn from "./messages/en/energy.json";
import financeEn from "./messages/en/finance.json";
import operationsEn from "./messages/en/operations.json";
import partnerEn from "./messages/en/partner.json";
import paymentsEn from "./messages/en/payments.json";
import plansEn from "./messages/en/plans.json";
import priceEn from "./messages/en/price.json";
import promiseEn from "./messages/en/promise.json";
import quoteEn from "./messages/en/quote.json";
import ratingSettingsEn from "./messages/en/rating-settings.json";
import roamingEn from "./messages/en/roaming.json";
import runsEn from "./messages/en/runs.json";
import settlementEn from "./messages/en/settlement.json";
import shellEn from "./messages/en/shell.json";
import signInEn from "./messages/en/sign-in.json";
import sitePlansEn from "./messages/en/site-plans.json";
import sitesEn from "./messages/en/sites.json";
import statusEn from "./messages/en/status.json";
import subscriptionEn from "./messages/en/subscription.json";
import tariffsEn from "./messages/en/tariffs.json";
import vehiclesEn from "./messages/en/vehicles.json";
import walletEn from "./messages/en/wallet.json";
import casesSv from "./messages/sv/cases.json";
import accountingSv from "./messages/sv/accounting.json";
import chargingSv from "./messages/sv/charging.json";
import chartsSv from "./messages/sv/charts.json";
import clockSv from "./messages/sv/clock.json";
import creditsSv from "./messages/sv/credits.json";
import documentListSv from "./messages/sv/document-list.json";
import driverSv from "./messages/sv/driver.json";
import dunningSv from "./messages/sv/dunning.json";
import energySv from "./messages/sv/energy.json";
import financeSv from "./messages/sv/finance.json";
import operationsSv from "./messages/sv/operations.json";
import partnerSv from "./messages/sv/partner.json";
import paymentsSv from "./messages/sv/payments.json";
import plansSv from "./messages/sv/plans.json";
import priceSv from "./messages/sv/price.json";
import promiseSv from "./messages/sv/promise.json";
import quoteSv from "./messages/sv/quote.json";
import ratingSettingsSv from "./messages/sv/rating-settings.json";
import roamingSv from "./messages/sv/roaming.json";
import runsSv from "./messages/sv/runs.json";
import settlementSv from "./messages/sv/settlement.json";
import shellSv from "./messages/sv/shell.json";
import signInSv from "./messages/sv/sign-in.json";
import sitePlansSv from "./messages/sv/site-plans.json";
import sitesSv from "./messages/sv/sites.json";
import statusSv from "./messages/sv/status.json";
import subscriptionSv from "./messages/sv/subscription.json";
import tariffsSv from "./messages/sv/tariffs.json";
import vehiclesSv from "./messages/sv/vehicles.json";
import walletSv from "./messages/sv/wallet.json";

const en = {
  shell: shellEn,
  signIn: signInEn,
  sitePlans: sitePlansEn,
  sites: sitesEn,
  status: statusEn,
  cases: casesEn,
  accounting: accountingEn,
  charging: chargingEn,
  charts: chartsEn,
  clock: clockEn,
  credits: creditsEn,
  documentList: documentListEn,
  driver: driverEn,
  dunning: dunningEn,
  energy: energyEn,
  finance: financeEn,
  operations: operationsEn,
  partner: partnerEn,
  payments: paymentsEn,
  plans: plansEn,
  price: priceEn,
  promise: promiseEn,
  quote: quoteEn,
  ratingSettings: ratingSettingsEn,
  roaming: roamingEn,
  runs: runsEn,
  settlement: settlementEn,
  subscription: subscriptionEn,
  tariffs: tariffsEn,
  vehicles: vehiclesEn,
  wallet: walletEn,
};

/** Every text of the interface, by area. English sets the shape; a test holds Swedish to it. */
export type Messages = typeof en;

const sv: Messages = {
  shell: shellSv,
  signIn: signInSv,
  sitePlans: sitePlansSv,
  sites: sitesSv,
  status: statusSv,
  cases: casesSv,
  accounting: accountingSv,
  charging: chargingSv,
  charts: chartsSv,
  clock: clockSv,
  credits: creditsSv,
  documentList: documentListSv,
  driver: driverSv,
  dunning: dunningSv,
  energy: energySv,
  finance: financeSv,
  operations: operationsSv,
  partner: partnerSv,
  payments: paymentsSv,
  plans: plansSv,
  price: priceSv,
  promise: promiseSv,
  quote: quoteSv,
  ratingSettings: ratingSettingsSv,
  roaming: roamingSv,
  runs: runsSv,
  settlement: settlementSv,
  subscription: subscriptionSv,
  tariffs: tariffsSv,
  vehicles: vehiclesSv,
  wallet: walletSv,
};

/** The texts of one language. */
export function messagesOf(locale: Locale): Messages {
  return locale === "sv" ? sv : en;
}
