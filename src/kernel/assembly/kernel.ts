/**
 * The simulation kernel in AssemblyScript: four conversations at a time, a block of 1,024 in one call, whole numbers
 * throughout. `../twin.ts` is the same kernel in plain TypeScript and gives the same bits; what the numbers mean is
 * said there and in `../job.ts`. No memory is allocated: the host lays out tables and arrays (`../layout.ts`).
 */

const HEAD: usize = 0;
const COST: usize = 192;
const SUMS: usize = 256;
const CIPHER: usize = 320;
const NEXT_CIPHER: usize = 384;
const ROWS: usize = 512;
const FINES: usize = 640;
const SLOTS: usize = 1024;
const WORDS: usize = 5120;
const INPUTS: usize = 9216;
const OUTPUTS: usize = 13312;
const BUCKETS: usize = 17408;

const BLOCK: i32 = 1024;

// Fields of the head, in words of four bytes.
const KEY: i32 = 0;
const MODE: i32 = 4;
const ALIAS: i32 = 5;
const LAST_REPLY: i32 = 6;
const NORMALS: i32 = 7;
const TRUNCATE: i32 = 8;
const GIVEN: i32 = 9;
const GIVEN_WORDS: i32 = 10;
const FACTS: i32 = 11;
const CELLS: i32 = 12;
const TURNS: i32 = 16;
const USER: i32 = 20;
const REPLY: i32 = 24;

// Bits of an entry's number: always so in inverse tables, and in alias tables that fit.
const INVERSE_BITS: i32 = 14;
const ALIAS_BITS: i32 = 12;

const STRATIFIED: i32 = 0;
const IID: i32 = 1;

const PURPOSE_DRAWS: i32 = 0;
const PURPOSE_STRATA: i32 = 1;

@inline
function field(index: i32): i32 {
  return load<i32>(HEAD + (<usize>index << 2));
}

@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/**
 * Threefry4x32-20 of eight counters, of which the first and the last word may differ: two times four lanes, so that
 * one's latency hides the other's. The words go to CIPHER and NEXT_CIPHER, four lanes each.
 */
