import { Children, type ReactNode } from "react";

/** Facts in a row, parted by dots; where the row breaks, no dot is left at its end. Empty ones are left out. */
export function Dotted({ children }: { children: ReactNode }) {
  const shown = Children.toArray(children).filter((part) => part !== "");
  return (
    <span className="block overflow-hidden">
      {/* What begins a line has its dot outside of the frame. */}
      <span className="-ml-4 flex flex-wrap">
        {shown.map((part, index) => (
          <span
            key={index}
            className="relative min-w-0 pl-4 before:absolute before:left-1.5 before:content-['·']"
          >
            {part}
            {index < shown.length - 1 ? <span className="sr-only">, </span> : null}
          </span>
        ))}
      </span>
    </span>
  );
}
