/** The demo's terms of use in Swedish. */
export const TERMS_SV = {
  title: "Användarvillkor för Kvitt",
  body: `Villkoren gäller mellan dig och Kvitt Demo AB, org.nr 556000-4615, Hornsgatan 20, 118 20 Stockholm ("vi"). Du når oss på faktura@kvitt.example. Vi säljer laddning av elfordon vid andra bolags laddstationer; bolaget som driver stationen kallas operatören.

## 1. Ditt konto

Du behöver vara minst 18 år och ha en e-postadress som du läser. Uppgifterna du lämnar ska stämma, och du ändrar dem själv under Profil när de inte gör det. Den som har tillgång till din e-post eller dina laddkort kan ladda på din räkning: låt ingen annan ha dem, och spärra ett kort som är borta så snart du märker det. För laddning som sker efter spärren betalar du inget.

## 2. Priset visas före start

Innan du startar ser du priset i appen: pris per kWh, per minut, per start och vad det kostar att stå kvar, vad som är operatörens pris och vad som är vårt påslag enligt din plan. Alla priser till konsumenter är med moms.

De priser som visas när laddningen börjar är låsta för den laddningen. Blir operatörens räkning dyrare betalar du ändå inte mer än de låsta priserna. Blir den billigare betalar du det lägre.

Startar du med kort vid en station utan täckning gäller samma löfte: priserna låses när operatören frågar oss om kortet, och annars när laddningen börjar.

## 3. Avgift för att stå kvar

En del operatörer tar en avgift per minut när bilen är färdigladdad men står kvar inkopplad. Avgiften och när den börjar visas före start och under laddningen, och du kan få ett meddelande innan den börjar. Avgiften tas bara ut för den tid operatören har redovisat. Har vi eller operatören styrt ner laddningen så att bilen inte blev klar i tid tar vi inte ut avgiften för den tiden.

## 4. Planer och betalning

Din plan avgör hur du betalar. Med en plan i efterskott får du en faktura efter varje kalendermånad, att betala inom tio dagar; har du sparat ett kort dras beloppet från det. Med en förskottsplan fyller du på en plånbok och varje laddning dras från den. Med en plan med månadsavgift betalar du avgiften i förväg för en månad i taget.

Pengar som du själv har satt in i plånboken är dina och betalas tillbaka när du ber om det. Tillgodohavande som vi har gett dig gäller till den dag som står vid det.

En del operatörer skickar sina underlag sent. En laddning som kommer in efter att månadens faktura har gått iväg hamnar på nästa. Underlag som kommer senare än tolv månader efter laddningen fakturerar vi inte.

## 5. Om du inte betalar i tid

Vi påminner. Påminnelseavgift och dröjsmålsränta tas ut enligt lag och står på påminnelsen. Är en faktura fortfarande obetald kan vi pausa nya laddningar tills den är betald; en laddning som pågår avbryts aldrig av det skälet.

## 6. Något stämmer inte

Säg till inom 60 dagar från fakturan, helst direkt från laddningen i appen. Ditt ärende får ett nummer och en tidslinje som du ser. Vi svarar inom 14 dagar. Under tiden behöver du inte betala det omtvistade beloppet, och vi skickar inga påminnelser om det. Har du rätt får du en kreditfaktura och pengarna tillbaka samma väg som du betalade.

Är du konsument kan du vända dig till Allmänna reklamationsnämnden, arn.se, om vi inte kommer överens. Vi följer nämndens rekommendationer.

## 7. Stationerna

Operatören sköter stationen och svarar för att den är säker och fungerar. Följ anvisningarna på platsen. Fungerar inte stationen betalar du inget för det du inte har fått. Vi ersätter skada som vi har orsakat av vårdslöshet; för konsumenter gäller alltid det skydd som lagen ger.

## 8. Ångerrätt och uppsägning

Är du konsument kan du ångra avtalet inom 14 dagar från att du öppnade kontot, utan att ange skäl. Har du laddat under tiden betalar du för det du har laddat, och för en månadsavgift den del som gäller tiden fram till att du ångrade dig.

Avtalet löper tills någon säger upp det. Du kan sluta vilken dag som helst: en plan med avgift gäller perioden ut, och pengar i plånboken betalas tillbaka. Vi får säga upp avtalet med två månaders varsel, och genast om du har brutit mot det på ett allvarligt sätt.

## 9. När villkoren ändras

Vi skriver till dig minst 30 dagar innan nya villkor börjar gälla och visar vad som är nytt. Håller du inte med kan du sluta utan kostnad. Vi ber dig godkänna de nya villkoren när de gäller. Alla tidigare versioner finns kvar att läsa.

## 10. Lag och domstol

Svensk lag gäller. Bor du som konsument i ett annat land inom EU eller i Norge har du dessutom det skydd som tvingande regler i det landet ger, och du kan vända dig till domstol där.`,
};
