/** Numbers that a plan may well have and a chart cannot show: a need of 0 on a logarithmic axis, a cost of nothing. */
export class UndrawableError extends RangeError {
  override readonly name = "UndrawableError";
}