function cipher(x0: v128, y0: v128, c1: i32, c2: i32, x3: v128, y3: v128): void {
  const w0 = field(KEY);
  const w1 = field(KEY + 1);
  const w2 = field(KEY + 2);
  const w3 = field(KEY + 3);
  const k0 = i32x4.splat(w0);
  const k1 = i32x4.splat(w1);
  const k2 = i32x4.splat(w2);
  const k3 = i32x4.splat(w3);
  const k4 = i32x4.splat(0x1bd11bda ^ w0 ^ w1 ^ w2 ^ w3);
  let x1 = i32x4.splat(c1 + w1);
  let x2 = i32x4.splat(c2 + w2);
  let y1 = x1;
  let y2 = x2;
  x0 = i32x4.add(x0, k0);
  y0 = i32x4.add(y0, k0);
  x3 = i32x4.add(x3, k3);
  y3 = i32x4.add(y3, k3);
  // Rounds 1 to 4
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 10), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 26), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 10), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 26), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 11), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 21), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 11), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 21), y2);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 13), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 27), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 13), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 27), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 23), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 5), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 23), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 5), y2);
  x0 = i32x4.add(x0, k1); x1 = i32x4.add(x1, k2); x2 = i32x4.add(x2, k3); x3 = i32x4.add(x3, i32x4.add(k4, i32x4.splat(1)));
  y0 = i32x4.add(y0, k1); y1 = i32x4.add(y1, k2); y2 = i32x4.add(y2, k3); y3 = i32x4.add(y3, i32x4.add(k4, i32x4.splat(1)));
  // Rounds 5 to 8
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 6), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 20), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 6), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 20), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 17), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 11), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 17), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 11), y2);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 25), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 10), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 25), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 10), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 18), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 20), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 18), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 20), y2);
  x0 = i32x4.add(x0, k2); x1 = i32x4.add(x1, k3); x2 = i32x4.add(x2, k4); x3 = i32x4.add(x3, i32x4.add(k0, i32x4.splat(2)));
  y0 = i32x4.add(y0, k2); y1 = i32x4.add(y1, k3); y2 = i32x4.add(y2, k4); y3 = i32x4.add(y3, i32x4.add(k0, i32x4.splat(2)));
  // Rounds 9 to 12
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 10), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 26), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 10), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 26), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 11), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 21), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 11), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 21), y2);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 13), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 27), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 13), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 27), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 23), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 5), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 23), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 5), y2);
  x0 = i32x4.add(x0, k3); x1 = i32x4.add(x1, k4); x2 = i32x4.add(x2, k0); x3 = i32x4.add(x3, i32x4.add(k1, i32x4.splat(3)));
  y0 = i32x4.add(y0, k3); y1 = i32x4.add(y1, k4); y2 = i32x4.add(y2, k0); y3 = i32x4.add(y3, i32x4.add(k1, i32x4.splat(3)));
  // Rounds 13 to 16
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 6), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 20), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 6), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 20), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 17), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 11), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 17), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 11), y2);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 25), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 10), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 25), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 10), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 18), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 20), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 18), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 20), y2);
  x0 = i32x4.add(x0, k4); x1 = i32x4.add(x1, k0); x2 = i32x4.add(x2, k1); x3 = i32x4.add(x3, i32x4.add(k2, i32x4.splat(4)));
  y0 = i32x4.add(y0, k4); y1 = i32x4.add(y1, k0); y2 = i32x4.add(y2, k1); y3 = i32x4.add(y3, i32x4.add(k2, i32x4.splat(4)));
  // Rounds 17 to 20
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 10), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 26), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 10), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 26), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 11), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 21), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 11), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 21), y2);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotate(x1, 13), x0); x2 = i32x4.add(x2, x3); x3 = v128.xor(rotate(x3, 27), x2);
  y0 = i32x4.add(y0, y1); y1 = v128.xor(rotate(y1, 13), y0); y2 = i32x4.add(y2, y3); y3 = v128.xor(rotate(y3, 27), y2);
  x0 = i32x4.add(x0, x3); x3 = v128.xor(rotate(x3, 23), x0); x2 = i32x4.add(x2, x1); x1 = v128.xor(rotate(x1, 5), x2);
  y0 = i32x4.add(y0, y3); y3 = v128.xor(rotate(y3, 23), y0); y2 = i32x4.add(y2, y1); y1 = v128.xor(rotate(y1, 5), y2);
  v128.store(CIPHER, i32x4.add(x0, k0));
  v128.store(CIPHER, i32x4.add(x1, k1), 16);
  v128.store(CIPHER, i32x4.add(x2, k2), 32);
  v128.store(CIPHER, i32x4.add(x3, i32x4.add(k3, i32x4.splat(5))), 48);
  v128.store(NEXT_CIPHER, i32x4.add(y0, k0));
  v128.store(NEXT_CIPHER, i32x4.add(y1, k1), 16);
  v128.store(NEXT_CIPHER, i32x4.add(y2, k2), 32);
  v128.store(NEXT_CIPHER, i32x4.add(y3, i32x4.add(k3, i32x4.splat(5))), 48);
}

/** Four entries of a table of 32-bit words. */
@inline
function entries(table: usize, at: v128): v128 {
  let e = v128.load32_zero(table + (<usize>i32x4.extract_lane(at, 0) << 2));
  e = v128.load32_lane(table + (<usize>i32x4.extract_lane(at, 1) << 2), e, 1);
  e = v128.load32_lane(table + (<usize>i32x4.extract_lane(at, 2) << 2), e, 2);
  return v128.load32_lane(table + (<usize>i32x4.extract_lane(at, 3) << 2), e, 3);
}

