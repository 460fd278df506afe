/** The demo's terms of use in English. */
export const TERMS_EN = {
  title: "Terms of use of Kvitt",
  body: `These terms hold between you and Kvitt Demo AB, registration number 556000-4615, Hornsgatan 20, 118 20 Stockholm, Sweden ("we"). You reach us at faktura@kvitt.example. We sell charging of electric vehicles at other companies' charging stations; the company that runs a station is called the operator.

## 1. Your account

You need to be at least 18 years old and have an e-mail address that you read. What you tell us must be right, and you change it yourself under Profile when it no longer is. Whoever has your e-mail or your charge cards can charge at your cost: let nobody else have them, and block a card that is gone as soon as you notice. You pay nothing for charging after it was blocked.

## 2. The price is shown before you start

Before you start you see the price in the app: per kWh, per minute, per start and for staying plugged in, what is the operator's price and what is our markup by your plan. All prices to consumers include VAT.

The prices that are shown when a charge begins are locked for that charge. If the operator's bill is higher, you still pay no more than the locked prices. If it is lower, you pay the lower one.

If you start with a card at a station without coverage, the same promise holds: the prices are locked when the operator asks us about the card, else when the charge begins.

## 3. Fee for staying plugged in

Some operators charge by the minute when the car is done but stays plugged in. The fee, and when it begins, is shown before the start and during the charge, and you can be told before it begins. It is charged only for the time that the operator has accounted for. Where we or the operator slowed the charge down so that the car was not done in time, we do not charge the fee for that time.

## 4. Plans and payment

Your plan decides how you pay. With a plan in arrears you get an invoice after each calendar month, to be paid within ten days; if you have saved a card, the amount is drawn from it. With a prepaid plan you top up a wallet, and each charge is taken from it. With a plan with a monthly fee you pay the fee in advance, one month at a time.

Money that you put into the wallet is yours and is paid back when you ask. Credit that we gave you holds until the day that stands beside it.

Some operators send their records late. A charge that comes in after the month's invoice has gone is on the next one. We do not bill records that come later than twelve months after the charge.

## 5. If you do not pay in time

We remind you. Reminder fees and interest for late payment are those that the law allows, and stand on the reminder. If an invoice is still not paid we may pause new charges until it is; a charge that runs is never broken off for that reason.

## 6. Something is not right

Tell us within 60 days of the invoice, best from the charge itself in the app. Your case gets a number and a time line that you see. We answer within 14 days. Meanwhile you need not pay the disputed amount, and we send no reminders of it. If you are right you get a credit note, and the money back the way that you paid.

If you are a consumer and we do not agree, you can turn to the board for consumer disputes of your country; in Sweden that is Allmänna reklamationsnämnden, arn.se, whose recommendations we follow.

## 7. The stations

The operator looks after the station and answers for its safety and working. Follow the instructions on the spot. If the station does not work, you pay nothing for what you did not get. We make good damage that we caused by negligence; consumers always have the protection that the law gives.

## 8. Withdrawal and termination

As a consumer you can withdraw from the contract within 14 days of opening the account, without giving a reason. If you have charged meanwhile you pay for what you have charged, and of a monthly fee the part for the time until you withdrew.

The contract runs until somebody ends it. You can leave on any day: a plan with a fee holds until its period is over, and money in the wallet is paid back. We may end the contract with two months' notice, and at once if you have broken it in a serious way.

## 9. When the terms change

We write to you at least 30 days before new terms hold, and show what is new. If you do not agree you can leave at no cost. We ask you to agree to the new terms once they hold. All earlier versions stay to be read.

## 10. Law and courts

Swedish law applies. If you are a consumer and live in another country of the EU or in Norway, you also have the protection of that country's mandatory rules, and may go to court there.`,
};
