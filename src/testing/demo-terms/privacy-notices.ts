/** The demo's privacy notice (Regulation (EU) 2016/679 art. 13), in each language. */
export const PRIVACY = {
  sv: {
    title: "Så använder vi dina uppgifter",
    body: `Kvitt Demo AB, Hornsgatan 20, 118 20 Stockholm, ansvarar för dina personuppgifter. Skriv till integritet@kvitt.example om allt som rör dem.

## Vad vi har och varför

För att kunna ha avtalet med dig: namn, adress, e-post, språk, plan, laddkort och appens nummer, dina bilar och mål om du har sagt dem, och varje laddning med plats, tid, energi och pris. Den rättsliga grunden är avtalet (artikel 6.1 b).

För att följa lagen: fakturor, kvitton, betalningar och bokföring med underlag. Den rättsliga grunden är rättslig förpliktelse (artikel 6.1 c), bland annat bokföringslagen och mervärdesskattelagen.

För att skydda ditt konto: när och varifrån någon har loggat in, vem som har gjort vad. Den rättsliga grunden är vårt berättigade intresse av att kunna upptäcka missbruk (artikel 6.1 f).

Nyheter skickar vi bara om du har sagt ja, och du kan ta tillbaka ett ja när som helst (artikel 6.1 a). Din plats används bara medan du letar efter en station, och sparas inte.

## Vilka som får uppgifter

Operatören får ditt laddkorts eller din apps nummer för att kunna släppa fram laddningen, men inte ditt namn. Stripe tar emot betalningar och har dina kortuppgifter; vi ser bara de fyra sista siffrorna. Momsnummer för företag slås upp i EU:s register VIES. Myndigheter får det som lagen kräver. Vi säljer inga uppgifter.

Uppgifterna finns inom EU. Behandlar Stripe något utanför EU sker det med EU-kommissionens standardavtalsklausuler eller ett beslut om adekvat skyddsnivå.

## Hur länge

Bokföringsunderlag sparas i sju år efter räkenskapsåret. Laddningarnas detaljer sparas i tre år, inloggningar i tolv månader. Ett konto som du har börjat öppna men inte blivit klar med glöms efter ett halvt år. Stänger du kontot tas din identitet bort; det som lagen vill ha kvar finns kvar under ett annat namn tills tiden är ute.

## Dina rättigheter

Du kan se, rätta och hämta allt vi har om dig under Integritet, i ett format som datorer läser, och be oss radera det. Du kan invända mot det vi gör med stöd av berättigat intresse, och begära att vi begränsar användningen. Är du inte nöjd kan du klaga hos Integritetsskyddsmyndigheten, imy.se, eller hos myndigheten där du bor.

Namn, adress och e-post behövs för avtalet: utan dem kan vi inte ge dig en faktura, och därför inte heller ett konto. Inga beslut om dig fattas enbart av en dator, utom att en laddning inte startar när plånboken är tom eller en gräns som du har satt är nådd.`,
  },
  en: {
    title: "How we use your data",
    body: `Kvitt Demo AB, Hornsgatan 20, 118 20 Stockholm, Sweden, is the controller of your personal data. Write to integritet@kvitt.example about anything to do with it.

## What we have and why

To have the contract with you: name, address, e-mail, language, plan, charge cards and the app's number, your cars and goals if you have told them, and each charge with place, time, energy and price. The legal basis is the contract (Article 6(1)(b)).

To follow the law: invoices, receipts, payments and books with what they rest on. The legal basis is legal obligation (Article 6(1)(c)), among others the Swedish acts on bookkeeping and VAT.

To protect your account: when and from where somebody signed in, and who did what. The legal basis is our legitimate interest in finding misuse (Article 6(1)(f)).

We send news only if you said yes, and you can take a yes back at any time (Article 6(1)(a)). Your position is used only while you look for a station, and is not kept.

## Who gets data

The operator gets the number of your charge card or app, so that it can let the charge go ahead, but not your name. Stripe takes payments and has your card's details; we see only its last four digits. VAT numbers of companies are looked up in the EU's register VIES. Authorities get what the law demands. We sell no data.

The data is kept in the EU. Where Stripe processes something outside of the EU, it does so under the European Commission's standard contractual clauses or a decision on an adequate level of protection.

## How long

What the books rest on is kept for seven years after the financial year. The details of charges are kept for three years, sign-ins for twelve months. An account that you began to open and did not finish is forgotten after half a year. If you close the account, your identity is removed; what the law wants kept stays under another name until its time is over.

## Your rights

You can see, correct and fetch all that we have about you under Privacy, in a form that computers read, and ask us to erase it. You can object to what we do on the ground of legitimate interest, and ask us to restrict the use. If you are not content you can complain to the Swedish authority for privacy protection, imy.se, or to the authority where you live.

Name, address and e-mail are needed for the contract: without them we cannot give you an invoice, and so no account. No decisions about you are made by a computer alone, but for a charge not starting when the wallet is empty or a limit that you set is reached.`,
  },
  de: {
    title: "Wie wir Ihre Daten verwenden",
    body: `Verantwortlich für Ihre personenbezogenen Daten ist die Kvitt Demo AB, Hornsgatan 20, 118 20 Stockholm, Schweden. Schreiben Sie zu allem, was sie betrifft, an integritet@kvitt.example.

## Was wir haben und warum

Für den Vertrag mit Ihnen: Name, Anschrift, E-Mail, Sprache, Ladetarif, Ladekarten und die Nummer der App, Ihre Autos und Ziele, wenn Sie sie genannt haben, und jeden Ladevorgang mit Ort, Zeit, Energie und Preis. Rechtsgrundlage ist der Vertrag (Artikel 6 Absatz 1 Buchstabe b).

Um das Gesetz zu befolgen: Rechnungen, Belege, Zahlungen und die Buchführung mit ihren Unterlagen. Rechtsgrundlage ist die rechtliche Verpflichtung (Artikel 6 Absatz 1 Buchstabe c), unter anderem nach dem schwedischen Buchführungs- und Umsatzsteuergesetz.

Um Ihr Konto zu schützen: wann und von wo sich jemand angemeldet hat und wer was getan hat. Rechtsgrundlage ist unser berechtigtes Interesse, Missbrauch zu erkennen (Artikel 6 Absatz 1 Buchstabe f).

Neuigkeiten senden wir nur, wenn Sie zugestimmt haben; Sie können das jederzeit widerrufen (Artikel 6 Absatz 1 Buchstabe a). Ihr Standort wird nur verwendet, während Sie eine Station suchen, und nicht gespeichert.

## Wer Daten erhält

Der Betreiber erhält die Nummer Ihrer Ladekarte oder App, um den Ladevorgang freizugeben, nicht aber Ihren Namen. Stripe nimmt Zahlungen entgegen und hat Ihre Kartendaten; wir sehen nur die letzten vier Ziffern. USt-IdNrn. von Unternehmen werden im Register VIES der EU geprüft. Behörden erhalten, was das Gesetz verlangt. Wir verkaufen keine Daten.

Die Daten liegen in der EU. Verarbeitet Stripe etwas außerhalb der EU, geschieht das auf Grundlage der Standardvertragsklauseln der Europäischen Kommission oder eines Angemessenheitsbeschlusses.

## Wie lange

Unterlagen der Buchführung werden sieben Jahre nach dem Geschäftsjahr aufbewahrt, die Einzelheiten von Ladevorgängen drei Jahre, Anmeldungen zwölf Monate. Ein Konto, das Sie begonnen und nicht eröffnet haben, wird nach einem halben Jahr vergessen. Schließen Sie das Konto, wird Ihre Identität entfernt; was das Gesetz aufbewahrt haben will, bleibt unter anderem Namen, bis seine Zeit um ist.

## Ihre Rechte

Unter Datenschutz können Sie alles, was wir über Sie haben, ansehen, berichtigen und in maschinenlesbarer Form abrufen und uns um Löschung bitten. Sie können dem widersprechen, was wir aus berechtigtem Interesse tun, und verlangen, dass wir die Verwendung einschränken. Sind Sie nicht zufrieden, können Sie sich bei der schwedischen Datenschutzbehörde, imy.se, oder bei der Behörde Ihres Wohnorts beschweren.

Name, Anschrift und E-Mail sind für den Vertrag nötig: Ohne sie können wir Ihnen keine Rechnung stellen und daher kein Konto geben. Entscheidungen über Sie trifft nie allein ein Computer, außer dass ein Ladevorgang nicht startet, wenn das Guthaben leer oder eine von Ihnen gesetzte Grenze erreicht ist.`,
  },
} as const;