/** Places of four entries; `bits` is a constant wherever it matters, since shifts by a variable cost three times as much. */
@inline
function placed(word: v128, table: usize, bits: i32): v128 {
  const at = v128.and(i32x4.shr_u(word, 30 - bits), i32x4.splat((1 << (bits + 2)) - 4));
  return i32x4.add(at, i32x4.splat(<i32>table));
}

@inline
function loaded(at: v128): v128 {
  let e = v128.load32_zero(<usize>i32x4.extract_lane(at, 0));
  e = v128.load32_lane(<usize>i32x4.extract_lane(at, 1), e, 1);
  e = v128.load32_lane(<usize>i32x4.extract_lane(at, 2), e, 2);
  return v128.load32_lane(<usize>i32x4.extract_lane(at, 3), e, 3);
}

@inline
function byAlias(word: v128, table: usize, bits: i32): v128 {
  const e = loaded(placed(word, table, bits));
  const alias = v128.and(e, i32x4.splat(0xffff));
  const own = i32x4.lt_s(i32x4.shl(word, bits), i32x4.sub(e, alias));
  return v128.bitselect(i32x4.shr_u(word, 32 - bits), alias, own);
}

@inline
function byInverse(word: v128, table: usize, bits: i32, ends: usize, last: i32): v128 {
  const e = loaded(placed(word, table, bits));
  if (i32x4.bitmask(e)) return byWalk(word, e, bits, ends, last);
  const value = v128.and(e, i32x4.splat(0xffff));
  const below = i32x4.lt_s(i32x4.shr_u(i32x4.shl(word, bits), 1), i32x4.sub(e, value));
  return i32x4.add(value, below);
}

/** Lanes whose cell holds more than one boundary are searched one by one; the others as in `byInverse`. */
function byWalk(word: v128, e: v128, bits: i32, ends: usize, last: i32): v128 {
  let value = i32x4.splat(0);
  value = i32x4.replace_lane(value, 0, walk(i32x4.extract_lane(word, 0), i32x4.extract_lane(e, 0), bits, ends, last));
  value = i32x4.replace_lane(value, 1, walk(i32x4.extract_lane(word, 1), i32x4.extract_lane(e, 1), bits, ends, last));
  value = i32x4.replace_lane(value, 2, walk(i32x4.extract_lane(word, 2), i32x4.extract_lane(e, 2), bits, ends, last));
  return i32x4.replace_lane(value, 3, walk(i32x4.extract_lane(word, 3), i32x4.extract_lane(e, 3), bits, ends, last));
}

function walk(word: u32, e: i32, bits: i32, ends: usize, last: i32): i32 {
  let low = e & 0xffff;
  if (e >= 0) return low - (<i32>((word << bits) >>> 1) < e - low ? 1 : 0);
  let high = last;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (word < load<u32>(ends + (<usize>middle << 2))) high = middle;
    else low = middle + 1;
  }
  return low;
}

@inline
function turnsOf(word: v128): v128 {
  return byInverse(word, field(TURNS), INVERSE_BITS, field(TURNS + 2), field(TURNS + 3));
}

function messages(position: usize, words: usize, slots: v128, given: v128, stratified: bool): void {
  if (!field(ALIAS)) converse(position, words, slots, given, stratified, false, INVERSE_BITS, INVERSE_BITS);
  else if (field(USER + 1) == ALIAS_BITS && field(REPLY + 1) == ALIAS_BITS)
    converse(position, words, slots, given, stratified, true, ALIAS_BITS, ALIAS_BITS);
  else converse(position, words, slots, given, stratified, true, field(USER + 1), field(REPLY + 1));
}

