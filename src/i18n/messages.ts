import type { Locale } from "./locale";
import cardsDe from "./messages/de/cards.json";
import casesDe from "./messages/de/cases.json";
import accountDe from "./messages/de/account.json";
import accountingDe from "./messages/de/accounting.json";
import chargingDe from "./messages/de/charging.json";
import chartsDe from "./messages/de/charts.json";
import clockDe from "./messages/de/clock.json";
import creditsDe from "./messages/de/credits.json";
import disputesDe from "./messages/de/disputes.json";
import documentListDe from "./messages/de/document-list.json";
import driverDe from "./messages/de/driver.json";
import dunningDe from "./messages/de/dunning.json";
import energyDe from "./messages/de/energy.json";
import financeDe from "./messages/de/finance.json";
import findDe from "./messages/de/find.json";
import meteringDe from "./messages/de/metering.json";
import receiptsDe from "./messages/de/receipts.json";
import noticesDe from "./messages/de/notices.json";
import offlineDe from "./messages/de/offline.json";
import operationsDe from "./messages/de/operations.json";
import partnerDe from "./messages/de/partner.json";
import paymentsDe from "./messages/de/payments.json";
import plansDe from "./messages/de/plans.json";
import priceDe from "./messages/de/price.json";
import privacyDe from "./messages/de/privacy.json";
import promiseDe from "./messages/de/promise.json";
import quoteDe from "./messages/de/quote.json";
import ratingSettingsDe from "./messages/de/rating-settings.json";
import roamingDe from "./messages/de/roaming.json";
import runsDe from "./messages/de/runs.json";
import settlementDe from "./messages/de/settlement.json";
import profileDe from "./messages/de/profile.json";
import shellDe from "./messages/de/shell.json";
import signInDe from "./messages/de/sign-in.json";
import sitePlansDe from "./messages/de/site-plans.json";
import sitesDe from "./messages/de/sites.json";
import statusDe from "./messages/de/status.json";
import subscriptionDe from "./messages/de/subscription.json";
import tariffsDe from "./messages/de/tariffs.json";
import termsDe from "./messages/de/terms.json";
import vehiclesDe from "./messages/de/vehicles.json";
import walletDe from "./messages/de/wallet.json";
import welcomeDe from "./messages/de/welcome.json";
import cardsEn from "./messages/en/cards.json";
import casesEn from "./messages/en/cases.json";
import accountEn from "./messages/en/account.json";
import accountingEn from "./messages/en/accounting.json";
import chargingEn from "./messages/en/charging.json";
import chartsEn from "./messages/en/charts.json";
import clockEn from "./messages/en/clock.json";
import creditsEn from "./messages/en/credits.json";
import disputesEn from "./messages/en/disputes.json";
import documentListEn from "./messages/en/document-list.json";
import driverEn from "./messages/en/driver.json";
import dunningEn from "./messages/en/dunning.json";
import energyEn from "./messages/en/energy.json";
import financeEn from "./messages/en/finance.json";
import findEn from "./messages/en/find.json";
import meteringEn from "./messages/en/metering.json";
import receiptsEn from "./messages/en/receipts.json";
import noticesEn from "./messages/en/notices.json";
import offlineEn from "./messages/en/offline.json";
import operationsEn from "./messages/en/operations.json";
import partnerEn from "./messages/en/partner.json";
import paymentsEn from "./messages/en/payments.json";
import plansEn from "./messages/en/plans.json";
import priceEn from "./messages/en/price.json";
import privacyEn from "./messages/en/privacy.json";
import promiseEn from "./messages/en/promise.json";
import quoteEn from "./messages/en/quote.json";
import ratingSettingsEn from "./messages/en/rating-settings.json";
import roamingEn from "./messages/en/roaming.json";
import runsEn from "./messages/en/runs.json";
import settlementEn from "./messages/en/settlement.json";
import profileEn from "./messages/en/profile.json";
import shellEn from "./messages/en/shell.json";
import signInEn from "./messages/en/sign-in.json";
import sitePlansEn from "./messages/en/site-plans.json";
import sitesEn from "./messages/en/sites.json";
import statusEn from "./messages/en/status.json";
import subscriptionEn from "./messages/en/subscription.json";
import tariffsEn from "./messages/en/tariffs.json";
import termsEn from "./messages/en/terms.json";
import vehiclesEn from "./messages/en/vehicles.json";
import walletEn from "./messages/en/wallet.json";
import welcomeEn from "./messages/en/welcome.json";
import cardsSv from "./messages/sv/cards.json";
import casesSv from "./messages/sv/cases.json";
import accountSv from "./messages/sv/account.json";
import accountingSv from "./messages/sv/accounting.json";
import chargingSv from "./messages/sv/charging.json";
import chartsSv from "./messages/sv/charts.json";
import clockSv from "./messages/sv/clock.json";
import creditsSv from "./messages/sv/credits.json";
import disputesSv from "./messages/sv/disputes.json";
import documentListSv from "./messages/sv/document-list.json";
import driverSv from "./messages/sv/driver.json";
import dunningSv from "./messages/sv/dunning.json";
import energySv from "./messages/sv/energy.json";
import financeSv from "./messages/sv/finance.json";
import findSv from "./messages/sv/find.json";
import meteringSv from "./messages/sv/metering.json";
import receiptsSv from "./messages/sv/receipts.json";
import noticesSv from "./messages/sv/notices.json";
import offlineSv from "./messages/sv/offline.json";
import operationsSv from "./messages/sv/operations.json";
import partnerSv from "./messages/sv/partner.json";
import paymentsSv from "./messages/sv/payments.json";
import plansSv from "./messages/sv/plans.json";
import priceSv from "./messages/sv/price.json";
import privacySv from "./messages/sv/privacy.json";
import promiseSv from "./messages/sv/promise.json";
import quoteSv from "./messages/sv/quote.json";
import ratingSettingsSv from "./messages/sv/rating-settings.json";
import roamingSv from "./messages/sv/roaming.json";
import runsSv from "./messages/sv/runs.json";
import settlementSv from "./messages/sv/settlement.json";
import profileSv from "./messages/sv/profile.json";
import shellSv from "./messages/sv/shell.json";
import signInSv from "./messages/sv/sign-in.json";
import sitePlansSv from "./messages/sv/site-plans.json";
import sitesSv from "./messages/sv/sites.json";
import statusSv from "./messages/sv/status.json";
import subscriptionSv from "./messages/sv/subscription.json";
import tariffsSv from "./messages/sv/tariffs.json";
import termsSv from "./messages/sv/terms.json";
import vehiclesSv from "./messages/sv/vehicles.json";
import walletSv from "./messages/sv/wallet.json";
import welcomeSv from "./messages/sv/welcome.json";

