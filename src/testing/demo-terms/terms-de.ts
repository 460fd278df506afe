/** The demo's terms of use in German. */
export const TERMS_DE = {
  title: "Nutzungsbedingungen von Kvitt",
  body: `Diese Bedingungen gelten zwischen Ihnen und der Kvitt Demo AB, Registernummer 556000-4615, Hornsgatan 20, 118 20 Stockholm, Schweden („wir“). Sie erreichen uns unter faktura@kvitt.example. Wir verkaufen das Laden von Elektrofahrzeugen an Ladestationen anderer Unternehmen; das Unternehmen, das eine Station betreibt, heißt Betreiber.

## 1. Ihr Konto

Sie müssen mindestens 18 Jahre alt sein und eine E-Mail-Adresse haben, die Sie lesen. Ihre Angaben müssen stimmen; Sie ändern sie selbst unter Profil, wenn sie es nicht mehr tun. Wer Zugang zu Ihrer E-Mail oder Ihren Ladekarten hat, kann auf Ihre Rechnung laden: Geben Sie sie niemandem, und sperren Sie eine verlorene Karte, sobald Sie es merken. Für Ladevorgänge nach der Sperre zahlen Sie nichts.

## 2. Der Preis steht vor dem Start fest

Vor dem Start sehen Sie den Preis in der App: je kWh, je Minute, je Start und für das Stehenbleiben, was der Preis des Betreibers ist und was unser Aufschlag nach Ihrem Ladetarif. Alle Preise für Verbraucher enthalten die Umsatzsteuer.

Die Preise, die beim Beginn eines Ladevorgangs angezeigt werden, sind für diesen Ladevorgang festgeschrieben. Ist die Rechnung des Betreibers höher, zahlen Sie dennoch nicht mehr als die festgeschriebenen Preise. Ist sie niedriger, zahlen Sie den niedrigeren Betrag.

Starten Sie mit einer Karte an einer Station ohne Empfang, gilt dasselbe Versprechen: Die Preise werden festgeschrieben, wenn der Betreiber nach der Karte fragt, sonst wenn der Ladevorgang beginnt.

## 3. Gebühr für das Stehenbleiben

Manche Betreiber berechnen je Minute, wenn das Auto fertig geladen ist, aber angesteckt bleibt. Die Gebühr und ihr Beginn werden vor dem Start und während des Ladens angezeigt, und Sie können vor ihrem Beginn benachrichtigt werden. Sie wird nur für die Zeit berechnet, die der Betreiber nachgewiesen hat. Haben wir oder der Betreiber das Laden gedrosselt, sodass das Auto nicht rechtzeitig fertig war, berechnen wir die Gebühr für diese Zeit nicht.

## 4. Ladetarife und Bezahlung

Ihr Ladetarif bestimmt, wie Sie bezahlen. Bei einem Ladetarif auf Rechnung erhalten Sie nach jedem Kalendermonat eine Rechnung, zahlbar innerhalb von zehn Tagen; haben Sie eine Karte hinterlegt, wird der Betrag von ihr abgebucht. Bei einem Ladetarif mit Guthaben laden Sie Guthaben auf, von dem jeder Ladevorgang bezahlt wird. Bei einem Ladetarif mit Grundgebühr zahlen Sie diese im Voraus, jeweils für einen Monat.

Geld, das Sie eingezahlt haben, gehört Ihnen und wird auf Wunsch zurückgezahlt. Guthaben, das wir Ihnen geschenkt haben, gilt bis zu dem Tag, der dabeisteht.

Manche Betreiber melden ihre Ladevorgänge spät. Ein Ladevorgang, der nach der Monatsrechnung eingeht, steht auf der nächsten. Was später als zwölf Monate nach dem Laden gemeldet wird, berechnen wir nicht.

## 5. Wenn Sie nicht rechtzeitig zahlen

Wir mahnen. Mahngebühren und Verzugszinsen richten sich nach dem Gesetz und stehen auf der Mahnung. Ist eine Rechnung weiterhin offen, können wir neue Ladevorgänge aussetzen, bis sie bezahlt ist; ein laufender Ladevorgang wird deswegen nie abgebrochen.

## 6. Wenn etwas nicht stimmt

Sagen Sie es uns innerhalb von 60 Tagen nach der Rechnung, am besten direkt beim Ladevorgang in der App. Ihr Fall erhält eine Nummer und einen Verlauf, den Sie sehen. Wir antworten innerhalb von 14 Tagen. Bis dahin brauchen Sie den strittigen Betrag nicht zu zahlen, und wir mahnen ihn nicht. Haben Sie recht, erhalten Sie eine Gutschrift und das Geld auf demselben Weg zurück.

Sind Sie Verbraucher und werden wir uns nicht einig, können Sie sich an die Schlichtungsstelle Ihres Landes wenden; in Schweden ist das Allmänna reklamationsnämnden, arn.se, deren Empfehlungen wir folgen.

## 7. Die Stationen

Der Betreiber kümmert sich um die Station und steht für ihre Sicherheit und Funktion ein. Folgen Sie den Hinweisen vor Ort. Funktioniert die Station nicht, zahlen Sie nichts für das, was Sie nicht bekommen haben. Wir ersetzen Schäden, die wir fahrlässig verursacht haben; Verbraucher haben immer den Schutz, den das Gesetz gibt.

## 8. Widerruf und Kündigung

Als Verbraucher können Sie den Vertrag innerhalb von 14 Tagen nach Eröffnung des Kontos ohne Angabe von Gründen widerrufen. Haben Sie inzwischen geladen, zahlen Sie das Geladene und von einer Grundgebühr den Teil für die Zeit bis zum Widerruf.

Der Vertrag läuft, bis ihn jemand kündigt. Sie können an jedem Tag kündigen: Ein Ladetarif mit Grundgebühr gilt bis zum Ende seines Zeitraums, und Guthaben wird zurückgezahlt. Wir dürfen den Vertrag mit einer Frist von zwei Monaten kündigen, und sofort, wenn Sie ihn schwer verletzt haben.

## 9. Wenn sich die Bedingungen ändern

Wir schreiben Ihnen mindestens 30 Tage, bevor neue Bedingungen gelten, und zeigen, was neu ist. Sind Sie nicht einverstanden, können Sie kostenlos kündigen. Wir bitten Sie um Zustimmung, sobald die neuen Bedingungen gelten. Alle früheren Fassungen bleiben lesbar.

## 10. Recht und Gericht

Es gilt schwedisches Recht. Leben Sie als Verbraucher in einem anderen Land der EU oder in Norwegen, haben Sie außerdem den Schutz der zwingenden Vorschriften dieses Landes und können dort vor Gericht gehen.`,
};