/** Four conversations from the words of sfc32, whose states stand at `words`. Its steps are written out: a function returns one value. */
@inline
function converse(
  position: usize,
  words: usize,
  slots: v128,
  given: v128,
  stratified: bool,
  alias: bool,
  userBits: i32,
  replyBits: i32,
): void {
  const zero = i32x4.splat(0);
  const one = i32x4.splat(1);
  let a = v128.load(words);
  let b = v128.load(words, 16);
  let c = v128.load(words, 32);
  let d = v128.load(words, 48);
  let w = i32x4.add(i32x4.add(a, b), d);
  d = i32x4.add(d, one);
  a = v128.xor(b, i32x4.shr_u(b, 9));
  b = i32x4.add(c, i32x4.shl(c, 3));
  c = i32x4.add(rotate(c, 21), w);
  const turns = turnsOf(stratified ? v128.or(given, i32x4.shr_u(w, 10)) : given);
  const t0 = i32x4.extract_lane(turns, 0);
  const t1 = i32x4.extract_lane(turns, 1);
  const t2 = i32x4.extract_lane(turns, 2);
  const t3 = i32x4.extract_lane(turns, 3);
  const least = min(min(t0, t1), min(t2, t3));
  const most = max(max(t0, t1), max(t2, t3));
  const ownReply = i32x4.splat(-field(LAST_REPLY));
  const user = <usize>field(USER);
  const userEnds = <usize>field(USER + 2);
  const userLast = field(USER + 3);
  const reply = <usize>field(REPLY);
  const replyEnds = <usize>field(REPLY + 2);
  const replyLast = field(REPLY + 3);
  let history = zero;
  let input = zero;
  let output = zero;
  let turn = 0;
  const known = min(field(GIVEN), most);
  if (known > 0) {
    const givenWords = <usize>field(GIVEN_WORDS);
    for (; turn < known; turn++) {
      const at = givenWords + (<usize>turn << 13);
      const wu = entries(at, slots);
      const wr = entries(at + 4096, slots);
      const live = i32x4.gt_s(turns, i32x4.splat(turn));
      const u = v128.and(live, alias ? byAlias(wu, user, userBits) : byInverse(wu, user, userBits, userEnds, userLast));
      const r = v128.and(live, alias ? byAlias(wr, reply, replyBits) : byInverse(wr, reply, replyBits, replyEnds, replyLast));
      history = i32x4.add(history, u);
      input = i32x4.add(input, v128.and(live, i32x4.add(history, v128.and(r, ownReply))));
      history = i32x4.add(history, r);
      output = i32x4.add(output, r);
    }
  }
  for (; turn < least; turn++) {
    w = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(rotate(c, 21), w);
    const u = alias ? byAlias(w, user, userBits) : byInverse(w, user, userBits, userEnds, userLast);
    w = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(rotate(c, 21), w);
    const r = alias ? byAlias(w, reply, replyBits) : byInverse(w, reply, replyBits, replyEnds, replyLast);
    history = i32x4.add(history, u);
    input = i32x4.add(input, i32x4.add(history, v128.and(r, ownReply)));
    history = i32x4.add(history, r);
    output = i32x4.add(output, r);
  }
  for (; turn < most; turn++) {
    const live = i32x4.gt_s(turns, i32x4.splat(turn));
    w = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(rotate(c, 21), w);
    const u = v128.and(live, alias ? byAlias(w, user, userBits) : byInverse(w, user, userBits, userEnds, userLast));
    w = i32x4.add(i32x4.add(a, b), d);
    d = i32x4.add(d, one);
    a = v128.xor(b, i32x4.shr_u(b, 9));
    b = i32x4.add(c, i32x4.shl(c, 3));
    c = i32x4.add(rotate(c, 21), w);
    const r = v128.and(live, alias ? byAlias(w, reply, replyBits) : byInverse(w, reply, replyBits, replyEnds, replyLast));
    history = i32x4.add(history, u);
    input = i32x4.add(input, v128.and(live, i32x4.add(history, v128.and(r, ownReply))));
    history = i32x4.add(history, r);
    output = i32x4.add(output, r);
  }
  const facts = <usize>field(FACTS);
  const billed = entries(facts, i32x4.shl(turns, 1));
  const written = entries(facts + 4, i32x4.shl(turns, 1));
  v128.store(SLOTS + position, slots);
  v128.store(INPUTS + position, whole(i32x4.add(input, billed)));
  v128.store(OUTPUTS + position, whole(i32x4.add(output, written)));
}