const en = {
  shell: shellEn,
  signIn: signInEn,
  sitePlans: sitePlansEn,
  sites: sitesEn,
  status: statusEn,
  cards: cardsEn,
  cases: casesEn,
  account: accountEn,
  accounting: accountingEn,
  charging: chargingEn,
  charts: chartsEn,
  clock: clockEn,
  credits: creditsEn,
  disputes: disputesEn,
  documentList: documentListEn,
  driver: driverEn,
  dunning: dunningEn,
  energy: energyEn,
  finance: financeEn,
  find: findEn,
  metering: meteringEn,
  receipts: receiptsEn,
  notices: noticesEn,
  offline: offlineEn,
  operations: operationsEn,
  partner: partnerEn,
  payments: paymentsEn,
  plans: plansEn,
  price: priceEn,
  privacy: privacyEn,
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
  welcome: welcomeEn,
  terms: termsEn,
  profile: profileEn,
};

/** Every text of the interface, by area. English sets the shape; a test holds the other languages to it. */
export type Messages = typeof en;

const sv: Messages = {
  shell: shellSv,
  signIn: signInSv,
  sitePlans: sitePlansSv,
  sites: sitesSv,
  status: statusSv,
  cards: cardsSv,
  cases: casesSv,
  account: accountSv,
  accounting: accountingSv,
  charging: chargingSv,
  charts: chartsSv,
  clock: clockSv,
  credits: creditsSv,
  disputes: disputesSv,
  documentList: documentListSv,
  driver: driverSv,
  dunning: dunningSv,
  energy: energySv,
  finance: financeSv,
  find: findSv,
  metering: meteringSv,
  receipts: receiptsSv,
  notices: noticesSv,
  offline: offlineSv,
  operations: operationsSv,
  partner: partnerSv,
  payments: paymentsSv,
  plans: plansSv,
  price: priceSv,
  privacy: privacySv,
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
  welcome: welcomeSv,
  terms: termsSv,
  profile: profileSv,
};

const de: Messages = {
  shell: shellDe,
  signIn: signInDe,
  sitePlans: sitePlansDe,
  sites: sitesDe,
  status: statusDe,
  cards: cardsDe,
  cases: casesDe,
  account: accountDe,
  accounting: accountingDe,
  charging: chargingDe,
  charts: chartsDe,
  clock: clockDe,
  credits: creditsDe,
  disputes: disputesDe,
  documentList: documentListDe,
  driver: driverDe,
  dunning: dunningDe,
  energy: energyDe,
  finance: financeDe,
  find: findDe,
  metering: meteringDe,
  receipts: receiptsDe,
  notices: noticesDe,
  offline: offlineDe,
  operations: operationsDe,
  partner: partnerDe,
  payments: paymentsDe,
  plans: plansDe,
  price: priceDe,
  privacy: privacyDe,
  promise: promiseDe,
  quote: quoteDe,
  ratingSettings: ratingSettingsDe,
  roaming: roamingDe,
  runs: runsDe,
  settlement: settlementDe,
  subscription: subscriptionDe,
  tariffs: tariffsDe,
  vehicles: vehiclesDe,
  wallet: walletDe,
  welcome: welcomeDe,
  terms: termsDe,
  profile: profileDe,
};

const MESSAGES: Readonly<Record<Locale, Messages>> = { sv, en, de };

/** The texts of one language. */
export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
