// Makes ids that carry the instant of their making, as Discord's do.
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Ids that only ever grow, so that newer messages sort after older ones. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const fresh = (BigInt(now()) - DISCORD_EPOCH_MS) << 22n;
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}
