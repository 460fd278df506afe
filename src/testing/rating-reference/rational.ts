/** An exact fraction in lowest terms. The reference's own arithmetic: nothing of the engine's is used. */
export class Rational {
  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  private constructor(
    readonly n: bigint,
    readonly d: bigint,
  ) {}

  /** `n / d`. Throws on a division by zero. */
  static of(n: bigint, d = 1n): Rational {
    if (d === 0n) throw new RangeError("division by zero");
    if (d === 1n) return new Rational(n, d);
    const sign = d < 0n ? -1n : 1n;
    const divisor = greatestCommonDivisor(n < 0n ? -n : n, d * sign);
    return new Rational((n * sign) / divisor, (d * sign) / divisor);
  }

  /** An integer count of 10⁻⁶. */
  static ofMicro(value: bigint): Rational {
    return Rational.of(value, 1_000_000n);
  }

  plus(other: Rational): Rational {
    if (this.d === other.d) return Rational.of(this.n + other.n, this.d);
    return Rational.of(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  minus(other: Rational): Rational {
    return Rational.of(this.n * other.d - other.n * this.d, this.d * other.d);
  }

  times(other: Rational): Rational {
    return Rational.of(this.n * other.n, this.d * other.d);
  }

  over(other: Rational): Rational {
    return Rational.of(this.n * other.d, this.d * other.n);
  }

  /** Negative, 0 or positive as this is below, equal to or above `other`. */
  compare(other: Rational): -1 | 0 | 1 {
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  sign(): -1 | 0 | 1 {
    return this.compare(Rational.ZERO);
  }

  /** The smallest integer that is not below this. */
  ceiling(): bigint {
    const quotient = this.n / this.d;
    return this.n > 0n && this.n % this.d !== 0n ? quotient + 1n : quotient;
  }

  /** The fraction itself, and its first decimals for people: "1/3 (0.33333333)". */
  toString(): string {
    const scaled = (this.n * 100_000_000n) / this.d;
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(9, "0");
    const decimal = `${this.n < 0n ? "-" : ""}${digits.slice(0, -8)}.${digits.slice(-8)}`;
    return `${this.n}/${this.d} (${decimal})`;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left === 0n ? 1n : left;
}
