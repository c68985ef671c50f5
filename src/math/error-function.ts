/**
 * The error function and its complement, relative error below 1e-15 (about one unit in the last place) everywhere,
 * the far tail of `erfc` included, where it is not subnormal.
 *
 * Source: Sun Microsystems fdlibm 5.3, `s_erf.c` (rational approximations on five intervals; coefficients by name there).
 */

/** erf(x) = 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z < 0.84375) return z < 2e-10 ? x * TWO_OVER_ROOT_PI : x + x * centre(x * x);
  const value = z < 1.25 ? ERX + middle(z) : z < 6 ? 1 - tail(z) : 1;
  return x < 0 ? -value : value;
}

/** erfc(x) = 1 − erf(x), without cancellation for large x. Underflows to 0 above 27.3. */
export function erfc(x: number): number {
  const z = Math.abs(x);
  if (z < 0.84375) {
    const y = centre(x * x);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  const value = z < 1.25 ? 1 - ERX - middle(z) : z < 28 ? tail(z) : 0;
  if (x >= 0) return value;
  return z < 1.25 ? 1 + ERX + middle(z) : 2 - value;
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;
/** erf(1) rounded to single precision; the middle interval approximates erf(z) − ERX. */
const ERX = 0.8450629115104675;

function centre(z: number): number {
  const r =
    0.12837916709551256 +
    z * (-0.3250421072470015 + z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -0.000023763016656650163)));
  const s =
    1 +
    z *
      (0.39791722395915535 +
        z *
          (0.0650222499887673 +
            z * (0.005081306281875766 + z * (0.00013249473800432164 + z * -0.000003960228278775368))));
  return r / s;
}

function middle(x: number): number {
  const z = x - 1;
  const p =
    -0.0023621185607526594 +
    z *
      (0.41485611868374833 +
        z *
          (-0.3722078760357013 +
            z *
              (0.31834661990116175 +
                z * (-0.11089469428239668 + z * (0.035478304325618236 + z * -0.002166375594868791)))));
  const q =
    1 +
    z *
      (0.10642088040084423 +
        z *
          (0.540397917702171 +
            z *
              (0.07182865441419627 +
                z * (0.12617121980876164 + z * (0.01363708391202905 + z * 0.011984499846799107)))));
  return p / q;
}

/** erfc(x) for x ≥ 1.25. The square is taken in two exact parts so that exp(−x²) keeps its relative accuracy. */
function tail(x: number): number {
  const s = 1 / (x * x);
  const ratio = x < 1 / 0.35 ? nearTail(s) : farTail(s);
  const head = Math.fround(x);
  return (Math.exp(-head * head - 0.5625) * Math.exp((head - x) * (head + x) + ratio)) / x;
}

function nearTail(s: number): number {
  const p =
    -0.009864944034847148 +
    s *
      (-0.6938585727071818 +
        s *
          (-10.558626225323291 +
            s *
              (-62.375332450326006 +
                s *
                  (-162.39666946257347 +
                    s * (-184.60509290671104 + s * (-81.2874355063066 + s * -9.814329344169145))))));
  const q =
    1 +
    s *
      (19.651271667439257 +
        s *
          (137.65775414351904 +
            s *
              (434.56587747522923 +
                s *
                  (645.3872717332679 +
                    s *
                      (429.00814002756783 +
                        s * (108.63500554177944 + s * (6.570249770319282 + s * -0.0604244152148581)))))));
  return p / q;
}

function farTail(s: number): number {
  const p =
    -0.0098649429247001 +
    s *
      (-0.799283237680523 +
        s *
          (-17.757954917754752 +
            s * (-160.63638485582192 + s * (-637.5664433683896 + s * (-1025.0951316110772 + s * -483.5191916086514)))));
  const q =
    1 +
    s *
      (30.33806074348246 +
        s *
          (325.7925129965739 +
            s *
              (1536.729586084437 +
                s *
                  (3199.8582195085955 +
                    s * (2553.0504064331644 + s * (474.52854120695537 + s * -22.44095244658582))))));
  return p / q;
}
