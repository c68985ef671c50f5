/** Loaded before the program: its clock is DAYS_AHEAD days ahead, wherever it asks for the day. */
const ahead = Number(process.env.DAYS_AHEAD) * 86_400_000;
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + ahead] : given));
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
