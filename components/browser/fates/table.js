// The table of fates, written by `python -m components.web.fate_table`: their numbers, colors and words.

export const ELSEWHERE = -1;
export const SADDLE = -2;
export const LEFT = -3;
export const DIVERGED = -4;
export const MOVING = -5;
export const PLAIN = -6;
export const VALLEY = -7;

export const COLORS = ["#1f6ec2", "#deab0d", "#04a860", "#b480b1", "#5dc9f5", "#d24814", "#f7e535", "#572f88"];
/** @type {Record<number, string>} */
export const GRAYS = {
  [SADDLE]: "#7b624e",
  [PLAIN]: "#cbcfd5",
  [VALLEY]: "#a5a4a3",
  [LEFT]: "#fefef9",
  [DIVERGED]: "#121212",
  [MOVING]: "#70727a",
};
export const LIGHTER = 0.45;
export const DARKER = 0.4;

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** @type {Record<number, [many: string, one: string]>} */
export const ENDS = {
  [ELSEWHERE]: ["converge to a curve of minima", "converges to a curve of minima"],
  [SADDLE]: ["stall at a saddle", "stalls at a saddle"],
  [PLAIN]: ["stall on a plain", "stalls on a plain"],
  [VALLEY]: ["stall in a valley", "stalls in a valley"],
  [MOVING]: ["still move", "still moves"],
  [LEFT]: ["leave the window", "leaves the window"],
  [DIVERGED]: ["diverge", "diverges"],
};
/** In this order. */
export const OTHERS = [ELSEWHERE, SADDLE, PLAIN, VALLEY, MOVING, LEFT, DIVERGED];
