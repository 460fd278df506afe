import type { Rational } from "@/core/money/quantity";
import { showFigures, shownLines } from "@/core/rating/shown-price";
import { formatMicroMoney } from "@/i18n/formats";
import { noteOfLine, wordsOfItem, type SpokenItem } from "@/i18n/price-words";
import { SlipLine } from "./ui/slip";
import { usePriceSpeech } from "./use-price-speech";

/** A line of an explanation, as a server or a browser has it. */
export interface SpokenLine {
  readonly item: SpokenItem;
  /** Exact, in the main unit of the price's currency. */
  readonly amount: Rational;
}

/**
 * The lines of a price: what, how much at which price, and why that price held. As they stand they add up
 * to `total`, if it is given: what the one rounding did has a line of its own.
 */
export function PriceLines({
  lines: all,
  currency,
  total,
}: {
  lines: readonly SpokenLine[];
  currency: string;
  total?: Rational;
}) {
  const speech = usePriceSpeech(currency);
  const lines = shownLines(all);
  const { amounts, rounding, digits } = showFigures(lines, currency, total);
  const show = (micro: bigint) => formatMicroMoney(micro, currency, speech.locale, digits);
  return (
    <div>
      {lines.map(({ item }, index) => {
        const words = wordsOfItem(item, speech);
        return (
          <SlipLine
            key={index}
            label={words.label}
            note={noteOfLine(words, speech)}
            value={show(amounts[index] ?? 0n)}
          />
        );
      })}
      {rounding === 0n ? null : <SlipLine label={speech.say("rounding")} value={show(rounding)} />}
    </div>
  );
}
