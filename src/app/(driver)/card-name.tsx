/** A card as its owner knows it: its brand and its last digits. */
export function CardName({
  card,
}: {
  card: { readonly brand: string | null; readonly type: string; readonly last4: string | null };
}) {
  const brand = card.brand ?? card.type;
  return (
    <span className="whitespace-nowrap">
      {brand.charAt(0).toUpperCase() + brand.slice(1)}
      {card.last4 ? ` •••• ${card.last4}` : null}
    </span>
  );
}