/** Sums in units of 2^−TRUNCATE tokens, cut towards zero to whole tokens where the model does so. */
@inline
function whole(x: v128): v128 {
  const bits = field(TRUNCATE);
  if (bits <= 0) return x;
  const sign = i32x4.shr_s(x, 31);
  const size = i32x4.sub(v128.xor(x, sign), sign);
  const cut = i32x4.shl(i32x4.shr_u(size, bits), bits);
  return i32x4.sub(v128.xor(cut, sign), sign);
}

/** Two doubles of a row of facts, one for each of two lanes. */
@inline
function pair(at0: usize, at1: usize, offset: usize): v128 {
  return v128.load64_lane(at1 + offset, v128.load64_zero(at0 + offset), 1);
}

function normals(position: usize, words: usize, slots: v128, given: v128, stratified: bool): void {
  const first = v128.load(words);
  let w1 = v128.load(words, 16);
  let w2 = v128.load(words, 32);
  if (field(GIVEN)) {
    const givenWords = <usize>field(GIVEN_WORDS);
    w1 = entries(givenWords, slots);
    w2 = entries(givenWords + 4096, slots);
  }
  const turns = turnsOf(stratified ? v128.or(given, i32x4.shr_u(first, 10)) : field(MODE) == IID ? first : given);
  const table = <usize>field(USER);
  let z1: v128;
  let z2: v128;
  if (field(ALIAS)) {
    z1 = byAlias(w1, table, ALIAS_BITS);
    z2 = byAlias(w2, table, ALIAS_BITS);
  } else {
    z1 = byInverse(w1, table, INVERSE_BITS, field(USER + 2), field(USER + 3));
    z2 = byInverse(w2, table, INVERSE_BITS, field(USER + 2), field(USER + 3));
  }
  const facts = <usize>field(FACTS);
  const n0 = i32x4.extract_lane(turns, 0);
  const n3 = i32x4.extract_lane(turns, 3);
  const at0 = facts + <usize>n0 * 40;
  const at3 = facts + <usize>n3 * 40;
  const z1Low = f64x2.convert_low_i32x4_s(z1);
  const z1High = f64x2.convert_low_i32x4_s(i8x16.shuffle(z1, z1, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
  const z2Low = f64x2.convert_low_i32x4_s(z2);
  const z2High = f64x2.convert_low_i32x4_s(i8x16.shuffle(z2, z2, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15));
  let inputLow: v128;
  let inputHigh: v128;
  let outputLow: v128;
  let outputHigh: v128;
  if (i32x4.all_true(i32x4.eq(turns, i32x4.splat(n0)))) {
    const f0 = v128.load64_splat(at0);
    const f1 = v128.load64_splat(at0, 8);
    const f2 = v128.load64_splat(at0, 16);
    const f3 = v128.load64_splat(at0, 24);
    const f4 = v128.load64_splat(at0, 32);
    inputLow = f64x2.add(f64x2.add(f0, f64x2.mul(f1, z1Low)), f64x2.mul(f2, z2Low));
    inputHigh = f64x2.add(f64x2.add(f0, f64x2.mul(f1, z1High)), f64x2.mul(f2, z2High));
    outputLow = f64x2.add(f3, f64x2.mul(f4, z1Low));
    outputHigh = f64x2.add(f3, f64x2.mul(f4, z1High));
  } else {
    const at1 = facts + <usize>i32x4.extract_lane(turns, 1) * 40;
    const at2 = facts + <usize>i32x4.extract_lane(turns, 2) * 40;
    inputLow = f64x2.add(
      f64x2.add(pair(at0, at1, 0), f64x2.mul(pair(at0, at1, 8), z1Low)),
      f64x2.mul(pair(at0, at1, 16), z2Low),
    );
    inputHigh = f64x2.add(
      f64x2.add(pair(at2, at3, 0), f64x2.mul(pair(at2, at3, 8), z1High)),
      f64x2.mul(pair(at2, at3, 16), z2High),
    );
    outputLow = f64x2.add(pair(at0, at1, 24), f64x2.mul(pair(at0, at1, 32), z1Low));
    outputHigh = f64x2.add(pair(at2, at3, 24), f64x2.mul(pair(at2, at3, 32), z1High));
  }
  v128.store(SLOTS + position, slots);
  v128.store(INPUTS + position, units(inputLow, inputHigh));
  v128.store(OUTPUTS + position, units(outputLow, outputHigh));
}

/** Four doubles to whole units: the nearest, halves up, or cut towards zero to whole tokens. */
@inline
function units(low: v128, high: v128): v128 {
  if (field(TRUNCATE) < 0) {
    low = f64x2.floor(f64x2.add(low, f64x2.splat(0.5)));
    high = f64x2.floor(f64x2.add(high, f64x2.splat(0.5)));
  }
  const a = i32x4.trunc_sat_f64x2_s_zero(low);
  const b = i32x4.trunc_sat_f64x2_s_zero(high);
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** Eight conversations: their slots, and the words (in strata, the upper bits) that their numbers of turns come from. */
function group(position: usize, low: i32, high: i32, slots: v128, next: v128, given: v128, nextGiven: v128, stratified: bool): void {
  const zero = i32x4.splat(0);
  const first = i32x4.splat(low);
  cipher(i32x4.add(slots, first), i32x4.add(next, first), high, PURPOSE_DRAWS, zero, zero);
  if (field(NORMALS)) {
    normals(position, CIPHER, slots, given, stratified);
    normals(position + 16, NEXT_CIPHER, next, nextGiven, stratified);
  } else {
    messages(position, CIPHER, slots, given, stratified);
    messages(position + 16, NEXT_CIPHER, next, nextGiven, stratified);
  }
}

/** Draws the 1,024 conversations from number (high, low); their slots, input and output stand in their arrays then. */
export function draw(low: i32, high: i32): void {
  const mode = field(MODE);
  if (mode == STRATIFIED) return stratified(low, high);
  if (field(NORMALS)) {
    for (let slot = 0; slot < BLOCK; slot += 8) {
      const at = WORDS + (<usize>slot << 2);
      group(<usize>slot << 2, low, high, lanes(slot), lanes(slot + 4), v128.load(at), v128.load(at, 16), false);
    }
    return;
  }
  if (mode == IID) {
    const zero = i32x4.splat(0);
    const first = i32x4.splat(low);
    for (let slot = 0; slot < BLOCK; slot += 8) {
      cipher(i32x4.add(lanes(slot), first), i32x4.add(lanes(slot + 4), first), high, PURPOSE_DRAWS, zero, zero);
      const at = WORDS + (<usize>slot << 2);
      v128.store(at, firstWord(CIPHER));
      v128.store(at, firstWord(NEXT_CIPHER), 16);
    }
  }
  sort();
  for (let position: usize = 0; position < 4096; position += 32) {
    const slots = v128.load(SLOTS + position);
    const next = v128.load(SLOTS + position, 16);
    group(position, low, high, slots, next, entries(WORDS, slots), entries(WORDS, next), false);
  }
}

/** Four numbers from one on. */
@inline
function lanes(first: i32): v128 {
  return i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
}

/** The first word of sfc32 from the states at a place. */
@inline
function firstWord(words: usize): v128 {
  return i32x4.add(i32x4.add(v128.load(words), v128.load(words, 16)), v128.load(words, 48));
}

/** Slots in the order of the upper ten bits of their turn words, so that four neighbours have like numbers of turns. */
function sort(): void {
  memory.fill(BUCKETS, 0, 4096);
  for (let at: usize = 0; at < 4096; at += 4) {
    const bucket = BUCKETS + (<usize>(load<u32>(WORDS + at) >>> 22) << 2);
    store<i32>(bucket, load<i32>(bucket) + 1);
  }
  let sum = 0;
  for (let at: usize = 0; at < 4096; at += 4) {
    const size = load<i32>(BUCKETS + at);
    store<i32>(BUCKETS + at, sum);
    sum += size;
  }
  for (let slot = 0; slot < BLOCK; slot++) {
    const bucket = BUCKETS + (<usize>(load<u32>(WORDS + (<usize>slot << 2)) >>> 22) << 2);
    const position = load<i32>(bucket);
    store<i32>(bucket, position + 1);
    store<i32>(SLOTS + (<usize>position << 2), slot);
  }
}

/** Stratum 32·coarse + fine falls to the slot whose row is fine ^ FINES[coarse]; see `../strata.ts`. */
function stratified(low: i32, high: i32): void {
  const id = i32x4.splat(low);
  for (let half = 0; half < 2; half++) {
    cipher(id, id, high, PURPOSE_STRATA, lanes(half << 3), lanes((half << 3) + 4));
    for (let word: usize = 0; word < 4; word++) {
      const at = ROWS + (<usize>half << 5) + (word << 6);
      v128.store(at, i32x4.shr_u(v128.load(CIPHER + (word << 4)), 27));
      v128.store(at, i32x4.shr_u(v128.load(NEXT_CIPHER + (word << 4)), 27), 16);
    }
  }
  let position: usize = 0;
  for (let coarse = 0; coarse < 32; coarse++) {
    const fine = load<i32>(FINES + (<usize>coarse << 2));
    const column = i32x4.splat(reversed(coarse));
    for (let row = 0; row < 32; row += 8) {
      group(
        position,
        low,
        high,
        slotsOf(column, row),
        slotsOf(column, row + 4),
        strataOf(coarse, fine, row),
        strataOf(coarse, fine, row + 4),
        true,
      );
      position += 32;
    }
  }
}

@inline
function slotsOf(column: v128, row: i32): v128 {
  const columns = v128.xor(column, v128.load(ROWS + (<usize>row << 2)));
  return v128.or(i32x4.shl(columns, 5), lanes(row));
}

/** The upper bits of the words of four rows. */
@inline
function strataOf(coarse: i32, fine: i32, row: i32): v128 {
  const strata = v128.or(i32x4.splat(coarse << 5), v128.xor(lanes(row), i32x4.splat(fine)));
  return i32x4.shl(strata, 22);
}

/** Five bits in reverse. */
@inline
function reversed(x: i32): i32 {
  return ((x & 1) << 4) | ((x & 2) << 2) | (x & 4) | ((x & 8) >> 2) | (x >> 4);
}

/** Draws blocks first, first + stride … and adds their sums to SUMS and their costs to the histogram. */
export function run(first: f64, stride: i32, blocks: i32, histogram: usize): void {
  for (let i = 0; i < blocks; i++) {
    const id = <i64>(first + <f64>i * <f64>stride) << 10;
    draw(<i32>id, <i32>(id >>> 32));
    tally(histogram);
  }
}

function tally(histogram: usize): void {
  const perInput = v128.load64_splat(COST);
  const perOutput = v128.load64_splat(COST, 8);
  const offset = v128.load64_splat(COST, 16);
  const highest = i32x4.splat(field(CELLS) - 1);
  const zero = i32x4.splat(0);
  const lower = i64x2.splat(0xffffffff);
  let inputs = zero;
  let outputs = zero;
  let iiLow = zero;
  let iiHigh = zero;
  let ioLow = zero;
  let ioHigh = zero;
  let ooLow = zero;
  let ooHigh = zero;
  for (let at: usize = 0; at < 4096; at += 16) {
    const input = v128.load(INPUTS + at);
    const output = v128.load(OUTPUTS + at);
    inputs = i64x2.add(inputs, i64x2.add(i64x2.extend_low_i32x4_s(input), i64x2.extend_high_i32x4_s(input)));
    outputs = i64x2.add(outputs, i64x2.add(i64x2.extend_low_i32x4_s(output), i64x2.extend_high_i32x4_s(output)));
    let p = i64x2.extmul_low_i32x4_s(input, input);
    let q = i64x2.extmul_high_i32x4_s(input, input);
    iiLow = i64x2.add(iiLow, i64x2.add(v128.and(p, lower), v128.and(q, lower)));
    iiHigh = i64x2.add(iiHigh, i64x2.add(i64x2.shr_u(p, 32), i64x2.shr_u(q, 32)));
    p = i64x2.extmul_low_i32x4_s(input, output);
    q = i64x2.extmul_high_i32x4_s(input, output);
    ioLow = i64x2.add(ioLow, i64x2.add(v128.and(p, lower), v128.and(q, lower)));
    ioHigh = i64x2.add(ioHigh, i64x2.add(i64x2.shr_s(p, 32), i64x2.shr_s(q, 32)));
    p = i64x2.extmul_low_i32x4_s(output, output);
    q = i64x2.extmul_high_i32x4_s(output, output);
    ooLow = i64x2.add(ooLow, i64x2.add(v128.and(p, lower), v128.and(q, lower)));
    ooHigh = i64x2.add(ooHigh, i64x2.add(i64x2.shr_u(p, 32), i64x2.shr_u(q, 32)));
    const cells = cellsOf(input, output, perInput, perOutput, offset);
    const cell = i32x4.max_s(zero, i32x4.min_s(cells, highest));
    count(histogram, i32x4.extract_lane(cell, 0));
    count(histogram, i32x4.extract_lane(cell, 1));
    count(histogram, i32x4.extract_lane(cell, 2));
    count(histogram, i32x4.extract_lane(cell, 3));
  }
  addTo(0, inputs);
  addTo(1, outputs);
  addTo(2, iiLow);
  addTo(3, iiHigh);
  addTo(4, ioLow);
  addTo(5, ioHigh);
  addTo(6, ooLow);
  addTo(7, ooHigh);
}

/** trunc(offset + perInput·input + perOutput·output) of four conversations. */
@inline
function cellsOf(input: v128, output: v128, perInput: v128, perOutput: v128, offset: v128): v128 {
  const low = f64x2.add(
    f64x2.add(offset, f64x2.mul(perInput, f64x2.convert_low_i32x4_s(input))),
    f64x2.mul(perOutput, f64x2.convert_low_i32x4_s(output)),
  );
  const upperInput = i8x16.shuffle(input, input, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  const upperOutput = i8x16.shuffle(output, output, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  const high = f64x2.add(
    f64x2.add(offset, f64x2.mul(perInput, f64x2.convert_low_i32x4_s(upperInput))),
    f64x2.mul(perOutput, f64x2.convert_low_i32x4_s(upperOutput)),
  );
  const a = i32x4.trunc_sat_f64x2_s_zero(low);
  const b = i32x4.trunc_sat_f64x2_s_zero(high);
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

@inline
function count(histogram: usize, cell: i32): void {
  const at = histogram + (<usize>cell << 2);
  store<i32>(at, load<i32>(at) + 1);
}

@inline
function addTo(sum: usize, pairs: v128): void {
  const at = SUMS + (sum << 3);
  store<i64>(at, load<i64>(at) + i64x2.extract_lane(pairs, 0) + i64x2.extract_lane(pairs, 1));
}
